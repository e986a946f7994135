"""Who may be asked to prepare another's task: the rooms outward know, and the command asks them."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from engine.base.text import Text

WhyNot = Callable[[Session, str, str], Text | None]
_rule: list[WhyNot] = []


def use_handing_rule(why_not: WhyNot | None) -> None:
    """Say how it is known why somebody may not prepare another's task; none: anybody may."""
    _rule[:] = [] if why_not is None else [why_not]


def why_not_prepare(session: Session, giver_id: str, receiver_id: str) -> Text | None:
    """Return why the second person may not be asked to prepare a task of the first, or None."""
    return _rule[0](session, giver_id, receiver_id) if _rule else None
