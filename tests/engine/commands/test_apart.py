"""Nobody acts in two capacities on one case, whichever way they come to a step."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.base.actor import Absent, Actor
from engine.base.errors import NotAllowedError
from engine.commands import assign_task, complete_task, delegate_task, resolve_task
from tests.engine import drawing as d
from tests.engine.play import CLERK, HEAD, Play, key

THIRD = Actor("third", "Đỗ Thị Ba", frozenset({"clerk@A"}))
ORDER = ("draft", "check", "sign")


def deploy(play: Play, **sign: str) -> None:
    steps = [d.user("draft", capacity="propose"), d.user("check", capacity="appraise"), d.user("sign", **sign)]
    play.deploy(d.diagram(d.start(), *steps, d.end(), d.path("begin", *ORDER, "done")))


def done(play: Play, **sign: str) -> object:
    """Return an instance that waits for its signature: CLERK drafted it, HEAD checked it."""
    deploy(play, **sign)
    i = play.start()
    play.complete(i, "draft", by=CLERK)
    play.complete(i, "check", by=HEAD)
    return i


@pytest.fixture
def play(database: object, clock: object) -> Play:
    return Play(database)  # type: ignore[arg-type]


REASON = {"separateReason": "Một người làm cả hai việc"}
# What the signature says of itself, and who of those who acted may do it.
SAID = [
    ({"final": "true"}, set()),
    ({"capacity": "endorse"}, set()),
    ({"final": "true", "separateFrom": "check"}, set()),
    ({"final": "true", "togetherWith": "draft", **REASON}, {"clerk"}),
    ({"final": "true", "togetherWith": "p:check", **REASON}, {"head"}),
    ({"final": "true", "separateFrom": "none", **REASON}, {"clerk", "head"}),
    ({"capacity": "appraise"}, {"head"}),
    ({"capacity": "organise", "separateFrom": "draft"}, {"head"}),
    ({}, {"clerk", "head"}),
]


@pytest.mark.parametrize(("said", "may"), SAID)
def test_a_step_that_decides_is_apart_from_all_before_it_unless_it_says_why(
    play: Play, said: dict[str, str], may: set[str]
) -> None:
    i = done(play, **said)
    for actor in (CLERK, HEAD):
        task = play.open(i)[0]  # type: ignore[arg-type]
        with play.database.transaction() as session:
            if actor.id in may:
                complete_task(session, task.id, {}, by=actor, key=key())
                session.rollback()
            else:
                with pytest.raises(NotAllowedError):
                    complete_task(session, task.id, {}, by=actor, key=key())
    play.complete(i, "sign", by=THIRD)  # type: ignore[arg-type]


def as_substitute(play: Play, task_id: object) -> None:
    away = Absent(CLERK.id, CLERK.name, CLERK.principals)
    stands_in = replace(THIRD, principals=frozenset(), stands_in_for=(away,))
    play.database.perform(lambda s: complete_task(s, task_id, {}, by=stands_in, key=key()))  # type: ignore[arg-type]


def as_assigned(play: Play, task_id: object) -> None:
    play.database.perform(lambda s: assign_task(s, task_id, CLERK, by=THIRD, key=key()))  # type: ignore[arg-type]


def as_delegated(play: Play, task_id: object) -> None:
    play.database.perform(lambda s: delegate_task(s, task_id, CLERK, "", by=THIRD, key=key()))  # type: ignore[arg-type]


@pytest.mark.parametrize("way", [as_substitute, as_assigned, as_delegated])
def test_no_other_way_leads_to_the_step(play: Play, way: Callable[[Play, object], None]) -> None:
    i = done(play, final="true")
    with pytest.raises(NotAllowedError):
        way(play, play.open(i)[0].id)  # type: ignore[arg-type]


def test_who_prepared_a_delegated_step_has_acted_too(play: Play) -> None:
    deploy(play, final="true")
    i = play.start()
    [task] = play.open(i)
    play.database.perform(lambda s: delegate_task(s, task.id, HEAD, "", by=CLERK, key=key()))
    play.database.perform(lambda s: resolve_task(s, task.id, "", by=HEAD, key=key()))
    play.complete(i, "draft", by=CLERK)
    with pytest.raises(NotAllowedError, match="draft"):
        play.complete(i, "check", by=HEAD)
    play.complete(i, "check", by=THIRD)
    with pytest.raises(NotAllowedError):
        play.complete(i, "sign", by=HEAD)
