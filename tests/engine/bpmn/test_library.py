"""Releases are kept ready to run by what they weigh, those that were asked for last."""

from collections import OrderedDict

import pytest

from engine.bpmn.build import library
from engine.store import releases
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import Play


def test_releases_are_kept_by_weight_and_one_always(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = d.diagram(d.start(), d.end(), d.flow("begin", "done"))
    play = Play(database)
    for number in range(3):
        play.deploy(drawn + b"\n" * number)
    monkeypatch.setattr(library, "_ready", OrderedDict())
    monkeypatch.setattr(library, "ROOM", library.weight_of({"0.bpmn": drawn}) * 2 + 100)
    with database.read() as session:
        made = [release.id for release in releases.releases_of(session, "test")]
        for release_id in (*made, made[1]):
            library.ready_release(session, release_id)
        assert list(library._ready) == [made[2], made[1]]
        monkeypatch.setattr(library, "ROOM", 0)
        library.ready_release(session, made[0])
    assert list(library._ready) == [made[0]]
