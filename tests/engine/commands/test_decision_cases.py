"""A release whose decision says something else than its test cases expect does not go live."""

import pytest

from engine.base.actor import SYSTEM
from engine.base.errors import ModelRefusedError
from engine.commands import deploy
from engine.model import Release
from engine.releases.check import check_files
from engine.store import releases
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.dmn.models import decision, definitions, given, needs, table
from tests.engine.play import key

MODEL = definitions(given("votes") + decision("level", needs("votes") + table(["votes"], [([">= 5"], ['"many"'])])))
GOOD = "case,votes,expected\nđủ,5,many\n".encode()
BAD = "case,votes,expected\nđủ,5,many\nthiếu,4,many\n".encode()


PROCESS = {"0.bpmn": d.diagram(d.start(), d.user("look", '=["unit_head@A"]'), d.end(), d.path("begin", "look", "done"))}


def live(database: Database, cases: bytes) -> Release:
    return database.perform(
        lambda session: deploy(session, files(cases), procedure="p", author=SYSTEM, approver=None, key=key())
    )


def files(cases: bytes) -> dict[str, bytes]:
    return {**PROCESS, "level.dmn": MODEL, "level.tests.csv": cases}


def test_a_release_with_a_failing_case_is_refused(database: Database) -> None:
    with pytest.raises(ModelRefusedError) as refused:
        live(database, BAD)

    [finding] = refused.value.findings
    assert (finding.file, finding.line, finding.rule) == ("level.tests.csv", 3, "decision-case")
    assert str(finding.message) == 'Test case in row 3 (thiếu): expected should be "many", but is null.'


def test_a_release_whose_cases_hold_goes_live_with_them(database: Database) -> None:
    release = live(database, GOOD)
    with database.read() as session:
        assert releases.files_of(session, release.id)["level.tests.csv"] == GOOD


def test_what_a_table_leaves_open_is_a_warning_and_keeps_nothing_from_going_live() -> None:
    assert [(f.rule, f.severity, f.file) for f in check_files(files(GOOD))] == [
        ("dmn-table-gap", "warning", "level.dmn")
    ]


def test_cases_without_their_model_are_refused() -> None:
    found = check_files({**PROCESS, "other.tests.csv": GOOD})
    assert [(f.rule, f.severity, f.file) for f in found] == [("decision-case", "error", "other.tests.csv")]
