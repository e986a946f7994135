"""Cycles of timers: which turns there are, each reckoned from the cycle's anchor so that none drifts."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypedDict

from engine.base.text import N_, Text
from engine.bpmn.read.cron import looks_like_cron, read_cron
from engine.bpmn.read.times import Length, TimerError, instant, read_length

MOST_MISSED = 10_000
"""How many turns of a cron expression are counted as missed at once."""


class Turns(TypedDict, total=False):
    """What a timer waits for: the instant of its turn, and how its cycle goes on."""

    due: str
    repeats: int
    interval: str
    anchor: str
    turn: int


@dataclass(frozen=True)
class Due:
    """An instant; of a cycle also what its turns are reckoned from, so that none drifts.

    Turn n is `interval` (ISO 8601) n times after `anchor`; this one is number `turn`, and `repeats` follow (-1: for
    ever).
    """

    at: datetime
    repeats: int = 0
    interval: str = ""
    anchor: datetime | None = None
    turn: int = 0

    @property
    def state(self) -> Turns:
        """Return what is kept of it: plain values by name."""
        kept: Turns = {"due": self.at.isoformat(), "repeats": self.repeats, "interval": self.interval}
        return kept if self.anchor is None else {**kept, "anchor": self.anchor.isoformat(), "turn": self.turn}


def due_of(state: Turns) -> Due:
    """Return what `state` kept; of what was kept before there were anchors, the turn at hand is the anchor."""
    at = datetime.fromisoformat(state["due"])
    if not state.get("interval"):
        return Due(at)
    anchor = datetime.fromisoformat(state["anchor"]) if "anchor" in state else at
    return Due(at, state["repeats"], state["interval"], anchor, state.get("turn", 0))


def turns_come(due: Due, now: datetime) -> int:
    """Return how many turns of a cycle have come by now, the one at hand included."""
    if due.anchor is None or due.repeats == 0:
        return 1
    if looks_like_cron(due.interval):
        return _cron_turns(due, now)
    come = max(1, last_turn(due.anchor, read_length(due.interval), due.turn, now) - due.turn + 1)
    return come if due.repeats < 0 else min(come, due.repeats + 1)


def next_due(due: Due, turns: int = 1) -> Due | None:
    """Return the turn of a cycle that follows when some have happened; None after the last or beyond the calendar."""
    if due.anchor is None or 0 <= due.repeats < turns:
        return None
    if looks_like_cron(due.interval):
        return _cron_due(due.interval, due.at, turns)
    repeats = due.repeats - turns if due.repeats > 0 else -1
    turn = due.turn + turns
    try:
        at = read_length(due.interval).after(due.anchor, turn)
    except TimerError:
        return None
    return Due(at, repeats, due.interval, due.anchor, turn)


def _cron_due(text: str, after: datetime, turns: int = 1) -> Due | None:
    """Return the turn that comes as the next but so many after an instant; each is reckoned from the clock itself."""
    cron, at = read_cron(text), after
    for _ in range(turns):
        following = None if cron is None else cron.after(at)
        if following is None:
            return None
        at = following
    return Due(at, -1, text, at)


def _cron_turns(due: Due, now: datetime) -> int:
    cron, at, come = read_cron(due.interval), due.at, 1
    while cron is not None and come < MOST_MISSED:
        following = cron.after(at)
        if following is None or following > now:
            break
        at, come = following, come + 1
    return come


def last_turn(anchor: datetime, length: Length, turn: int, until: datetime) -> int:
    """Return the number of the last turn, from `turn` on, that comes no later than an instant; `turn` - 1 if none."""
    first = length.after(anchor, turn)
    if length.shortest <= timedelta() or until < first:
        return turn if until >= first else turn - 1
    most = (until - first) // length.shortest + 2
    return turn - 1 + bisect_right(range(turn, turn + most), until, key=lambda n: length.after(anchor, n))


@dataclass(frozen=True)
class Cycle:
    """A cycle as it is written: turn n comes n lengths after `anchor`, the first is `first`; `count` None: for ever."""

    anchor: datetime
    interval: str
    first: int
    count: int | None
    end: datetime | None = None

    @property
    def length(self) -> Length:
        """Return the length between turns."""
        return read_length(self.interval)


def read_cycle(value: object, start: datetime) -> Cycle:
    """Return what `R3/P1D`, `R/2026-01-31/P1M`, `R/P7D/2026-12-31` or `R/2026-01-01/2026-01-08` means.

    A cycle without a beginning of its own is reckoned from `start` and first comes one length later; a cron expression
    comes as the clock says. Raises TimerError.
    """
    if looks_like_cron(str(value)):
        return Cycle(start, str(value).strip(), 0, None)
    head, *rest = (part.strip() for part in str(value).split("/"))
    count = head.removeprefix("R")
    is_count = not count or (count.isascii() and count.isdigit() and len(count) < 10)
    if not head.startswith("R") or not is_count or len(rest) not in (1, 2):
        raise TimerError(Text(N_("“%(value)s” is not a cycle such as R3/P1D."), {"value": str(value)}))
    cycle = replace(_between(rest, start), count=int(count) if count else None)
    if cycle.length.shortest <= timedelta():
        raise TimerError(Text(N_("The turns of “%(value)s” do not follow each other."), {"value": str(value)}))
    return cycle


def _between(parts: list[str], start: datetime) -> Cycle:
    if parts[0].startswith(("P", "-P")):
        return Cycle(start, parts[0], 1, None, instant(parts[1]) if len(parts) > 1 else None)
    begin, length = instant(parts[0]), parts[-1]
    if len(parts) > 1 and length.startswith(("P", "-P")):
        return Cycle(begin, length, 0, None)
    seconds = (instant(length) - begin).total_seconds()
    return Cycle(begin, f"PT{seconds:.0f}S" if seconds > 0 else "PT0S", 0, None)


def first_turn(cycle: Cycle, start: datetime) -> Due | None:
    """Return the first turn that does not lie before `start`; of a cycle that is over, its last turn or its end.

    A cycle of no turns (`R0/P1D`) has none.
    """
    if cycle.count == 0:
        return None
    if looks_like_cron(cycle.interval):
        due = _cron_due(cycle.interval, start)
        if due is None:
            raise TimerError(Text(N_("“%(value)s” is no cron expression that ever comes."), {"value": cycle.interval}))
        return due
    length, first, last = cycle.length, cycle.first, None if cycle.count is None else cycle.first + cycle.count - 1
    if cycle.anchor < start and first == 0:
        before = last_turn(cycle.anchor, length, 0, start - timedelta(microseconds=1))
        first = before + 1 if last is None else min(before + 1, last)
    if cycle.end is not None:
        ending = last_turn(cycle.anchor, length, first, cycle.end)
        if ending < first:
            return Due(cycle.end)
        last = ending if last is None else min(last, ending)
    at = length.after(cycle.anchor, first)
    return Due(at, -1 if last is None else last - first, cycle.interval, cycle.anchor, first)
