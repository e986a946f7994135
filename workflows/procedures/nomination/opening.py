"""Opening a nomination, of one or of many: its row, and its case with what the process knows of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.commands import start_instance
from workflows.procedures.nomination import store
from workflows.procedures.nomination.filing import dossier_parts
from workflows.procedures.nomination.standing.store import Wanted
from workflows.registers.awards.achievement import TYPES_VI, Achievement
from workflows.registers.awards.model import Award
from workflows.registers.awards.rules import newest_release
from workflows.registers.awards.store import find_award, name_on_papers, regime_on
from workflows.registers.nominations.model import Nomination, NominationStage
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.model import Unit
from workflows.registers.organisation.reviewing import reviewing_unit
from workflows.registers.organisation.store import bloc_of, find_unit


@dataclass(frozen=True)
class Whom:
    """Whom a nomination is for, as its row says it: a person, a unit, or a list with the unit it comes from."""

    kind: str
    name: str
    person: UUID | None = None
    unit: str | None = None


def new_nomination(session: Session, wanted: Wanted, unit: Unit, whom: Whom, by: Actor) -> Nomination:
    """Write the row of a nomination that a unit opens."""
    award, year = wanted.award, wanted.year
    bloc = bloc_of(session, unit.code, year)
    code = f"TĐKT-{year}-{store.next_number(session, year):05d}"
    nomination = Nomination(
        code=code,
        award_code=award.code,
        regime=regime_on(session, clock.today()),
        year=year,
        **_achievement_columns(wanted.achievement),
        subject_kind=whom.kind,
        person_id=whom.person,
        subject_unit_code=whom.unit,
        subject_name=whom.name,
        subject_search=fold_text(f"{whom.name} {code}")[:300],
        unit_code=unit.code,
        body_code=unit.body_code,
        review_code=reviewing_unit(session, unit.code, award.level),
        bloc_code=bloc.bloc_code if bloc else None,
        bloc_scope=bloc.scope if bloc else None,
        stage=NominationStage.DRAFT,
        created_at=clock.now(),
        created_by=by.id,
    )
    session.add(nomination)
    session.flush()
    return nomination


def start_case(session: Session, nomination: Nomination, subject: dict[str, Any], *, by: Actor, key: str) -> None:
    """Start the process of a nomination; `subject` is what it knows of whom that is for: ids and names only."""
    told = {**_told(session, nomination), "subject": subject}
    naming = {"business_key": nomination.code, "title": told["title"]}
    start_instance(session, "nomination", told, by=by, key=f"{key}:start", **naming)


def _told(session: Session, nomination: Nomination) -> dict[str, Any]:
    award, unit = find_award(session, nomination.award_code), find_unit(session, nomination.unit_code)
    achievement, name = nomination.achievement, name_on_papers(session, award.code, nomination.body_code)
    return {
        "nomination": nomination.code,
        "title": f"{name} {_of_what(award, nomination)}",
        "commendation_type": achievement.commendation_type,
        "feat": achievement.feat,
        "feat_on": achievement.feat_on,
        "award": award.code,
        "award_name": name,
        "award_level": award.level,
        "year": nomination.year,
        "unit": unit.code,
        "unit_name": unit.name,
        "body": nomination.reviewer,
        "body_name": find_unit(session, nomination.reviewer).name,
        "bloc": nomination.bloc_code,
        "bloc_year": nomination.bloc_scope,
        "parts": dossier_parts(session, nomination, newest_release(session, "nomination")),
    }


def _of_what(award: Award, nomination: Nomination) -> str:
    """Return what a case is called after its award: the year, whom for; on what ground, where it is not the usual."""
    kind = nomination.commendation_type
    ground = f" ({TYPES_VI[kind].lower()})" if kind != award.commendation_types[0] else ""
    return f"{nomination.year}{ground}: {nomination.subject_name}"


def _achievement_columns(achievement: Achievement) -> dict[str, Any]:
    """Return the columns of a nomination that say what it is for."""
    names = ("commendation_type", "feat", "feat_on", "occasion")
    return {name: getattr(achievement, name) for name in names} | {"movement": achievement.movement or None}
