"""Queries on who is proposed for a movement: only what the reader may see is listed and counted."""

from typing import Any

from sqlalchemy import Select, and_, case, func, literal, select
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from workflows.procedures.nomination.sight.store import visible
from workflows.registers.nominations.model import LIST, EntryState, Nomination, NominationEntry, NominationOutcome

GOING_ON = "going_on"
_entry = NominationEntry.state
_stood = _entry.in_((EntryState.PROPOSED, EntryState.PASSED))
# An entry that stood when its letter ended went with it.
_OF_ENTRY = case(
    (and_(_stood, Nomination.outcome.is_(None)), literal(GOING_ON)),
    (_stood, literal(NominationOutcome.WITHDRAWN.value)),
    (_entry == EntryState.REFUSED, literal(NominationOutcome.REJECTED.value)),
    else_=_entry,
)
_OF_ONE = func.coalesce(Nomination.outcome, literal(GOING_ON))


def nominations_for(session: Session, actor: Actor, movement: str, *, limit: int) -> list[Nomination]:
    """Return nominations and letters for a movement, the newest first."""
    query = select(Nomination).where(Nomination.movement == movement, visible(actor))
    return list(session.scalars(query.order_by(Nomination.code.desc()).limit(limit)))


def count_outcomes(session: Session, actor: Actor, movement: str) -> dict[str, int]:
    """Return how many people and units proposed for a movement came to which outcome; `going_on` is undecided."""
    one = _counting(_OF_ONE).where(Nomination.subject_kind != LIST)
    many = _counting(_OF_ENTRY).join(NominationEntry, NominationEntry.nomination == Nomination.code)
    found: dict[str, int] = {}
    for query in (one, many.where(Nomination.subject_kind == LIST)):
        here = query.where(Nomination.movement == movement, visible(actor)).group_by("came_to")
        for outcome, number in session.execute(here):
            found[outcome] = found.get(outcome, 0) + number
    return found


def _counting(outcome: Any) -> Select[Any]:
    return select(outcome.label("came_to"), func.count()).select_from(Nomination)
