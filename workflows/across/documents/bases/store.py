"""All queries on the legal bases of papers, and what a paper prints of them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from workflows.across.documents.bases.model import BaseAct, BaseState, LegalBase
from workflows.registers.awards.model import Regime
from workflows.registers.awards.store import find_regime

VERIFIED = "verified"
ON_LAW = ("decision", "year_plan", "covenant")
"""The kinds of papers that rest on the law of the day where their body says nothing else."""


def law_of(regime: Regime | None) -> list[str]:
    """Return the law and the decree of a regime as papers cite them; nothing of a regime that is not verified."""
    if regime is None or regime.status != VERIFIED:
        return []
    return [cited for cited in (regime.law_cited, regime.decree_cited) if cited]


def bases_printed(session: Session, unit: str, kind: str, regime: str) -> list[str]:
    """Return what a unit's papers of a kind rest on.

    The law of a regime, but for what the unit took out, then what the unit added; both once confirmed.
    """
    own = [one for one in bases_of(session, [unit]) if (one.kind, one.state) == (kind, BaseState.CONFIRMED)]
    omitted = {one.text for one in own if one.act == BaseAct.OMIT}
    law = law_of(find_regime(session, regime)) if kind in ON_LAW else []
    return [*(one for one in law if one not in omitted), *(one.text for one in own if one.act == BaseAct.PRINT)]


def bases_of(session: Session, units: Collection[str]) -> list[LegalBase]:
    """Return the bases that some units added, the oldest first, those withdrawn too."""
    query = select(LegalBase).where(LegalBase.unit_code.in_(list(units)))
    return list(session.scalars(query.order_by(LegalBase.unit_code, LegalBase.kind, LegalBase.added_at, LegalBase.id)))


def bases_left_out(session: Session, unit: str, kind: str) -> int:
    """Return how many bases a unit added for a kind that no paper prints yet: nobody has confirmed them."""
    found = [one for one in bases_of(session, [unit]) if (one.kind, one.state) == (kind, BaseState.WAITING)]
    return sum(one.act == BaseAct.PRINT for one in found)


def standing_base(session: Session, unit: str, kind: str, text: str) -> LegalBase | None:
    """Return a base that stands for a unit's papers of a kind, waiting or confirmed, by its words."""
    query = select(LegalBase).where(LegalBase.unit_code == unit, LegalBase.kind == kind, LegalBase.text == text)
    return session.scalars(query.where(LegalBase.state != BaseState.WITHDRAWN)).first()


def lock_base(session: Session, base_id: UUID) -> LegalBase:
    """Return a base while others who would confirm or withdraw it wait.

    Raises NotFoundError.
    """
    query = select(LegalBase).where(LegalBase.id == base_id).with_for_update(of=LegalBase)
    found = session.scalars(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFoundError
    return found
