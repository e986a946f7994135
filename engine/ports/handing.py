"""Who may be asked to prepare another's task, for how long, and who may end it: the rooms outward know."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import Text

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


def is_head_of(session: Session, by: Actor, giver_id: str) -> bool:
    """Tell whether an actor heads who handed a task on, and so may end it."""
    return _rule[0].is_head_of(session, by, giver_id)
