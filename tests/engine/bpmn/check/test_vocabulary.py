"""The table of every element and attribute of BPMN 2.0 holds, row by row."""

from collections import Counter
from typing import Any

import pytest
from lxml import etree

from engine.bpmn.check import Known, check_diagram
from engine.releases.exchange import export_diagram
from engine.store.database import Database
from tests.engine.bpmn.check.vocabulary import EVERYTHING, PAGE, Row, page, rows, running, type_of, used
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
