"""Acts that need two people: nothing happens by one alone, and what happens is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from engine import commands
from engine.base import clock
from engine.base.actor import Absent, Actor
from engine.base.errors import NotAllowedError
from engine.bpmn.run.moving import MoveRefusedError
from engine.commands.operators import NeedsTwoError, ReasonMissingError
from engine.commands.proposals import ActChangedError, ActClosedError, expire_acts
from engine.history import verify
from engine.model import ProposedAct
from engine.ports import acts
from engine.ports.acts import Happening
from engine.store import events, instances, proposals
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import ADMIN, CLERK, Play, approved, key

SECOND = Actor("second", "Vũ Thị Hai", frozenset({"administrator@*"}))
PEOPLE = {one.id: one for one in (ADMIN, SECOND, CLERK)}


@pytest.fixture
def told() -> Iterator[list[Happening]]:
    found: list[Happening] = []
    acts.register_witness("test", lambda _session, happening: found.append(happening))
    acts.use_people(lambda _session, person: PEOPLE[person])
    yield found
    acts.register_witness("test", lambda _session, _happening: None)
    acts.use_people(lambda _session, person: Actor(person, person))


@pytest.fixture
def play(database: Database, clock: Any, told: list[Happening]) -> Play:
    played = Play(database)
    played.deploy(
        d.diagram(
            d.start(),
            d.user("one"),
            d.user("two"),
            d.user("three"),
            d.end(),
            d.path("begin", "one", "two", "three", "done"),
        )
    )
    return played


def propose(
    play: Play, kind: str, request: dict[str, Any], reason: str = "nhầm", *, by: Actor = ADMIN, name: str = ""
) -> ProposedAct:
    return play.database.perform(lambda s: commands.propose_act(s, kind, request, reason, by=by, key=name or key()))


def approve(play: Play, act: ProposedAct, by: Actor = SECOND, name: str = "") -> ProposedAct:
    return play.database.perform(lambda s: commands.approve_act(s, act.id, by=by, key=name or key()))


def move(play: Play, i: UUID) -> dict[str, Any]:
    token = play.open(i)[0].id
    return {"instance": i, "cancel": [token], "start": [{"element": "two", "flow": "", "within": None}]}


def kinds(play: Play, i: UUID) -> list[str]:
    with play.database.read() as s:
        assert verify(s, i).ok
        return [e.kind for e in events.events_of(s, instance_id=i)]


def test_nothing_happens_until_another_person_approves(play: Play, told: list[Happening]) -> None:
    i = play.start()
    act = propose(play, "move_token", move(play, i), name="once-0001")
    assert propose(play, "move_token", act.request, name="once-0001").id == act.id
    assert [str(text) for text in act.effects] == ["Take out of “Task one”", "Go on at “Task two”"]
    assert play.names(i) == ["one"]
    assert approve(play, act, name="yes-0001").state == "approved"
    assert approve(play, act, name="yes-0001").state == "approved"
    assert play.names(i) == ["two"]
    assert [h.what for h in told] == ["act_proposed", "act_approved"]
    with play.database.read() as s:
        moved = next(e for e in events.events_of(s, instance_id=i) if e.kind == "tokens_moved")
    assert (moved.actor_name, (moved.data or {})["approved_by"]) == (ADMIN.name, SECOND.name)
    assert {"act_proposed", "act_approved"} <= set(kinds(play, i))


@pytest.mark.parametrize(
    "by", [ADMIN, CLERK, replace(SECOND, stands_in_for=(Absent(ADMIN.id, ADMIN.name, frozenset()),))]
)
def test_neither_the_proposer_nor_their_substitute_nor_anybody_else_approves(play: Play, by: Actor) -> None:
    i = play.start()
    act = propose(play, "cancel_instance", {"instance": i})
    for decide in (
        approve,
        lambda p, a, who: p.database.perform(lambda s: commands.reject_act(s, a.id, "x", by=who, key=key())),
    ):
        with pytest.raises(NotAllowedError):
            decide(play, act, by)
    assert play.state(i) == "active"


def test_no_command_of_the_kind_can_be_given_alone(play: Play) -> None:
    i = play.start()
    alone: dict[str, Any] = {
        "move_token": lambda s, by: commands.move_token(
            s, i, cancel=[], start=[commands.Place("two")], reason="x", by=by, key=key()
        ),
        "set_variables": lambda s, by: commands.set_variables(s, i, {"x": 1}, "x", by=by, key=key()),
        "cancel_instance": lambda s, by: commands.cancel_instance(s, i, "x", by=by, key=key()),
        "migrate_instance": lambda s, by: commands.migrate_instance(s, i, i, {}, "x", by=by, key=key()),
        "start_migration": lambda s, by: commands.start_migration(s, i, by=by, key=key()),
        "set_retention": lambda s, by: commands.set_retention(s, "test", 1, "x", by=by, key=key()),
        "lift_hold": lambda s, by: commands.lift_hold(s, i, "x", by=by, key=key()),
    }
    assert set(alone) <= {kind.name for kind in acts.all_kinds()}
    for name, command in alone.items():
        for by in (ADMIN, approved("another_act"), CLERK):
            with pytest.raises(NeedsTwoError):
                play.database.perform(lambda s, c=command, who=by: c(s, who))  # type: ignore[misc]
        assert play.state(i) == "active", name


def test_where_things_have_changed_it_is_not_done_and_says_so(play: Play, told: list[Happening]) -> None:
    i = play.start()
    act = propose(play, "set_variables", {"instance": i, "scope": None, "changes": {"x": 1}})
    play.complete(i, "one")
    done = approve(play, act)
    assert done.state == "failed"
    assert done.failure == ActChangedError().text
    assert "x" not in play.variables(i)
    assert told[-1].what == "act_failed"
    assert kinds(play, i)[-1] == "act_failed"


def test_talk_about_a_case_does_not_spoil_a_proposal_on_it(play: Play) -> None:
    i = play.start()
    act, other = propose(play, "set_variables", {"instance": i, "scope": None, "changes": {"x": 1}}), move(play, i)
    propose(play, "move_token", other)
    play.database.perform(lambda s: commands.claim_task(s, play.open(i)[0].id, by=CLERK, key=key()))
    assert approve(play, act).state == "approved"
    assert play.variables(i)["x"] == 1


def test_what_cannot_be_done_is_refused_when_it_is_proposed(play: Play) -> None:
    i = play.start()
    with pytest.raises(ReasonMissingError):
        propose(play, "cancel_instance", {"instance": i}, " ")
    with pytest.raises(NotAllowedError):
        propose(play, "cancel_instance", {"instance": i}, by=CLERK)
    with pytest.raises(MoveRefusedError):
        propose(play, "move_token", {"instance": i, "cancel": [i], "start": []})
    propose(play, "cancel_instance", {"instance": i})
    with pytest.raises(ActClosedError):
        propose(play, "cancel_instance", {"instance": i}, "khác", by=SECOND)


def test_it_is_rejected_withdrawn_or_lapses_and_then_stays_undone(play: Play, told: list[Happening]) -> None:
    i = play.start()
    rejected, withdrawn, lapsed = (
        propose(play, "set_variables", {"instance": i, "scope": None, "changes": {"x": n}}) for n in range(3)
    )
    play.database.perform(lambda s: commands.reject_act(s, rejected.id, "không cần", by=SECOND, key=key()))
    with pytest.raises(NotAllowedError):
        play.database.perform(lambda s: commands.withdraw_act(s, withdrawn.id, by=SECOND, key=key()))
    play.database.perform(lambda s: commands.withdraw_act(s, withdrawn.id, by=ADMIN, key=key()))
    clock.advance(timedelta(days=8))
    for act in (rejected, withdrawn, lapsed):
        with pytest.raises(ActClosedError):
            approve(play, act)
    assert expire_acts(play.database) == 1
    with play.database.read() as s:
        assert [proposals.find_act(s, a.id).state for a in (rejected, withdrawn, lapsed)] == [
            "rejected",
            "withdrawn",
            "expired",
        ]
    assert [h.what for h in told][3:] == ["act_rejected", "act_withdrawn", "act_expired"]
    assert "x" not in play.variables(i)


def test_a_proposer_who_lost_the_role_no_longer_counts(play: Play) -> None:
    i = play.start()
    act = propose(play, "cancel_instance", {"instance": i})
    acts.use_people(lambda _session, person: Actor(person, person))
    assert approve(play, act).state == "failed"
    with play.database.read() as s:
        assert instances.find_instance(s, i).state == "active"
