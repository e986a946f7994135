"""What a dossier must hold, and what its deadlines are reckoned from."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.clock import local_day
from workflows.procedures.nomination.party.required import opinion_asked
from workflows.registers.awards.rules import decide_under
from workflows.registers.awards.store import find_award
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.store import lineage


def dossier_parts(session: Session, nomination: Nomination, release: UUID | None) -> list[dict[str, Any]]:
    """Return the parts of a dossier under a law: `{part, name, name_en, originals, source, status}`."""
    asked: dict[str, Any] = {
        "award": find_award(session, nomination.award_code).rules_code,
        "regime": nomination.regime,
    }
    handed = local_day(nomination.handed_in_at) if nomination.handed_in_at else clock.today()
    asked |= {"commendation_type": nomination.commendation_type, "body": nomination.body_code, "handed_in_on": handed}
    rows = decide_under(session, release, "dossier_parts.dmn", "dossier_parts", asked)
    opinion = opinion_asked(session, nomination, release)
    parts = [dict(row, originals=int(row["originals"])) for row in rows or []]
    return [*parts, *([opinion.as_part()] if opinion else [])]


def filing_facts(session: Session, nomination: Nomination, facts: Mapping[str, Any], release: UUID) -> dict[str, Any]:
    """Return the `parts` of a nomination's dossier, and `filing`: from what its deadlines are reckoned."""
    units = lineage(session, nomination.unit_code)
    sector = facts.get("sector") or next((one.sector for one in units if one.sector), None)
    handed = local_day(nomination.handed_in_at) if nomination.handed_in_at else None
    return {
        "parts": dossier_parts(session, nomination, release),
        "filing": {
            "body": nomination.body_code,
            "commendation_type": nomination.commendation_type,
            "sector": sector,
            "locality": next((one.locality for one in units if one.locality), None),
            "handed_in_on": handed,
            "decided_year": facts.get("cstdb_decided_year"),
        },
    }
