"""How long a level may take over a whole dossier, and when that time is over: pauses do not count."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.clock import local_day
from engine.feel.workdays import add_working_days, working_days_between
from engine.model import Instance
from engine.store.instances import instances_for
from workflows.procedures.nomination.store import pauses_of
from workflows.registers.awards.rules import decide_under, newest_release
from workflows.registers.nominations.model import Nomination

REVIEW, CENTRAL = "unit_review", "central_submission"


@dataclass(frozen=True)
class Limit:
    """The working days a level has, those it took until its end or today, those that did not count, the last day."""

    days: int
    used: int
    paused: int
    last_day: date
    status: str

    @property
    def is_over(self) -> bool:
        """Tell whether the time is over."""
        return self.used > self.days


def limit_of(session: Session, nomination: Nomination) -> Limit | None:
    """Return the limit of the level a nomination is at, or was last; none while it is with its unit."""
    at = [one for one in instances_for(session, nomination.code) if one.process_id in {REVIEW, CENTRAL}]
    if not at:
        return None
    asked = {"level": _level(nomination, at[-1]), "regime": nomination.regime, "consulted": False}
    found = decide_under(session, newest_release(session, "nomination"), "limits.dmn", "limit", asked)
    if found is None or found["days"] is None:
        return None
    return _reckon(session, nomination, at[-1], int(found["days"]), str(found["status"]))


def _level(nomination: Nomination, at: Instance) -> str:
    if at.process_id == CENTRAL:
        return "state"
    return "base" if nomination.review_code else "ministry"


def _reckon(session: Session, nomination: Nomination, at: Instance, days: int, status: str) -> Limit:
    begin, end = at.started_at, at.ended_at or clock.now()
    pauses = [(max(one.since, begin), min(one.until or end, end)) for one in pauses_of(session, nomination.code)]
    paused = _counted(pauses)
    used = working_days_between(local_day(begin), local_day(end)) - paused
    return Limit(days, used, paused, add_working_days(local_day(begin), days + paused), status)


def _counted(pauses: list[tuple[datetime, datetime]]) -> int:
    """Return in how many working days the clock stood still; what lies in two pauses counts once."""
    total, reached = 0, None
    for since, until in sorted(pauses):
        begin = max(since, reached) if reached else since
        if until > begin:
            total += working_days_between(local_day(begin), local_day(until))
            reached = until
    return total
