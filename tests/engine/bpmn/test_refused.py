"""What does not run is refused by the rule that names it, never run otherwise; and the table in docs says so."""

import re

import pytest

from engine.bpmn.check import Known, check_diagram
from tests.architecture.sources import HOME
from tests.engine.bpmn.shapes import ALL, REFUSED, Refused

RUNS = re.compile(r"^\| `(?P<item>[^`]+)` \| runs \| (?P<example>[^|]+) \|$", re.MULTILINE)
REFUSES = re.compile(r"^\| (?P<item>[^|]+) \| refused by \[(?P<rule>[\w-]+)\]\(checks/[\w-]+\.md\) \|$", re.MULTILINE)
PAGE = HOME / "docs" / "bpmn.md"


@pytest.mark.parametrize("refused", REFUSED, ids=lambda one: one.covers)
def test_what_does_not_run_is_refused_by_name(refused: Refused) -> None:
    errors = [f for f in check_diagram(refused.diagram, "x.bpmn", Known()) if f.severity == "error"]
    assert (refused.rule, refused.element) in {(f.rule, f.element) for f in errors}


def test_each_row_of_the_table_names_the_test_that_shows_it() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = {m["item"]: m["example"] for m in RUNS.finditer(page)}
    assert [line for line in page.splitlines() if "| runs" in line and not RUNS.match(line)] == []
    shapes = {shape.name: shape.covers for shape in ALL}
    assert {item for covers in shapes.values() for item in covers} <= set(rows)
    assert {item: name for item, name in rows.items() if name in shapes and item not in shapes[name]} == {}
    others = {name.strip("`") for name in rows.values() if name not in shapes}
    assert others <= names_of_tests()


def test_what_is_refused_stands_in_the_table() -> None:
    found = {(m["item"], m["rule"]) for m in REFUSES.finditer(PAGE.read_text(encoding="utf-8"))}
    assert found == {(one.covers, one.rule) for one in REFUSED}


def names_of_tests() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in (HOME / "tests" / "engine").rglob("test_*.py"))
    return {name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}
