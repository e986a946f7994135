"""A process killed at any point of any command leaves all of it or nothing, and a repetition completes it once."""

import inspect
from pathlib import Path
from typing import Any

import pytest

from engine import commands
from engine.store.database import Database
from tests.engine.play import Play
from tests.faults.commands import COMMANDS, WORK, deploy_all
from tests.faults.kills import Killing
from tests.faults.oracles import violations

pytestmark = pytest.mark.fault


@pytest.fixture
def play(database: Database, clock: Any, tmp_path: Path) -> Play:
    play = Play(database)
    play.folder = tmp_path
    deploy_all(play)
    return play


def test_every_command_has_a_case() -> None:
    functions = {name: getattr(commands, name) for name in commands.__all__}
    functions = {name: found for name, found in functions.items() if inspect.isfunction(found)}
    keyed = {name for name, found in functions.items() if "key" in inspect.signature(found).parameters}
    assert keyed == set(COMMANDS)


@pytest.mark.parametrize("name", [*COMMANDS, *WORK])
def test_a_command_passes_its_points_and_survives_a_kill_at_each(play: Play, name: str) -> None:
    killing = Killing(play, name)
    passed = set(killing.record())
    assert passed - {"commit.sent"} == killing.case.points
    # Every second point here and the others on the other database; `make soak` kills at all of them on both.
    assert killing.kill_everywhere(first=int(play.database.is_sqlite), step=2) >= len(killing.case.points)
    assert violations(play.database) == []
