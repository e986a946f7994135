"""Several people give one command at the same instant, each under a key of their own: it comes out as in a row.

What should come of it nobody writes down: the same command given by as many, one after the other, says how many are
served and how often the effect is there. So every command of COMMANDS is raced, and every one that is added.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from engine.base.errors import BangVangError
from tests.engine.play import Play
from tests.faults.commands import COMMANDS

Outcome = tuple[int, int]
"""How many were served, and how often the effect is there."""


def in_a_row(play: Play, name: str, people: int, subject: str) -> Outcome:
    """Give a command as so many people do, one after the other."""
    given = COMMANDS[name].prepare(play, subject)
    served = [_give(play, name, given, f"{subject}-{n}") for n in range(people)]
    return sum(served), _effects(play, name, given)


def at_once(play: Play, name: str, people: int, subject: str) -> Outcome:
    """Give a command as so many people do, all at the same instant."""
    given = COMMANDS[name].prepare(play, subject)
    barrier = Barrier(people)

    def give(number: int) -> bool:
        barrier.wait()
        return _give(play, name, given, f"{subject}-{number}")

    with ThreadPoolExecutor(people) as pool:
        served = list(pool.map(give, range(people)))
    return sum(served), _effects(play, name, given)


def crowd(play: Play, name: str, people: int, rounds: int = 1) -> list[str]:
    """Return how a command that many give at once came out otherwise than in a row."""
    expected = in_a_row(play, name, people, f"{name}-row")
    found = [at_once(play, name, people, f"{name}-crowd-{n}") for n in range(rounds)]
    return [
        f"{name} of {people}: served and effects {outcome}, in a row {expected}"
        for outcome in found
        if outcome != expected
    ]


def _give(play: Play, name: str, given: Any, key: str) -> bool:
    try:
        COMMANDS[name].run(play.database, given, key)
    except BangVangError:
        return False
    return True


def _effects(play: Play, name: str, given: Any) -> int:
    with play.database.read() as session:
        return COMMANDS[name].effects(session, given)
