"""How long the steps of a bloc's year take, as the table of its release has it."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import NotFoundError
from engine.store import releases
from workflows.registers.awards.rules import decide_under

MANY = ("sign_covenant", "register_targets", "midyear_report", "self_score", "cross_check", "elect")
"""The steps that every member does, and that the head of the bloc may go on from without those who are silent."""
STEPS = ("comment_drafts", *MANY, "settle_disputes")
CLOSES_AT = time(17)


def terms_of(session: Session, release: UUID, year: int) -> dict[str, dict[str, Any]] | None:
    """Return for each step its working `days`, when it ends at the earliest (`until`), `remind` and `least`.

    `remind` is how many working days before its end those who are missing are reminded; `least` what percentage of the
    members must have done it before the bloc goes on without the others. A release made before there was such a table
    has none, and its diagram asks for none.
    """
    try:
        releases.file_of(session, release, "terms.dmn")
    except NotFoundError:
        return None
    return {step: _term(decide_under(session, release, "terms.dmn", "terms", {"step": step}), year) for step in STEPS}


def _term(row: dict[str, Any], year: int) -> dict[str, Any]:
    return {"days": row["days"], "remind": row["remind"], "least": row["least"], "until": _until(row, year)}


def _until(row: dict[str, Any], year: int) -> datetime:
    if row["month"] is None or row["day"] is None:
        return clock.now()
    return datetime.combine(date(year, int(row["month"]), int(row["day"])), CLOSES_AT, clock.local_zone())
