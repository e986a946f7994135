"""The one rule on who may be given another's authority: asked by pages that offer people and by commands that give."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from engine.base.text import N_, Text
from workflows.registers.organisation.model import Person, body_of
from workflows.registers.organisation.store import posts_of

MOST_DAYS = 90
"""For how long, both days included, somebody may stand in for another by one grant."""

NEVER = frozenset({"administrator"})
"""Whose rights are handed to nobody, and who stands in for nobody: they arrange who may do what."""

STAND_INS: Mapping[str, frozenset[str]] = {
    "body_leader": frozenset({"body_leader", "unit_head"}),
    "unit_head": frozenset({"unit_head", "body_leader", "unit_officer"}),
    "emulation_dept": frozenset({"emulation_dept"}),
    "central_head": frozenset({"central_head", "central_officer"}),
    "central_officer": frozenset({"central_officer", "central_head"}),
    "process_approver": frozenset({"process_approver"}),
    "auditor": frozenset({"auditor"}),
}
"""Which posts stand in for which; for a post that is not named, anybody of the same body."""


@dataclass(frozen=True)
class Term:
    """The days of a grant, both included."""

    first_day: date
    last_day: date

    @property
    def is_too_long(self) -> bool:
        """Tell whether it lasts longer than one grant may."""
        return self.last_day - self.first_day >= timedelta(days=MOST_DAYS)


def why_not_colleague(giver: Person, receiver: Person, on: date) -> Text | None:
    """Return why a person may do no work for another at all, or None: both are at work, in the same body."""
    if receiver.id == giver.id:
        return Text(N_("Choose somebody else as your substitute."))
    if body_of(receiver.unit_code) != body_of(giver.unit_code):
        return Text(N_("%(name)s works in another body."), {"name": receiver.full_name})
    if receiver.left_on is not None and receiver.left_on <= on:
        return Text(N_("%(name)s has left."), {"name": receiver.full_name})
    return None


def why_not_substitute(session: Session, giver: Person, receiver: Person, on: date) -> Text | None:
    """Return why a person may not act for another from a day on, or None."""
    reason = why_not_colleague(giver, receiver, on)
    if reason is not None:
        return reason
    given = {post.role for post in posts_of(session, giver.id, on)}
    held = {post.role for post in posts_of(session, receiver.id, on)}
    if NEVER & (given | held):
        return Text(N_("Who administers the program stands in for nobody, and nobody for them."))
    if any(role in STAND_INS and not held & STAND_INS[role] for role in given):
        return Text(N_("%(name)s holds no post that may stand in for yours."), {"name": receiver.full_name})
    return None
