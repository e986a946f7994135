"""What a new version weakens, found in files changed one by one."""

import pytest

from engine.releases.safeguards import odd_characters, weakenings
from workflows.registers.decisions import files as decision_files
from workflows.shipped import procedures

FILES = {
    path: data
    for procedure in procedures()
    if procedure.key in ("unit_review", "council_session")
    for path, data in procedure.files().items()
} | decision_files()

CHANGES = [
    ("apart", "council_session.bpmn", '<zeebe:property name="separateFrom" value="attendance"/>', ""),
    ("exempt", "council_session.bpmn", 'name="separateFrom" value="attendance"', 'name="separateFrom" value="none"'),
    ("exempt", "council_session.bpmn", 'name="final" value="true"', 'name="final" value="false"'),
    ("who", "council_session.bpmn", '["council_chair@" + council]', '["council_member@" + council]'),
    ("deadline", "council_session.bpmn", '<zeebe:taskSchedule dueDate="=plan.held_at"/>', ""),
    (
        "rule",
        "council_session.bpmn",
        'eventType="completing" type="council_session.decide_opening"',
        'eventType="x" type="y"',
    ),
    ("sending", "council_session.bpmn", '<zeebe:input source="=told.nomination"', '<zeebe:input source="=elsewhere"'),
    ("step", "council_session.bpmn", '<bpmn:userTask id="open_voting"', '<bpmn:userTask id="other"'),
    ("votes", "vote_threshold.dmn", "<text>90</text>", "<text>50</text>"),
    ("votes", "vote_threshold.dmn", '<text>"secret"</text>', '<text>"open"</text>'),
    ("votes", "vote_threshold.dmn", "count vote(", "bound vote("),
    ("characters", "council_session.bpmn", 'name="Ký biên bản"', 'name="Ký biên b\u0430n"'),
    ("characters", "council_session.bpmn", 'name="Ký biên bản"', 'name="Ký &#x202E;biên bản"'),
    ("characters", "forms/council_sign.form.json", '"Ký biên bản"', '"Ký\\u200b biên bản"'),
    ("link", "forms/council_sign.form.json", '"Ký biên bản"', '"[Ký](https://evil.example/x)"'),
    ("link", "forms/council_sign.form.json", '"Ký biên bản"', '"![](//evil.example/x.png)"'),
    ("link", "council_session.bpmn", 'name="Ký biên bản"', 'name="Xem http://evil.example"'),
]


@pytest.mark.parametrize(("kind", "path", "old", "new"), CHANGES)
def test_what_is_weakened_is_told(kind, path, old, new):
    text = FILES[path].decode()
    assert old in text
    found = weakenings(FILES, FILES | {path: text.replace(old, new, 1).encode()})
    assert kind in {one.kind for one in found}, found
    assert all(one.file == path for one in found)


def test_nothing_is_told_where_nothing_is_weakened():
    assert weakenings(FILES, FILES) == []
    text = FILES["council_session.bpmn"].decode()
    better = text.replace('name="separateFrom" value="attendance"', 'name="separateFrom" value="attendance"', 1)
    renamed = better.replace('name="Ký biên bản"', 'name="Ký tên vào biên bản"', 1)
    assert weakenings(FILES, FILES | {"council_session.bpmn": renamed.encode()}) == []


def test_vietnamese_is_not_odd_and_marks_tell_changes_apart():
    assert odd_characters("Đề nghị khen thưởng “đột xuất” – năm 2019… №1 ½ 5 m²") == []
    assert odd_characters("\u0430\u03b1\u200b") == [
        "U+0430 CYRILLIC SMALL LETTER A",
        "U+03B1 GREEK SMALL LETTER ALPHA",
        "U+200B ZERO WIDTH SPACE",
    ]
    text = FILES["vote_threshold.dmn"].decode()
    marks = {
        one.mark
        for number in (50, 60)
        for one in weakenings(FILES, FILES | {"vote_threshold.dmn": text.replace(">90<", f">{number}<", 1).encode()})
    }
    assert len(marks) == 2


def test_a_removed_form_or_diagram_takes_its_safeguards_with_it():
    left = {path: data for path, data in FILES.items() if path != "council_session.bpmn"}
    assert {"step", "apart", "deadline"} <= {one.kind for one in weakenings(FILES, left)}
