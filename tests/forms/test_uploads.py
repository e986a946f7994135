from dataclasses import dataclass
from typing import Any

from engine.base.errors import BangVangError
from engine.base.text import Text
from forms.uploads import file_ids, find_file_field, take_uploads
from tests.forms.page import form

PAPERS = {"type": "filepicker", "key": "papers", "multiple": True, "accept": ".pdf,.docx"}
PICTURE = {"type": "filepicker", "key": "picture", "id": "p"}
FORM = form(
    {"type": "textfield", "key": "name"},
    {"type": "group", "path": "unit", "components": [PAPERS]},
    {"type": "dynamiclist", "path": "members", "components": [PICTURE]},
)


@dataclass
class File:
    filename: str


class Keeper:
    """Stands for the store: keeps what it is given, refuses names with `bad`."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str]] = []

    def __call__(self, field: str, file: Any) -> str:
        if "bad" in file.filename:
            raise BangVangError(Text("refused"))
        self.kept.append((field, file.filename))
        return f"id-{len(self.kept)}"


def test_files_become_ids_beside_those_attached_before() -> None:
    keeper = Keeper()
    sent = {"unit.papers": ["", "id-0"], "name": ["Lan"]}
    taken = take_uploads(
        FORM, sent, [("unit.papers:file", File("a.pdf")), ("unit.papers:file", File("b.docx"))], keeper
    )
    assert taken.submitted["unit.papers"] == ["id-0", "id-1", "id-2"]
    assert taken.submitted["name"] == ["Lan"]
    assert keeper.kept == [("unit.papers", "a.pdf"), ("unit.papers", "b.docx")]


def test_a_new_file_takes_the_place_of_the_only_one() -> None:
    taken = take_uploads(FORM, {"members.1.picture": ["id-0"]}, [("members.1.picture:file", File("a.png"))], Keeper())
    assert taken.submitted["members.1.picture"] == ["id-1"]


def test_refused_files_are_errors_of_their_field_and_the_rest_is_kept() -> None:
    files = [
        ("unit.papers:file", File("bad.pdf")),
        ("unit.papers:file", File("good.pdf")),
        ("members.0.picture:file", File("bad.png")),
    ]
    taken = take_uploads(FORM, {}, files, Keeper())
    assert {name: str(text) for name, text in taken.errors.items()} == {
        "unit.papers": "refused",
        "members.0.picture": "refused",
    }
    assert taken.submitted == {"unit.papers": ["id-1"]}


def test_files_the_field_does_not_ask_for_are_refused_before_they_are_kept() -> None:
    keeper = Keeper()
    taken = take_uploads(FORM, {}, [("unit.papers:file", File("scan.png"))], keeper)
    assert str(taken.errors["unit.papers"]) == "scan.png was not taken: only .pdf, .docx files are asked for here."
    assert keeper.kept == []


def test_empty_and_foreign_inputs_are_left_aside() -> None:
    keeper = Keeper()
    files = [
        ("unit.papers:file", File("")),
        ("name:file", File("a.pdf")),
        ("other:file", File("a.pdf")),
        ("unit.papers", File("a.pdf")),
        ("members.picture:file", File("a.png")),
    ]
    assert take_uploads(FORM, {}, files, keeper).submitted == {}
    assert keeper.kept == []


def test_no_more_than_twenty_files_of_a_field_are_kept() -> None:
    keeper = Keeper()
    take_uploads(FORM, {}, [("unit.papers:file", File(f"{n}.pdf")) for n in range(30)], keeper)
    assert len(keeper.kept) == 20


def test_file_fields_are_found_by_their_names_in_the_page() -> None:
    assert find_file_field(FORM, "unit.papers") is not None
    assert find_file_field(FORM, "members.12.picture") is not None
    for name in ("papers", "unit", "members.picture", "members.x.picture", "members.1", "name", ""):
        assert find_file_field(FORM, name) is None


def test_all_files_of_answers_are_listed() -> None:
    answers = {"unit": {"papers": ["a", "b"]}, "members": [{"picture": ["c"]}, {"picture": []}, {}]}
    assert file_ids(FORM, answers) == ["a", "b", "c"]
    assert file_ids(FORM, {}) == []
