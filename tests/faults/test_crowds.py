"""Every command given by several people at once comes out as one after the other; the soak lets thirty give it."""

from pathlib import Path
from typing import Any

import pytest

from engine.store.database import Database
from tests.engine.play import Play
from tests.faults.commands import COMMANDS, deploy_all
from tests.faults.crowds import crowd
from tests.faults.oracles import violations

pytestmark = pytest.mark.fault
PEOPLE = 8


def test_a_command_given_by_several_at_once_comes_out_as_in_a_row(
    database: Database, clock: Any, tmp_path: Path
) -> None:
    play = Play(database)
    play.folder = tmp_path
    deploy_all(play)
    assert [wrong for name in COMMANDS for wrong in crowd(play, name, PEOPLE)] == []
    assert violations(database) == []
