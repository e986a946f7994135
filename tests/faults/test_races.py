"""Every pair of moves at the same instant, on both databases."""

from typing import Any

import pytest

from engine.store.database import Database
from tests.engine.play import Play
from tests.faults.commands import deploy_all
from tests.faults.races import PAIRS, race

pytestmark = pytest.mark.fault
ROUNDS = 3
SEED = 20


def test_every_pair_of_moves_has_one_order(database: Database, clock: Any) -> None:
    play = Play(database)
    deploy_all(play)
    for pair in PAIRS:
        outcomes = race(play, pair, ROUNDS, SEED)
        assert sum(outcomes.values()) == ROUNDS
