"""Refusals that rest on a look at the database hold when many ask at once; the soak asks more often."""

from typing import Any

import pytest

from engine.store.database import Database
from tests.faults.refusals import SCENARIOS, contest
from tests.workflows.procedures.nomination.office import Office

pytestmark = pytest.mark.fault
PEOPLE, ROUNDS = 8, 2


def test_of_many_who_ask_at_once_for_what_one_may_have_one_gets_it(database: Database, clock: Any) -> None:
    office = Office(database)
    found = [wrong for name in SCENARIOS for _ in range(ROUNDS) for wrong in contest(office, name, PEOPLE)]
    assert found == []
