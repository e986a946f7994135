"""Variables are put right in the scope that is meant, and the history keeps what they were."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from engine.base.errors import KeyReusedError, NotAllowedError, NotFoundError
from engine.bpmn.keep import cache
from engine.bpmn.token.scope import VariableError
from engine.commands import set_variables
from engine.commands.operators import ReasonMissingError
from engine.commands.variables import VariableRefusedError
from engine.history import verify
from engine.model import VariableChange, new_id
from engine.store import events, states
from engine.store.database import Database
from tests.asking import variables_at
from tests.engine import drawing as d
from tests.engine.play import CLERK, Play, approved, key


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    played = Play(database)
    played.deploy(
        d.diagram(
            d.start(),
            d.user("one"),
            d.user("vote", inner=d.each("=members", "member", "votes", "=member")),
            d.user("last"),
            d.end(),
            d.path("begin", "one", "vote", "last", "done"),
        )
    )
    return played


def put(play: Play, instance: UUID, changes: dict[str, Any], **more: Any) -> None:
    by, name, reason = (
        more.pop("by", approved("set_variables")),
        more.pop("key", None) or key(),
        more.pop("reason", "ghi sai"),
    )
    play.database.perform(lambda s: set_variables(s, instance, changes, reason, by=by, key=name, **more))


def test_a_variable_is_set_and_old_and_new_stand_in_the_history(play: Play) -> None:
    i = play.start({"members": ["A", "B"], "unit": "X"})
    put(play, i, {"unit": "Y", "extra": 1})
    assert play.variables(i) == {"members": ["A", "B"], "unit": "Y", "extra": 1}
    with play.database.read() as s:
        told = [e for e in events.events_of(s, instance_id=i) if e.kind == "variables_set"]
        assert told[0].data["changes"] == [
            {"name": "unit", "old": "X", "new": "Y", "is_new": False},
            {"name": "extra", "old": None, "new": 1, "is_new": True},
        ]
        assert told[0].data["reason"] == "ghi sai"
        assert verify(s, i).ok
        assert variables_at(s, i, told[0].seq - 1)["unit"] == "X"


def test_what_comes_after_works_with_the_new_value(play: Play) -> None:
    i = play.start({"members": ["A"]})
    put(play, i, {"members": ["A", "B", "C"]})
    cache.clear()
    play.complete(i, "one")
    assert play.names(i) == ["vote"] * 3


def test_a_scope_of_one_of_several_is_set_alone(play: Play) -> None:
    i = play.start({"members": ["A", "B"]})
    play.complete(i, "one")
    task = play.open(i)[0]
    with play.database.read() as s:
        scope = states.scope_of(s, i, task.id)
    put(play, i, {"member": "Z"}, scope_id=scope)
    assert "member" not in play.variables(i)
    play.complete(i, "vote")
    play.complete(i, "vote")
    votes = play.variables(i)["votes"]
    assert "Z" in votes
    assert len(set(votes) & {"A", "B"}) == 1
    with play.database.read() as s:
        told = next(e for e in events.events_of(s, instance_id=i) if e.kind == "variables_set")
        assert (told.element_id, told.element_instance_id) == ("vote", task.id)


def test_a_scope_that_has_ended_or_is_none_is_refused(play: Play) -> None:
    i = play.start({"members": ["A"]})
    play.complete(i, "one")
    with play.database.read() as s:
        scope = states.scope_of(s, i, play.open(i)[0].id)
    play.complete(i, "vote")
    with pytest.raises(VariableRefusedError):
        put(play, i, {"member": "Z"}, scope_id=scope)
    with pytest.raises(NotFoundError):
        put(play, i, {"member": "Z"}, scope_id=new_id())


def test_only_administrators_set_and_only_with_a_reason_and_a_name(play: Play) -> None:
    i = play.start({"members": []})
    with pytest.raises(NotAllowedError):
        put(play, i, {"x": 1}, by=CLERK)
    with pytest.raises(ReasonMissingError):
        put(play, i, {"x": 1}, reason="")
    for bad in ({}, {" ": 1}, {"x" * 201: 1}):
        with pytest.raises(VariableRefusedError):
            put(play, i, bad)
    assert play.variables(i) == {"members": []}


def test_what_is_no_value_is_refused_and_changes_nothing(play: Play) -> None:
    i = play.start({"members": []})
    with pytest.raises((VariableError, TypeError)):
        put(play, i, {"x": object()})
    assert "x" not in play.variables(i)


def test_the_same_key_sets_once(play: Play) -> None:
    i = play.start({"members": []})
    put(play, i, {"x": 1}, key="set-once")
    version = play.instance(i).version
    put(play, i, {"x": 1}, key="set-once")
    assert play.instance(i).version == version
    with pytest.raises(KeyReusedError):
        put(play, i, {"x": 2}, key="set-once")


@pytest.mark.parametrize("is_cold", [False, True])
def test_a_variable_set_to_what_it_was_is_not_written_again(play: Play, is_cold: bool) -> None:
    play.forget_between = is_cold
    steps = ["a", "b", "c", "e"]
    play.deploy(d.diagram(d.start(), *(d.user(s) for s in steps), d.end(), d.path("begin", *steps, "done")))
    i = play.start({"n": 1, "long": "x" * 500})

    def writes() -> int:
        with play.database.read() as session:
            query = select(func.count()).where(VariableChange.instance_id == i, VariableChange.name == "n")
            return session.scalar(query) or 0

    for step, value, count in (("a", 1, 1), ("b", True, 2), ("c", True, 2), ("e", 1, 3)):
        play.complete(i, step, {"n": value, "long": "x" * 500})
        assert writes() == count
        assert play.variables(i)["n"] is value
