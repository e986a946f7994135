"""Every command writes its events in their order and under their actor, on both databases."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine.store.database import Database
from tests.engine.play import Play
from tests.golden.stories import FILE, NAMES, tell

STORIES: dict[str, list[list[str]]] = json.loads(FILE.read_text(encoding="utf-8"))


def test_every_command_has_a_story() -> None:
    assert set(STORIES) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_command_tells_its_story(database: Database, clock: Any, tmp_path: Path, name: str) -> None:
    play = Play(database)
    play.folder = tmp_path
    assert tell(play, name) == STORIES[name]
