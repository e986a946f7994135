"""All queries on revocations and on the register they change, and who sees them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import Session, joinedload

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from workflows.registers.awards.model import TitleRecord
from workflows.registers.confidence.sight import sight_of, sights_by_code
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.matching import folded
from workflows.registers.organisation.model import Person, Unit
from workflows.registers.organisation.store import inside
from workflows.registers.revocations.model import Revocation, RevocationOutcome

_OF_BODY = ("emulation_dept", "body_leader", "council_secretary", "council_chair")
_OF_UNIT = ("unit_officer", "unit_head")
_CENTRAL = ("central_officer", "central_head")


def get_revocation(session: Session, code: str) -> Revocation:
    """Return a revocation for the process that handles it.

    Raises NotFoundError.
    """
    found = session.get(Revocation, code)
    if found is None:
        raise NotFoundError
    return found


def find_revocation(session: Session, code: str, actor: Actor) -> Revocation:
    """Return a revocation whose content the actor may know.

    Raises NotFoundError, for the foreign as for the missing.
    """
    found = get_revocation(session, code)
    if not sight_of(session, actor, code).content:
        raise NotFoundError
    return found


def running_revocation(session: Session, title: UUID) -> Revocation | None:
    """Return the revocation of an award that has not ended."""
    return session.scalar(select(Revocation).where(Revocation.title_id == title, Revocation.closed_at.is_(None)))


def revocations_of(session: Session, titles: list[UUID]) -> dict[UUID, Revocation]:
    """Return the newest revocation of each of some awards that has one."""
    query = select(Revocation).where(Revocation.title_id.in_(titles)).order_by(Revocation.created_at)
    return {one.title_id: one for one in session.scalars(query)}


def revocations_known(session: Session, actor: Actor, titles: list[UUID]) -> dict[UUID, Revocation]:
    """Return of those revocations the ones an actor may know of; what was decided, everybody may."""
    found = revocations_of(session, titles)
    sights = sights_by_code(session, actor, [one.code for one in found.values()])
    return {
        key: one for key, one in found.items() if one.outcome == RevocationOutcome.REVOKED or sights[one.code].content
    }


def find_title(session: Session, title_id: UUID, actor: Actor) -> TitleRecord:
    """Return an entry of the register that the actor may see.

    Raises NotFoundError, for the foreign as for the missing.
    """
    query = _register(actor).where(TitleRecord.id == title_id)
    found = session.scalar(query)
    if found is None:
        raise NotFoundError
    return found


@dataclass(frozen=True)
class Sought:
    """What entries of the register are narrowed to; what is empty narrows nothing.

    `text` are words of a person's name or part of a unit's, `within` a unit with all under it, `decision` part of the
    number of a decision, `occasion` that of an achievement: of a movement its folded name.
    """

    text: str = ""
    award: str = ""
    kind: str = ""
    year: int | None = None
    within: str = ""
    decision: str = ""
    sex: str = ""
    occasion: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what holds of the entries sought."""
        one = TitleRecord
        exact = {
            one.award_code: self.award,
            one.commendation_type: self.kind,
            one.year: self.year,
            Person.sex: self.sex,
            one.occasion: self.occasion,
        }
        parts = [*self._named(), *(column == value for column, value in exact.items() if value)]
        if self.within:
            parts.append(or_(inside(Person.unit_code, [self.within]), inside(Unit.code, [self.within])))
        if self.decision:
            parts.append(folded(one.decision_no).contains(fold_text(self.decision), autoescape=True))
        return parts

    def _named(self) -> list[ColumnElement[bool]]:
        unit = folded(Unit.name).contains(fold_text(self.text), autoescape=True)
        return [or_(Person.search.contains(word, autoescape=True), unit) for word in fold_text(self.text).split()]


def titles_seen(
    session: Session,
    actor: Actor,
    sought: Sought | None = None,
    *,
    after: tuple[int, UUID] | None = None,
    limit: int = 50,
) -> list[TitleRecord]:
    """Return entries of the register an actor may see, the newest year first, after the year and id of one of them."""
    query = _register(actor).where(*(sought or Sought()).conditions())
    if after is not None:
        earlier = and_(TitleRecord.year == after[0], TitleRecord.id < after[1])
        query = query.where(or_(TitleRecord.year < after[0], earlier))
    return list(session.scalars(query.order_by(TitleRecord.year.desc(), TitleRecord.id.desc()).limit(limit)))


def _register(actor: Actor) -> Select[TitleRecord]:
    query = select(TitleRecord).outerjoin(TitleRecord.person).outerjoin(TitleRecord.unit)
    return query.options(joinedload(TitleRecord.person), joinedload(TitleRecord.unit)).where(_seen(actor))


def _seen(actor: Actor) -> ColumnElement[bool]:
    if actor.holds("auditor") or any(actor.holds(role) for role in _CENTRAL):
        return true()
    scopes = {scope for role in (*_OF_BODY, *_OF_UNIT) for scope in actor.scopes(role)}
    return or_(inside(Person.unit_code, scopes), inside(Unit.code, scopes))
