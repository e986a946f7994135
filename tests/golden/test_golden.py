"""Instances kept in the middle of their lives, by each version: this one loads them and ends them as that one would."""

import json
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from engine.base import clock
from engine.bpmn.keep import cache
from engine.history import verify
from engine.model.values import decode
from engine.store import instances
from engine.store.database import Database
from tests.architecture.sources import HOME
from tests.engine.play import Play
from tests.engine.shapes.model import Move, Run, Wait
from tests.engine.shapes.walk import Walk, waiting_rows
from tests.golden.dump import load
from tests.golden.specials import SPECIALS

FOLDER = Path(__file__).parent / "instances"
VERSION = tomllib.loads((HOME / "pyproject.toml").read_text())["project"]["version"]
FILES = sorted(FOLDER.glob("*/*.json"))


def test_every_version_kept_at_least_thirty_instances() -> None:
    versions = [folder for folder in FOLDER.iterdir() if folder.is_dir()]
    assert VERSION in {folder.name for folder in versions}
    assert [folder.name for folder in versions if len(list(folder.glob("*.json"))) < 30] == []


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_golden_instance_loads_and_ends_as_it_should(database: Database, path: Path) -> None:
    kept = json.loads(path.read_text(encoding="utf-8"))
    with clock.travel_to(datetime.fromisoformat(kept["at"])):
        database.perform(lambda s: load(s, kept["rows"], kept["schema"]))
        cache.clear()
        with database.read() as session:
            (instance_id,) = instances.all_ids(session)
            assert verify(session, instance_id).ok
        if "special" in kept:
            finish_special(Play(database), instance_id, kept["special"])
        else:
            finish_walk(database, instance_id, kept)
    with database.read() as session:
        assert instances.find_instance(session, instance_id).state == "completed"
        assert verify(session, instance_id).ok


def finish_special(play: Play, instance_id: Any, name: str) -> None:
    SPECIALS[name].finish(play, instance_id)


def finish_walk(database: Database, instance_id: Any, kept: dict[str, Any]) -> None:
    """Make the moves that are left, each where it waits, then compare the ends."""
    walk = Walk(database, None, "golden", "golden")
    walk.id = instance_id
    for move in kept["moves"]:
        with database.read() as session:
            walk.rows = waiting_rows(session, instance_id)
        walk.move(Move(Wait(move["kind"], move["element"], move["number"]), lambda _: None), decode(move["answer"]))
    run = Run(decode(kept["ends"]["variables"]))
    run.visits.update(kept["ends"]["visits"])
    walk.compare_ends(run)
