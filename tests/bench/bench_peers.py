"""Flowable 7.1 and Operaton 1.0 beside ours, on the same PostgreSQL: what each thing costs and how long it takes.

All three do the same turn about, each on a database of its own of one durable server, the engines as their
documentation sets them up. What is measured is processor time, of the program and of the database for it, and the
time on the clock. Above one is what they take more than we do. Without a JDK it says so and goes on.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from tests.bench.crews import server_seconds
from tests.bench.peer import PEERS, NoJavaError, Peer, build, peer
from tests.bench.peer_crowd import CENTRAL_GROUP, OWN_GROUP, fill_peer
from tests.bench.peer_sides import Ours
from tests.bench.places import Place, places
from tests.bench.report import Report

SMALL, STARTS, ROUND, MANY, TIMERS = 3, 30, 20, 1_000, 500


@dataclass(frozen=True)
class Thing:
    """Something all do: what comes before each lap and what a lap is, as `Peer` is told, and how often."""

    make: str
    lap: str
    warming: int
    rounds: int


THINGS: Mapping[str, Thing] = {
    "completion": Thing(f"make small {SMALL}", "lap completion -", 8, 9),
    "start": Thing("", f"lap start {STARTS}", 3, 7),
    "loop1000": Thing("", f"lap loop {ROUND}", 3, 7),
    "mi1000": Thing("", f"lap many {ROUND}", 3, 7),
    "timers": Thing(f"make waits {TIMERS}", "lap timers -", 0, 2),
    "own_200": Thing("", f"lap page {OWN_GROUP}", 5, 7),
    "own_50000": Thing("", f"lap page {CENTRAL_GROUP}", 2, 5),
}
BEFORE = {
    "loop1000": f"make loop {MANY}",
    "mi1000": f"make many {MANY}",
    "timers": "make waits 50\nlap timers -",
    "own_200": "fill",
}
"""What comes once before the first lap of a thing."""


@dataclass(frozen=True)
class Side:
    """One of those compared: does what it is told, and says what processor time it has taken."""

    say: Callable[[str], int]
    used: Callable[[], float]
    fill: Callable[[], None]


def measure(report: Report) -> None:
    """Let all three do each thing turn about."""
    try:
        class_path = build()
    except NoJavaError as error:
        print(f"  {error}")
        return
    with places() as found, ExitStack() as stack:
        place = found[1]
        ours = stack.enter_context(Ours(place))
        sides = {"ours": Side(ours.say, ours.used, ours.fill)}
        for name in PEERS:
            address = _own_database(place, name)
            other = stack.enter_context(peer(name, class_path, address))
            sides[name] = _side(other, name, address)
        for name, thing in THINGS.items():
            _compare(report, place, name, thing, sides)


def _side(other: Peer, name: str, address: str) -> Side:
    return Side(other.say, other.used, lambda: fill_peer(name, address))


def _own_database(place: Place, name: str) -> str:
    with psycopg.connect(place.url.replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return make_url(place.url).set(database=name).render_as_string(hide_password=False)


def _compare(report: Report, place: Place, name: str, thing: Thing, sides: Mapping[str, Side]) -> None:
    """Record how many times the others take what we take, by processor time and by the clock."""
    for side in sides.values():
        _prepare(side, BEFORE.get(name, ""))
    taken: dict[str, list[tuple[float, float]]] = {one: [] for one in sides}
    for turn in range(thing.warming + thing.rounds):
        for one in list(sides) if turn % 2 else reversed(list(sides)):
            spent = _lap(place, thing, sides[one])
            taken[one] += [spent] if turn >= thing.warming else []
    for place_in, kind in enumerate(("cpu", "wall")):
        values = {one: [spent[place_in] for spent in found] for one, found in taken.items()}
        report.record(f"peers.{name}.ours_{kind}_ms", [1_000 * value for value in values["ours"]], "ms")
        for other in PEERS:
            report.ratio(f"peers.{name}.{other}.{kind}", values[other], values["ours"])


def _prepare(side: Side, told: str) -> None:
    for line in told.splitlines():
        if line == "fill":
            side.fill()
        else:
            side.say(line)


def _lap(place: Place, thing: Thing, side: Side) -> tuple[float, float]:
    """Return the processor seconds of program and database, and the seconds, of one thing done."""
    if thing.make:
        side.say(thing.make)
    assert place.server is not None
    used, served, began = side.used(), server_seconds(place.server), time.perf_counter()
    done = side.say(thing.lap)
    wall = time.perf_counter() - began
    return (side.used() - used + server_seconds(place.server) - served) / done, wall / done
