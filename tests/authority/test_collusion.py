"""Nobody reaches an award alone; which two together could, and how, stands in docs/who-together-could.md.

The whole of it is tried with BANGVANG_ALL_PAIRS=1 (`make soak`); otherwise each person alone, the pairs that the page
names by their quick ways, and some other pairs, others each day.
"""

import os
import random
import re
from datetime import date
from itertools import combinations_with_replacement
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.commands.care import CARE
from engine.model import MigrationItem
from engine.store.database import Database
from tests.architecture.sources import HOME
from tests.authority.conftest import hire_second, settle
from tests.authority.conspiracy import Conspiracy
from tests.authority.forgery import shorten_nomination
from tests.authority.openings import FILES, openings
from tests.authority.people import EVERYBODY, HIRED, SECOND, WHO
from workflows.example.people import find_somebody
from workflows.registers.nominations.model import Notice
from workflows.registers.organisation import actor_for

PAGE = (HOME / "docs" / "who-together-could.md").read_text(encoding="utf-8")
ROWS = [
    (first, second, way, re.findall(r"`(\w+)`", notices))
    for first, second, way, notices in re.findall(r"^\| `(\w+)`, `(\w+)` \| `(\w+)`:.*\|(.*)\|$", PAGE, re.MULTILINE)
]
WAYS = frozenset(way for _first, _second, way, _notices in ROWS)
LONG = frozenset({"appoint", "reset_password"})
BESIDE = frozenset({"move_token", "set_variables", "migrate_instance", "announce_absence"})
"""What the long ways do without: with many people it would take minutes."""
HONEST = {"create_nomination", "create_letter", "start_council_session", "complete_task"}
OTHERS = 1
EVERY_PAIR = list(combinations_with_replacement(WHO, 2))
IS_WHOLE = bool(os.environ.get("BANGVANG_ALL_PAIRS"))
DOCUMENTED = {(first, second) for first, second, _way, _notices in ROWS}


def chosen_pairs() -> list[tuple[str, str]]:
    """Return the pairs that must not succeed to try in this run."""
    rest = [pair for pair in EVERY_PAIR if pair not in DOCUMENTED]
    return rest if IS_WHOLE else random.Random(date.today().toordinal()).sample(rest, OTHERS)  # noqa: DTZ011 - any day


def chosen_rows() -> list[tuple[str, str, str, list[str]]]:
    """Return the ways of the page to try in this run."""
    return [row for row in ROWS if IS_WHOLE or row[2] not in LONG]


def two(database: Database, first: str, second: str) -> list[str]:
    """Return a person of each of two roles; of the same role two people."""
    if first != second:
        return [WHO[first], WHO[second]]
    if first in HIRED:
        database.perform(lambda session: hire_second(session, first))
    return [WHO[first], SECOND[first]]


def test_what_is_tried_leads_to_awards_where_enough_people_take_part(among: Database) -> None:
    """One by a nomination and one by a list: so the others below are not refused for a mistake of this test."""
    assert Conspiracy(among, *EVERYBODY, without=CARE.keys() - HONEST).succeeds(wanted=2)


@pytest.mark.parametrize("role", WHO)
def test_nobody_reaches_an_award_alone(among: Database, role: str) -> None:
    plot = Conspiracy(among, WHO[role])
    assert not plot.succeeds(), plot.done
    assert plot.tried


@pytest.mark.parametrize("pair", chosen_pairs(), ids="-".join)
def test_two_do_not_reach_an_award_where_the_page_does_not_say_so(among: Database, pair: tuple[str, str]) -> None:
    plot = Conspiracy(among, *two(among, *pair))
    assert not plot.succeeds(), plot.done


@pytest.mark.parametrize("row", chosen_rows(), ids=lambda row: "-".join(row[:3]))
def test_two_reach_an_award_as_the_page_says_and_are_seen(
    among: Database, row: tuple[str, str, str, list[str]]
) -> None:
    first, second, way, notices = row
    without = WAYS - {way} | (BESIDE if way in LONG else frozenset())
    assert Conspiracy(among, *two(among, first, second), without=without).succeeds()
    with among.read() as session:
        told = set(session.scalars(select(Notice.reason).where(Notice.recipient == "auditor@*")))
    assert set(notices) <= told


@pytest.mark.parametrize("pair", sorted(DOCUMENTED), ids="-".join)
def test_the_pairs_of_the_page_have_no_other_way(among: Database, pair: tuple[str, str]) -> None:
    plot = Conspiracy(among, *two(among, *pair), without=WAYS)
    assert not plot.succeeds(), plot.done


def test_no_running_case_is_taken_to_a_version_that_asks_nobody(among: Database) -> None:
    """Whoever got such a version in force: what was begun before keeps its signatures and decisions."""
    with among.transaction() as session:
        begin = next(one.deed for one in openings() if one.name == "create_nomination")
        begin(session, actor_for(session, find_somebody(WHO["unit_officer"]).id), "begun")
    among.perform(shorten_nomination)
    taking = {"prepare_migration", "start_migration", "migrate_instance", "propose_act", "approve_act", "complete_task"}
    members = WHO["unit_officer"], WHO["administrator"], WHO["process_approver"]
    plot = Conspiracy(among, *members, without=(CARE.keys() | LONG) - taking)
    assert not plot.succeeds(), plot.done
    assert {"prepare_migration", "start_migration"} <= plot.done.keys(), plot.done
    with among.read() as session:
        why = {said["msgid"] for item in session.scalars(select(MigrationItem)) for said in item.messages}
    assert any("signs or decides" in text for text in why), why


def test_on_postgresql_too(postgresql_database: Database, clock: object) -> None:
    settle(postgresql_database)
    assert not Conspiracy(postgresql_database, WHO["administrator"]).succeeds()
    assert Conspiracy(postgresql_database, WHO["administrator"], WHO["process_approver"]).succeeds()


@pytest.mark.skipif(not IS_WHOLE, reason="takes minutes: make soak tries it")
@pytest.mark.parametrize("role", WHO)
def test_an_administrator_with_each_other_on_postgresql(
    postgresql_database: Database, clock: object, role: str
) -> None:
    settle(postgresql_database)
    plot = Conspiracy(postgresql_database, *two(postgresql_database, "administrator", role))
    assert plot.succeeds() == (("administrator", role) in DOCUMENTED), plot.done


def test_every_command_is_tried_or_said_to_be_of_no_use() -> None:
    """A new command comes into what the conspirators try, or to the page."""
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("[!t]*.py"))
    tried = set(re.findall(r'Try\(\s*"(\w+)"', sources)) | set(re.findall(r'proposal\("(\w+)"', sources))
    tried |= set(FILES) | {"lock_account", "disable_account"}
    useless = set(re.findall(r"`(\w+)`", PAGE[PAGE.index("## Of no use") :]))
    assert sorted(CARE.keys() - tried - useless) == []
    assert sorted(useless - CARE.keys()) == []
    assert sorted(tried & useless) == []
