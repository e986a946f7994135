"""Who may be asked to prepare another's task, for how long, and who may end it: the rooms outward know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.text import N_, Text

MOST_DAYS = 90


def _anybody(_session: Session, _giver_id: str, _receiver_id: str) -> Text | None:
    return None


def _longest(_session: Session) -> int:
    return MOST_DAYS


def _nobody(_session: Session, _by: Actor, _giver_id: str) -> bool:
    return False


@dataclass(frozen=True)
class HandingRule:
    """What handing a task on keeps to: who may prepare whose, for how many days at most, and who heads whom."""

    why_not: Callable[[Session, str, str], Text | None] = _anybody
    most_days: Callable[[Session], int] = _longest
    is_head_of: Callable[[Session, Actor, str], bool] = _nobody


_rule: list[HandingRule] = [HandingRule()]


def use_handing_rule(rule: HandingRule | None) -> None:
    """Say what handing on keeps to; none: anybody may prepare for anybody."""
    _rule[:] = [rule or HandingRule()]


def why_not_prepare(session: Session, giver_id: str, receiver_id: str) -> Text | None:
    """Return why the second person may not be asked to prepare a task of the first, or None."""
    return _rule[0].why_not(session, giver_id, receiver_id)


def most_days(session: Session) -> int:
    """Return for how many days at most a task is with whoever prepares it."""
    return _rule[0].most_days(session)


def last_day(session: Session) -> date:
    """Return the last day, from today on, on which a task may be with whoever prepares it."""
    return clock.today() + timedelta(days=most_days(session) - 1)


def why_not_until(session: Session, day: date) -> Text | None:
    """Return why a task may not be with whoever prepares it from today until a day, or None."""
    return why_not_days(most_days(session), clock.today(), day)


def why_not_days(most: int, first: date, last: date) -> Text | None:
    """Return why a grant of authority may not last from one day to another, both included, or None."""
    if last < clock.today():
        return Text(N_("These days have passed."))
    if last < first:
        return Text(N_("The last day comes before the first."))
    if last - first >= timedelta(days=most):
        return Text(N_("Choose at most %(most)s days; announce it again after that."), {"most": most})
    return None


def is_head_of(session: Session, by: Actor, giver_id: str) -> bool:
    """Tell whether an actor heads who handed a task on, and so may end it."""
    return _rule[0].is_head_of(session, by, giver_id)
