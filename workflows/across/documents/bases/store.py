"""All queries on the legal bases of papers, and what a paper prints of them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from workflows.across.documents.bases.model import BaseState, LegalBase

LAWS = {
    "R2017": ["Luật Thi đua, Khen thưởng số 15/2003/QH11 (sửa đổi, bổ sung)", "Nghị định số 91/2017/NĐ-CP"],
    "R2024": ["Luật Thi đua, Khen thưởng số 06/2022/QH15", "Nghị định số 98/2023/NĐ-CP"],
    "R2025": ["Luật Thi đua, Khen thưởng số 06/2022/QH15", "Nghị định số 152/2025/NĐ-CP"],
}
"""What every paper rests on under a legal regime; verified."""


def bases_printed(session: Session, unit: str, kind: str, regime: str) -> list[str]:
    """Return what a unit's papers of a kind rest on: the law of a regime, then what the unit added and confirmed."""
    own = [one.text for one in bases_of(session, [unit]) if (one.kind, one.state) == (kind, BaseState.CONFIRMED)]
    return [*LAWS.get(regime, []), *own]


def bases_of(session: Session, units: Collection[str]) -> list[LegalBase]:
    """Return the bases that some units added, the oldest first, those withdrawn too."""
    query = select(LegalBase).where(LegalBase.unit_code.in_(list(units)))
    return list(session.scalars(query.order_by(LegalBase.unit_code, LegalBase.kind, LegalBase.added_at, LegalBase.id)))


def bases_left_out(session: Session, unit: str, kind: str) -> int:
    """Return how many bases a unit added for a kind that no paper prints yet: nobody has confirmed them."""
    return sum((one.kind, one.state) == (kind, BaseState.WAITING) for one in bases_of(session, [unit]))


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
