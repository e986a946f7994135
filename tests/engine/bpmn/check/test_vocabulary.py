"""The table of every element and attribute of BPMN 2.0 holds, row by row."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest
from lxml import etree

from engine.bpmn.check import Known, check_diagram
from engine.releases.exchange import export_diagram
from engine.store.database import Database
from tests.architecture.sources import HOME
from tests.engine.bpmn.check.vocabulary import (
    EVERYTHING,
    PAGE,
    RUNNING,
    Row,
    drawn_in,
    page,
    rows,
    running,
    type_of,
    used,
)
from tests.engine.bpmn.shapes import ALL
from tests.engine.play import Play

TABLE = rows()
DRAWN = '<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">%s</b:definitions>'


def test_the_page_of_the_table_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: .venv/bin/python -m tests.engine.bpmn.check.vocabulary"


def test_no_element_or_attribute_is_missing() -> None:
    assert [one.name for one in TABLE if one.verdict == "unknown"] == []
    assert len(TABLE) > 400


@pytest.mark.parametrize("one", TABLE, ids=lambda one: one.name)
def test_a_row_is_as_it_says(one: Row) -> None:
    if one.verdict == "runs":
        assert one.shown_by in running()  # each of those rows names its own test
    elif one.verdict == "kept":
        assert (type_of(one.element), one.member) in used()
    else:
        data = (DRAWN % f'<b:process id="p"><b:{one.element} id="x"/></b:process>').encode()
        assert one.shown_by in {f.rule for f in check_diagram(data, "x.bpmn", Known()) if f.severity == "error"}


HELPED = {"userTask": "d.user(", "serviceTask": "d.service(", "businessRuleTask": "calledDecision"}
"""What small calls draw, in tests that are no shapes."""


def test_what_runs_stands_in_a_diagram_that_a_test_runs() -> None:
    assert unproven(TABLE) == []
    invented = [
        Row("task", "colour", "runs", "task"),
        Row("hexagon", "", "runs", "task"),
        Row("task", "", "runs", "gone"),
    ]
    assert unproven(invented) == ["task/colour", "hexagon", "task"]


def unproven(table: Iterable[Row]) -> list[str]:
    """Return what runs by a table though no shape has it, nor the test that its row of the table of what runs names."""
    return [one.name for one in table if one.verdict == "runs" and not _is_proven(one)]


def _is_proven(one: Row) -> bool:
    if one.shown_by not in running():
        return False
    word = one.member or HELPED.get(one.element, one.element)
    return (type_of(one.element), one.member) in _drawn() or word in _test_of(one.shown_by)


@cache
def _drawn() -> frozenset[tuple[str, str]]:
    """Return what stands in any of the shapes, each of which is run in one go and step by step."""
    return frozenset(one for shape in ALL for one in drawn_in(shape.diagram))


@cache
def _test_of(item: str) -> str:
    """Return the source of the test that a row of the table of what runs names, where it is no shape."""
    named = re.search(rf"^\| `{re.escape(item)}` \| runs \| `(test_\w+)` \|$", RUNNING.read_text("utf-8"), re.MULTILINE)
    sources = (path.read_text("utf-8") for path in (HOME / "tests" / "engine").rglob("test_*.py"))
    return next((text for text in sources if named and f"def {named[1]}(" in text), "")


def test_what_is_kept_is_taken_in_without_a_word() -> None:
    assert check_diagram(EVERYTHING.read_bytes(), "x.bpmn", Known()) == []


def test_a_process_with_all_that_is_kept_runs_as_without(database: Database) -> None:
    play = Play(database)
    play.deploy(EVERYTHING.read_bytes())
    instance = play.start(process="process")
    play.settle()
    assert play.state(instance) == "completed"
    assert [name for name in play.past(instance) if name in ("begin", "work", "done")] == ["begin", "work", "done"]


def test_what_is_kept_is_handed_on_whole() -> None:
    assert facts(export_diagram(EVERYTHING.read_bytes())) == facts(EVERYTHING.read_bytes())


def facts(data: bytes) -> Counter[Any]:
    nodes = etree.fromstring(data).iter()
    return Counter((str(n.tag), tuple(sorted(n.attrib.items())), (n.text or "").strip()) for n in nodes)
