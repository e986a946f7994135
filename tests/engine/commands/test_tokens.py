"""Tokens are moved with the scopes that belong to the places, and what cannot be is refused with its reason."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from engine.base import clock
from engine.base.errors import KeyReusedError, NotAllowedError
from engine.bpmn.keep import cache
from engine.bpmn.run.moving import MoveRefusedError
from engine.commands import Place, move_token
from engine.history import verify
from engine.model import ElementInstance
from engine.store import events, instances, waiting
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import CLERK, Play, approved, key


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    """Return moves on both databases; on PostgreSQL every live instance is forgotten between them."""
    played = Play(database)
    played.forget_between = not database.is_sqlite
    return played


def move(play: Play, i: UUID, cancel: Sequence[UUID], *start: Place, **more: Any) -> None:
    if play.forget_between:
        cache.clear()
    by, name = more.get("by", approved("move_token")), more.get("key") or key()
    play.database.perform(
        lambda s: move_token(s, i, cancel=list(cancel), start=list(start), reason="đi nhầm", by=by, key=name)
    )


def token(play: Play, i: UUID, element: str) -> UUID:
    """Return the one unfinished token at an element."""
    with play.database.read() as s:
        rows = s.query(ElementInstance).filter_by(instance_id=i, element_id=element).all()
    unfinished = [r.id for r in rows if r.state in (4, 8, 16, 32)]
    assert len(unfinished) == 1, [(r.spec, r.state) for r in rows]
    return unfinished[0]


def chain() -> bytes:
    return d.diagram(
        d.start(),
        d.user("one"),
        d.user("two"),
        d.boundary("late", "two", timer="P2D"),
        d.user("three"),
        d.end(),
        d.end("late_end"),
        d.path("begin", "one", "two", "three", "done"),
        d.path("late", "late_end"),
    )


def test_a_token_is_moved_forward_and_back_and_the_story_says_so(play: Play) -> None:
    play.deploy(chain())
    i = play.start({"x": 1})
    move(play, i, [play.open(i)[0].id], Place("three"))
    assert play.names(i) == ["three"]
    move(play, i, [play.open(i)[0].id], Place("one"))
    assert play.names(i) == ["one"]
    with play.database.read() as s:
        told = [e for e in events.events_of(s, instance_id=i) if e.kind == "tokens_moved"]
        assert told[0].data["reason"] == "đi nhầm"
        assert told[0].data["cancelled"][0]["element"] == "one"
        assert told[0].data["started"][0]["element"] == "three"
        assert verify(s, i).ok
        assert instances.positions(s, i).current == ["one"]
    for element in ("one", "two", "three"):
        play.complete(i, element)
    assert play.state(i) == "completed"


def test_an_activity_is_entered_with_its_boundary_events_and_left_with_them(play: Play) -> None:
    play.deploy(chain())
    i = play.start()
    move(play, i, [play.open(i)[0].id], Place("two"))
    with play.database.read() as s:
        assert len(waiting.jobs_of(s, i)) == 1
    move(play, i, [play.open(i)[0].id], Place("three"))
    with play.database.read() as s:
        assert waiting.jobs_of(s, i) == []
    clock.advance(timedelta(days=3))
    assert play.settle() == 0


def test_moving_needs_the_role_and_the_same_key_moves_once(play: Play) -> None:
    play.deploy(chain())
    i = play.start()
    task = play.open(i)[0].id
    with pytest.raises(NotAllowedError):
        move(play, i, [task], Place("two"), by=CLERK)
    move(play, i, [task], Place("two"), key="move-once")
    move(play, i, [task], Place("two"), key="move-once")
    assert play.names(i) == ["two"]
    with pytest.raises(KeyReusedError):
        move(play, i, [task], Place("three"), key="move-once")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("nowhere"), "no place"),
        (Place("begin"), "No token can be put"),
        (Place("late"), "No token can be put"),
        (Place("two", flow_id="two__three"), "does not lead"),
    ],
)
def test_a_place_that_is_none_is_refused_and_nothing_is_changed(play: Play, place: Place, said: str) -> None:
    play.deploy(chain())
    i = play.start()
    with pytest.raises(MoveRefusedError, match=said):
        move(play, i, [play.open(i)[0].id], place)
    assert play.names(i) == ["one"]
    play.complete(i, "one")
    assert play.names(i) == ["two"]


def test_taking_out_the_last_token_is_refused(play: Play) -> None:
    play.deploy(chain())
    i = play.start()
    with pytest.raises(MoveRefusedError, match="Cancel the process"):
        move(play, i, [play.open(i)[0].id])


def test_a_token_that_has_moved_on_is_refused(play: Play) -> None:
    play.deploy(chain())
    i = play.start()
    gone = play.open(i)[0].id
    play.complete(i, "one")
    with pytest.raises(MoveRefusedError, match="moved on"):
        move(play, i, [gone], Place("three"))


def fork() -> bytes:
    return d.diagram(
        d.start(),
        d.gateway("parallel", "split"),
        d.user("a"),
        d.user("b"),
        d.gateway("parallel", "join"),
        d.user("after"),
        d.end(),
        d.path("begin", "split", "a", "join", "after", "done"),
        d.path("split", "b", "join"),
    )


def test_a_join_is_reached_by_a_named_flow(play: Play) -> None:
    play.deploy(fork())
    i = play.start()
    with pytest.raises(MoveRefusedError, match="a__join"):
        move(play, i, [token(play, i, "a")], Place("join"))
    move(play, i, [token(play, i, "a")], Place("join", "a__join"))
    assert play.names(i) == ["b"]
    play.complete(i, "b")
    assert play.names(i) == ["after"]


def test_a_move_that_would_starve_a_join_is_refused(play: Play) -> None:
    play.deploy(fork())
    i = play.start()
    with pytest.raises(MoveRefusedError, match="wait for ever"):
        move(play, i, [token(play, i, "a")], Place("after"))
    move(play, i, [token(play, i, "a"), token(play, i, "b")], Place("after"))
    assert play.names(i) == ["after"]


def test_a_branch_taken_out_lets_what_waited_for_it_go_on(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("inclusive", "split"),
            d.user("a"),
            d.user("b"),
            d.gateway("inclusive", "join"),
            d.user("after"),
            d.end(),
            d.path("begin", "split"),
            d.flow("split", "a", "=true"),
            d.flow("split", "b", "=true"),
            d.path("a", "join", "after", "done"),
            d.path("b", "join"),
        )
    )
    i = play.start()
    play.complete(i, "a")
    move(play, i, [token(play, i, "b")])
    assert play.names(i) == ["after"]


def nested() -> bytes:
    return d.diagram(
        d.start(),
        d.user("one"),
        d.sub(
            "inner", d.start("ib"), d.user("work"), d.user("check"), d.end("ie"), d.path("ib", "work", "check", "ie")
        ),
        d.boundary("late", "inner", timer="P2D"),
        d.user("after"),
        d.end(),
        d.end("e2"),
        d.path("begin", "one", "inner", "after", "done"),
        d.path("late", "e2"),
    )


def test_a_place_inside_a_sub_process_opens_it_with_its_boundary_events(play: Play) -> None:
    play.deploy(nested())
    i = play.start()
    move(play, i, [play.open(i)[0].id], Place("check"))
    assert play.names(i) == ["check"]
    with play.database.read() as s:
        assert len(waiting.jobs_of(s, i)) == 1
    play.complete(i, "check")
    assert play.names(i) == ["after"]


def test_a_token_is_moved_within_an_open_sub_process(play: Play) -> None:
    play.deploy(nested())
    i = play.start()
    play.complete(i, "one")
    with pytest.raises(MoveRefusedError, match="Take out “inner” itself"):
        move(play, i, [token(play, i, "work")], Place("after"))
    move(play, i, [token(play, i, "work")], Place("check"))
    assert play.names(i) == ["check"]
    move(play, i, [token(play, i, "inner")], Place("after"))
    assert play.names(i) == ["after"]
    with play.database.read() as s:
        assert waiting.jobs_of(s, i) == []
    play.complete(i, "after")
    assert play.state(i) == "completed"


def many() -> bytes:
    return d.diagram(
        d.start(),
        d.sub(
            "each",
            d.start("ib"),
            d.user("work"),
            d.user("check"),
            d.end("ie"),
            d.path("ib", "work", "check", "ie"),
            inner=d.each("=members", "member", "seen", "=member"),
        ),
        d.user("after"),
        d.end(),
        d.path("begin", "each", "after", "done"),
    )


def test_one_of_several_is_moved_inside_its_own_scope_and_cannot_be_taken_out_alone(play: Play) -> None:
    play.deploy(many())
    i = play.start({"members": ["A", "B"]})
    with play.database.read() as s:
        rows = s.query(ElementInstance).filter_by(instance_id=i).order_by(ElementInstance.number).all()
    child = next(r.id for r in rows if r.spec == "each [child]")
    work = next(r.id for r in rows if r.spec == "work" and r.container_id == child)
    with pytest.raises(MoveRefusedError, match="one of several"):
        move(play, i, [child], Place("after"))
    with pytest.raises(MoveRefusedError, match="open 2 times"):
        move(play, i, [work], Place("check"))
    move(play, i, [work], Place("check", within=child))
    assert play.names(i) == ["check", "work"]
    for element in ("check", "work", "check"):
        play.complete(i, element)
    assert play.variables(i)["seen"] == ["A", "B"]
    assert play.names(i) == ["after"]


def test_a_place_inside_what_runs_several_times_is_refused_where_it_is_not_open(play: Play) -> None:
    play.deploy(many())
    i = play.start({"members": ["A", "B"]})
    move(play, i, [token_of_body(play, i)], Place("after"))
    with pytest.raises(MoveRefusedError, match="not inside it"):
        move(play, i, [play.open(i)[0].id], Place("check"))
    move(play, i, [play.open(i)[0].id], Place("each"))
    assert play.names(i) == ["work", "work"]


def token_of_body(play: Play, i: UUID) -> UUID:
    with play.database.read() as s:
        return s.query(ElementInstance).filter_by(instance_id=i, spec="each").one().id


def test_a_failed_token_is_moved_and_its_incident_is_closed(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("one"),
            d.gateway("exclusive", "g"),
            d.user("two"),
            d.end(),
            d.path("begin", "one", "g"),
            d.flow("g", "two", "=n = 1"),
            d.flow("g", "done", "=n = 3"),
            d.path("two", "done"),
        )
    )
    i = play.start()
    play.complete(i, "one", {"n": 2})
    with play.database.read() as s:
        incident = instances.open_incidents(s, i)[0]
    move(play, i, [incident.element_instance_id], Place("two"))
    assert play.names(i) == ["two"]
    with play.database.read() as s:
        assert instances.open_incidents(s, i) == []


def test_an_event_gateways_rivals_go_with_the_one_taken_out(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("eventBased", "g"),
            d.catch("m", message="go"),
            d.catch("t", timer="P1D"),
            d.user("by_message"),
            d.user("by_time"),
            d.end(),
            d.path("begin", "g", "m", "by_message", "done"),
            d.path("g", "t", "by_time", "done"),
            messages=d.message("go", "=case"),
        )
    )
    i = play.start({"case": "A"})
    move(play, i, [token(play, i, "m")], Place("by_time"))
    with play.database.read() as s:
        assert waiting.jobs_of(s, i) == []
        assert waiting.subscriptions_of(s, i) == []
    assert play.names(i) == ["by_time"]
