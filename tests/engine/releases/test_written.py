"""Codes in decision tables and forms are asked of the registers, as those in diagrams are."""

from collections.abc import Iterator, Mapping

import orjson
import pytest
from sqlalchemy.orm import Session

from engine.base.actor import SYSTEM
from engine.commands import deploy
from engine.ports import registers as port
from engine.ports.registers import Code, Unknown
from engine.releases import check
from engine.releases.registers import unknown_codes
from engine.releases.written import codes_written
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.dmn import models as m

DRAWN = d.diagram(d.start(), d.user("one"), d.end(), d.path("begin", "one", "done"))
THERE = {"clerk@A", "VKSNDTC", "NC", "unit_head@VKSNDTC"}
NEAR = {"VKSNDCT": "VKSNDTC", "unit_head@VKSNDCT": "unit_head@VKSNDTC", "BGDDT": "BQP"}
NAMED = ("unit", "body", "council", "bloc_year", "person", "principal")


class Book:
    """A register of a few codes."""

    def unknown(self, session: Session, codes: frozenset[Code]) -> Mapping[Code, Unknown]:
        assert session is not None
        missing = [one for one in codes if one[0] in NAMED and one[1] not in THERE and not one[1].endswith("@")]
        return {one: Unknown(NEAR.get(one[1], "")) for one in missing}


@pytest.fixture
def book() -> Iterator[None]:
    before = list(port._known)
    port.use_registers(Book())
    yield
    port._known[:] = before


def table(column: str, test: str, result: str, output: str = "r") -> bytes:
    asked = f'<input id="i"><inputExpression><text>{column}</text></inputExpression></input>'
    row = f'<inputEntry id="in"><text>{test}</text></inputEntry>'
    row += f'<outputEntry id="out"><text>{result}</text></outputEntry>'
    drawn = f'{asked}<output id="o" name="{output}"/><rule id="rule">{row}</rule>'
    drawn = f'<decisionTable hitPolicy="FIRST">{drawn}</decisionTable>'
    given = column.partition(".")[0]
    return m.definitions(m.given(given) + m.decision("choice", m.needs(given) + drawn))


def form(**field: object) -> bytes:
    inner = {"type": "select", "id": "field", "label": "Choice", **field}
    return orjson.dumps({"id": "f", "components": [{"type": "group", "id": "g", "components": [inner]}]})


def codes(path: str, data: bytes) -> set[Code]:
    return {one.code for one in codes_written({path: data})[path] if one.code[0] in NAMED}


CELLS = [
    (table("body", '"A", "B"', "1"), {("body", "A"), ("body", "B")}),
    (table("case.unit", '= "A"', "1"), {("unit", "A")}),
    (table("body", 'not("A")', "1"), {("body", "A")}),
    (table("x", "-", '"A"', "council"), {("council", "A")}),
    (table("x", "-", '["A", "B"]', "unit"), {("unit", "A"), ("unit", "B")}),
    (table("x", "-", 'if x then "A" else "B"', "unit"), {("unit", "A"), ("unit", "B")}),
    (table("x", "-", '["r@A", "s@*"]'), {("principal", "r@A"), ("principal", "s@*")}),
    (table("x", "-", '{who: "r@A"}'), {("principal", "r@A")}),
    (table("x", "-", '"r@" + "A"'), {("principal", "r@")}),
    (m.definitions(m.decision("d", m.literal('"r@A"'))), {("principal", "r@A")}),
    (table("body", 'starts with(?, "A")', "1"), set()),
    (table("body", "-", '"A" + x', "unit"), set()),
    (table("award", '"A"', '"B"'), set()),
    (b"<none", set()),
]
FIELDS = [
    (form(key="unit", values=[{"value": "A"}, {"value": "B"}]), {("unit", "A"), ("unit", "B")}),
    (form(key="case.council", defaultValue="A"), {("council", "A")}),
    (form(key="unit", defaultValue=["A"]), {("unit", "A")}),
    (form(key="to", values=[{"label": "a", "value": "r@A"}]), {("principal", "r@A")}),
    (form(key="to", valuesExpression='=[{label: "x", value: "r@A"}]'), {("principal", "r@A")}),
    (form(key="to", conditional={"hide": '=to = "r@A"'}), {("principal", "r@A")}),
    (form(key="unit", values=[{"label": "A", "value": 1}], description="me@mail.vn"), set()),
    (form(key="note", defaultValue="A"), set()),
    (form(key="unit", valuesExpression="=units"), set()),
    (b"{", set()),
    (b"[]", set()),
]  # fmt: skip


@pytest.mark.parametrize(("data", "found"), CELLS)
def test_codes_in_cells_are_seen(data: bytes, found: set[Code]) -> None:
    assert codes("t.dmn", data) == found


@pytest.mark.parametrize(("data", "found"), FIELDS)
def test_codes_in_fields_are_seen(data: bytes, found: set[Code]) -> None:
    assert codes("f.form.json", data) == found


ASKED = [
    ({"t.dmn": table("body", '"VKSNDCT"', "1")}, [("in", "error", "VKSNDTC")]),
    ({"t.dmn": table("body", '"BGDDT"', "1")}, [("in", "warning", "")]),  # a rule may be on bodies elsewhere
    ({"t.dmn": table("body", '"VKSNDTC", "NC"', '["unit_head@VKSNDTC"]')}, []),
    ({"t.dmn": table("x", "-", '"unit_head@VKSNDCT"')}, [("out", "error", "unit_head@VKSNDTC")]),
    ({"t.dmn": table("x", "-", '"unit_head@NOWHERE"')}, [("out", "error", "")]),
    ({"f.form.json": form(key="unit", defaultValue="VKSNDCT")}, [("field", "error", "VKSNDTC")]),
    ({"f.form.json": form(key="unit", values=[{"value": "VKSNDTC"}])}, []),
]


@pytest.mark.parametrize(("files", "told"), ASKED)
def test_codes_in_no_register_are_told(
    files: dict[str, bytes], told: list[tuple[str, str, str]], book: None, database: Database
) -> None:
    with database.read() as session:
        found = unknown_codes(session, codes_written(files), "p")
    assert [
        (f.element, f.severity, f.suggestion.params.get("meant", "") if f.suggestion else "") for f in found
    ] == told
    assert {f.file for f in found} <= set(files)


def test_what_stood_before_is_warned_of_where_a_code_is_meant_and_else_silent(book: None, database: Database) -> None:
    files = {"t.dmn": table("body", '"VKSNDCT", "BGDDT"', '"unit_head@X"'), "p.bpmn": DRAWN}
    with database.read() as session:
        assert [f.severity for f in unknown_codes(session, codes_written(files), "p")] == ["error", "error", "warning"]
    database.perform(lambda s: deploy(s, files, procedure="p", author=SYSTEM, approver=None, key="shipped"))
    with database.read() as session:
        found = unknown_codes(session, codes_written(files), "p")
    assert [(f.message.params["code"], f.severity) for f in found] == [
        ("VKSNDCT", "warning"),
        ("unit_head@X", "warning"),
    ]


def test_roles_that_are_nearly_those_people_hold_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_roles", {"unit_head"})
    for role, told in (("unit_haed", 1), ("unit_head", 0), ("accounting", 0)):
        files = {"t.dmn": table("x", "-", f'"{role}@" + unit'), "f.form.json": form(key="to", defaultValue=f"{role}@A")}
        found = [(f.file, f.severity) for f in check.check_files(files) if f.rule == "role"]
        assert found == [("f.form.json", "warning"), ("t.dmn", "warning")] * told
