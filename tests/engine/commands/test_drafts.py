"""A change is drafted by one person and goes live by another's approval."""

from typing import Any

import pytest

from engine.base.actor import Actor
from engine.base.errors import ModelRefusedError, NotAllowedError
from engine.commands import approve_draft, check_draft, reject_draft, save_draft, submit_draft
from engine.commands.drafts import StaleDraftError, weakened_by
from engine.commands.operators import ReasonMissingError
from engine.store import releases
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import Play, key

ADMIN = Actor("admin", "Quản trị", frozenset({"administrator@*"}))
SECOND = Actor("second", "Người duyệt", frozenset({"process_approver@*"}))


def version(name: str) -> dict[str, bytes]:
    return {"0.bpmn": d.diagram(d.start(), d.user(name), d.end(), d.path("begin", name, "done"))}


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    play = Play(database)
    play.deploy(*version("old").values())
    return play


def draft(play: Play, files: dict[str, bytes]) -> Any:
    return play.database.perform(lambda s: save_draft(s, "test", files, by=ADMIN, key=key()))


def test_an_approved_draft_is_what_new_instances_run(play: Play) -> None:
    running = play.start()
    saved = draft(play, version("new"))
    play.database.perform(lambda s: submit_draft(s, saved.id, by=ADMIN, key=key()))
    with play.database.read() as s:
        noted = [one.mark for one in weakened_by(s, saved)]
    release = play.database.perform(lambda s: approve_draft(s, saved.id, by=SECOND, key=key(), noted=noted))
    assert (release.number, release.author_id, release.approver_id) == (2, "admin", "second")
    assert play.names(play.start(business_key="K-2")) == ["new"]
    assert play.names(running) == ["old"]


def test_nobody_approves_their_own_draft(play: Play) -> None:
    saved = draft(play, version("new"))
    play.database.perform(lambda s: submit_draft(s, saved.id, by=ADMIN, key=key()))
    with pytest.raises(NotAllowedError):
        play.database.perform(lambda s: approve_draft(s, saved.id, by=ADMIN, key=key()))
    with play.database.read() as s:
        assert releases.latest(s, "p").release.number == 1


def test_a_broken_draft_can_be_saved_and_checked_but_not_submitted(play: Play) -> None:
    saved = draft(play, {"0.bpmn": d.diagram(d.start(), d.end(), d.flow("begin", "gone"))})
    with play.database.read() as s:
        assert "flow-ends" in {f.rule for f in check_draft(s, saved.id)}
    with pytest.raises(ModelRefusedError):
        play.database.perform(lambda s: submit_draft(s, saved.id, by=ADMIN, key=key()))


def test_a_stale_save_is_refused_and_says_who_saved(play: Play) -> None:
    saved = draft(play, version("new"))
    play.database.perform(
        lambda s: save_draft(s, "test", version("newer"), by=ADMIN, key=key(), draft_id=saved.id, version=saved.version)
    )
    with pytest.raises(StaleDraftError, match="Quản trị"):
        play.database.perform(
            lambda s: save_draft(
                s, "test", version("lost"), by=ADMIN, key=key(), draft_id=saved.id, version=saved.version
            )
        )


def test_a_draft_begun_before_a_newer_release_is_not_approved(play: Play) -> None:
    saved = draft(play, version("new"))
    play.database.perform(lambda s: submit_draft(s, saved.id, by=ADMIN, key=key()))
    play.deploy(*version("meanwhile").values())
    with pytest.raises(StaleDraftError):
        play.database.perform(lambda s: approve_draft(s, saved.id, by=SECOND, key=key()))


def test_a_rejection_needs_a_reason(play: Play) -> None:
    saved = draft(play, version("new"))
    play.database.perform(lambda s: submit_draft(s, saved.id, by=ADMIN, key=key()))
    with pytest.raises(ReasonMissingError):
        play.database.perform(lambda s: reject_draft(s, saved.id, " ", by=SECOND, key=key()))
    rejected = play.database.perform(lambda s: reject_draft(s, saved.id, "sai ngưỡng", by=SECOND, key=key()))
    assert (rejected.state, rejected.reason) == ("rejected", "sai ngưỡng")
