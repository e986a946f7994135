"""Opinions asked of other bodies, comments on what is published, and the clock that stands still meanwhile."""

from datetime import timedelta

import pytest

from engine.base import clock as clock_room
from engine.model.base import new_id
from tests.workflows.procedures.nomination.office import APPROVE, UNIT, after, submitted
from workflows.procedures.nomination.store import pauses_of
from workflows.procedures.unit_review.posting.commands import CommentRefusedError, comment_publicly
from workflows.procedures.unit_review.store import published_now


@pytest.fixture
def code(office):
    return office.told


def department(office):
    return office.actor("emulation_dept@VKSNDTC", name="VKSNDTC appraises")


def ask(office, code, *bodies):
    office.do(code, "intake", department(office), **APPROVE, consulted=list(bodies))


def answer(office, code, body, **said):
    office.do(code, "give_opinion", office.actor(f"emulation_dept@{body}"), **said)


def opinions(office, code):
    return [(row["name"], row["answer"]) for row in office.variables(code, "unit_review")["opinions"]]


@after(submitted)
def test_the_bodies_asked_answer_in_parallel_and_the_appraiser_reads_what_they_say(office, code):
    ask(office, code, "BCA", "TTCP")
    assert office.offered(code, "give_opinion") == {"emulation_dept@BCA", "emulation_dept@TTCP"}
    answer(office, code, "TTCP", answer="objected", comment="Đang thanh tra")
    answer(office, code, "BCA", answer="agreed", comment=None)
    assert office.waiting(code) == {"appraisal"}
    assert opinions(office, code) == [("BCA", "Nhất trí"), ("TTCP", "Không nhất trí")]
    assert office.variables(code, "unit_review")["objections"] == 1


@after(submitted)
def test_who_is_slow_is_reminded_and_silence_in_time_is_noted_as_such(office, code):
    ask(office, code, "BCA", "TTCP")
    answer(office, code, "BCA", answer="agreed", comment=None)
    office.later(days=12)
    assert ("emulation_dept@TTCP", "opinion_late") in office.notices(code)
    assert ("emulation_dept@BCA", "opinion_late") not in office.notices(code)
    office.later(days=4)
    assert office.waiting(code) == {"appraisal"}
    assert opinions(office, code)[1] == ("TTCP", "Không trả lời trong hạn (cơ quan coi là nhất trí)")


@after(submitted)
def test_nobody_is_asked_where_nobody_was_chosen(office, code):
    ask(office, code)
    assert office.waiting(code) == {"appraisal"}
    with office.database.read() as session:
        assert pauses_of(session, code) == []


@after(submitted)
def test_the_clock_stands_while_the_dossier_is_with_the_unit_again(office, code):
    office.do(code, "intake", department(office), decision="return", comment="Thiếu biên bản", missing=["minutes"])
    office.later(days=3)
    officer = office.actor("unit_officer@VKSNDTC.V15")
    office.do(code, "supplement_review", officer, decision="resubmit", note="Đã bổ sung")
    with office.database.read() as session:
        [pause] = pauses_of(session, code)
    assert (pause.kind, pause.reason) == ("returned", "Thiếu biên bản")
    assert pause.until - pause.since == timedelta(days=3)


def test_comments_on_what_is_published_reach_the_department_and_close_in_time(office):
    office.give_titles("CSTDB", 2018, 2019)
    office.give_initiative("nation")
    office.later(days=59)  # TT 12/2019/TT-BNV is of 2020
    code = office.propose_person("CSTDTQ")
    office.submit(code)
    office.appraise(code)
    reader = office.actor("unit_officer@BCA", name="Người đọc")
    with office.database.transaction() as session:
        assert [one.code for one in published_now(session)] == [code]
        for _ in range(2):
            comment_publicly(session, code, " Rất xứng đáng ", by=reader, key="once")
        with pytest.raises(CommentRefusedError):
            comment_publicly(session, code, "  ", by=reader, key=str(new_id()))
        for who, said in (
            (reader, "commented on this nomination already"),
            (office.writer(UNIT), "people of this case"),
        ):
            with pytest.raises(CommentRefusedError, match=said):
                comment_publicly(session, code, "Thêm", by=who, key=str(new_id()))
    until = office.nomination(code).published_until  # ten working days on, with whatever holidays lie between
    office.later(seconds=(until - clock_room.now()).total_seconds())
    with office.database.read() as session:
        assert published_now(session) == []
    with pytest.raises(CommentRefusedError), office.database.transaction() as session:
        comment_publicly(session, code, "Muộn", by=reader, key=str(new_id()))
    comments = office.variables(code, "unit_review")["comments"]
    assert [(one["by"], one["text"]) for one in comments] == [("Người đọc", "Rất xứng đáng")]
    office.do(code, "publication_comments", department(office), has_complaint=False, summary=None)
    assert office.nomination(code).council_at == clock_room.now()
