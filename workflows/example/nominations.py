"""Nominations of the example, driven through the real engine with a moving clock."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from engine.base import clock
from engine.base.actor import Actor
from engine.jobs.worker import run_until_idle
from engine.store.database import Database
from workflows.example.cases import all_cases
from workflows.example.councils import make_council_members
from workflows.example.deeds import Holders
from workflows.example.people import everybody
from workflows.example.sessions import Councils
from workflows.example.walks import NominationWalk, VoteWalk, Walk, first_hour
from workflows.example.years import PLANS, YearWalk
from workflows.registers.nominations.model import NominationCounter
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.store import people_by_id
from workflows.shipped import deploy_all

LIVE_SINCE = datetime(2019, 1, 2, 1, 0, tzinfo=UTC)
VOTE_AT = datetime(2020, 2, 17, 2, 0, tzinfo=UTC)
VOTED_SCOPE = "NC-2019"
# Their councils are left with open ballot sheets.
VOTING_BODIES = ("KTNN", "TTCP")
# No step of the example lies later: by then it is the present of whoever looks.
END = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
_IDLE_STEPS = 80
_SATURDAY = 5

Entry = tuple[datetime, int, int, Walk]


def load_nominations(database: Database) -> None:
    """Deploy the procedures and bring the example's nominations to their stages, once."""
    with clock.travel_to(LIVE_SINCE):
        database.perform(deploy_all)
    with database.read() as session:
        is_done = session.get(NominationCounter, 2019) is not None
    if not is_done:
        _simulate(database, min(clock.now(), END))


def _simulate(database: Database, end: datetime) -> None:
    """Take every step in the order of time, each at its own moment."""
    holders = find_holders(database)
    councils = Councils(holders)
    agenda = _first_steps(holders, councils)
    heapq.heapify(agenda)
    while agenda and agenda[0][0] <= end:
        at, serial, idle, walk = heapq.heappop(agenda)
        with clock.travel_to(at):
            is_going_on = walk.step(database)
            moved = run_until_idle(database)
        idle = 0 if moved else idle + 1
        if is_going_on and idle < _IDLE_STEPS:
            heapq.heappush(agenda, (_next_step(at, serial), serial, idle, walk))
    with clock.travel_to(end):
        for body in VOTING_BODIES:
            councils.leave_open(database, body)
        run_until_idle(database)


def _first_steps(holders: Holders, councils: Councils) -> list[Entry]:
    vote: Entry = (VOTE_AT, 0, 0, VoteWalk(VOTED_SCOPE, holders))
    walks = [(first_hour(c.begins, c.number), c.number, 0, NominationWalk(c, holders, councils)) for c in all_cases()]
    return [vote, *_steps_of_years(holders), *walks]


def _steps_of_years(holders: Holders) -> Iterator[Entry]:
    for number, plan in enumerate(PLANS, 1):
        walk = YearWalk(plan, holders)
        yield from ((first_hour(day, number), -number, 0, walk) for day in plan.days.values())


def _next_step(at: datetime, serial: int) -> datetime:
    """Return a working hour, one to three days on."""
    day = clock.local_day(at) + timedelta(days=1 + (serial + at.day) % 3)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return first_hour(day, serial + day.day)


def find_holders(database: Database) -> dict[str, Sequence[Actor]]:
    """Return who holds each principal of the example; one of an earlier version lacks whoever joined it later."""
    holders: dict[str, list[Actor]] = {}
    seated = {seat.person_id for seat in make_council_members()}
    with database.read() as session:
        asked = [who for who in everybody() if who.place.roles or who.id in seated]
        known = people_by_id(session, [who.id for who in asked])
        for who in asked:
            if who.id in known:
                actor = replace(actor_for(session, who.id), is_confirmed=True)
                for principal in actor.all_principals:
                    holders.setdefault(principal, []).append(actor)
    return dict(holders)
