"""The rows of the list of nominations, ready to be shown."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from web.cases import store
from web.cases.asked import Asked
from web.parts.naming import TYPES, Names, load_names, type_name, with_type
from web.parts.places import units_within
from web.parts.stages import OUTCOMES, stage_name, standing
from workflows.registers.awards.store import awards
from workflows.registers.movements.store import names_of_movements
from workflows.registers.nominations.model import Nomination


@dataclass(frozen=True)
class Row:
    """One nomination in the list."""

    code: str
    title: str
    unit: str
    award: str
    year: int
    stage: str
    tone: str
    created_at: datetime
    is_collective: bool


@dataclass(frozen=True)
class Listing:
    """One page of nominations with what it may be narrowed by."""

    rows: list[Row]
    total: int
    is_more: bool
    awards: list[tuple[str, str]]
    types: list[tuple[str, str]]
    movements: list[tuple[str, str]]
    stages: list[tuple[str, str]]
    outcomes: list[tuple[str, str]]
    bodies: list[tuple[str, str]]
    units: list[tuple[str, str]]
    years: list[int]
    next_cursor: str


def list_page(session: Session, actor: Actor, asked: Asked) -> Listing:
    """Return the page asked for."""
    page = store.find_page(session, actor, asked)
    seen = store.values(session, actor)
    names = load_names(session, [*seen.body_code, *(nomination.unit_code for nomination in page.rows)])
    return Listing(
        rows=[_row(nomination, names) for nomination in page.rows],
        total=page.total,
        is_more=page.is_more,
        awards=[(award.code, names.award(award.code)) for award in awards(session) if award.is_proposed],
        types=[(code, type_name(code)) for code in TYPES if code in seen.commendation_type],
        movements=names_of_movements(session),
        stages=[(code, stage_name(code)) for code in seen.stage],
        bodies=[(code, names.unit(code)) for code in seen.body_code],
        outcomes=[(code, _(words)) for code, (words, _tone) in OUTCOMES.items()],
        units=units_within(session, asked.body),
        years=seen.year[::-1],
        next_cursor=page.rows[-1].code if page.has_next else "",
    )


def _row(nomination: Nomination, names: Names) -> Row:
    stage, tone = standing(nomination)
    return Row(
        code=nomination.code,
        title=nomination.subject_name,
        unit=names.placed(nomination.unit_code),
        award=with_type(names.award(nomination.award_code, nomination.body_code), nomination.commendation_type),
        year=nomination.year,
        stage=stage,
        tone=tone,
        created_at=nomination.created_at,
        is_collective=nomination.subject_kind == "collective",
    )
