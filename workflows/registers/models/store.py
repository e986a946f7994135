"""All queries on exemplary models, and who sees which."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from workflows.registers.models.model import ExemplaryModel, ModelNote, ModelState
from workflows.registers.organisation.access import visible_units
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.store import inside


@dataclass(frozen=True)
class Sought:
    """What a list of models is narrowed to; what is empty narrows nothing. `within` is a unit with all under it."""

    text: str = ""
    kind: str = ""
    state: str = ""
    year: int | None = None
    within: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what holds of the models sought."""
        one = ExemplaryModel
        exact = {one.kind: self.kind, one.state: self.state, one.year: self.year}
        parts = [column == value for column, value in exact.items() if value]
        parts += [one.search.contains(word, autoescape=True) for word in fold_text(self.text).split()]
        return [*parts, inside(one.unit_code, [self.within])] if self.within else parts


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that an actor may see a model: all what is published, the rest who sees its unit's cases."""
    units = visible_units(actor)
    own = true() if units.everything else inside(ExemplaryModel.unit_code, units.roots)
    return or_(ExemplaryModel.state == ModelState.PUBLISHED, own)


def models_seen(
    session: Session, actor: Actor, sought: Sought, *, limit: int = 50, offset: int = 0
) -> list[ExemplaryModel]:
    """Return models an actor may see, the newest first."""
    query = select(ExemplaryModel).where(visible(actor), *sought.conditions())
    query = query.order_by(ExemplaryModel.year.desc(), ExemplaryModel.id.desc())
    return list(session.scalars(query.limit(limit).offset(offset)))


def count_states(session: Session, actor: Actor, sought: Sought) -> dict[str, int]:
    """Return how many models an actor may see are in each state."""
    query = select(ExemplaryModel.state, func.count()).where(visible(actor), *sought.conditions())
    return {row[0]: row[1] for row in session.execute(query.group_by(ExemplaryModel.state))}


def find_model(session: Session, model_id: UUID, actor: Actor) -> ExemplaryModel:
    """Return a model the actor may see.

    Raises NotFoundError, for the foreign as for the missing.
    """
    return _found(session.scalar(select(ExemplaryModel).where(ExemplaryModel.id == model_id, visible(actor))))


def lock_model(session: Session, model_id: UUID) -> ExemplaryModel:
    """Return a model as it is now, and keep others from changing it until the transaction ends.

    Raises NotFoundError.
    """
    query = select(ExemplaryModel).where(ExemplaryModel.id == model_id).with_for_update()
    return _found(session.scalar(query.execution_options(populate_existing=True)))


def _found(model: ExemplaryModel | None) -> ExemplaryModel:
    if model is None:
        raise NotFoundError
    return model


def notes_of(session: Session, model_id: UUID) -> list[ModelNote]:
    """Return what became of a model, the latest first."""
    query = select(ModelNote).where(ModelNote.model_id == model_id)
    return list(session.scalars(query.order_by(ModelNote.since.desc(), ModelNote.id.desc())))


def count_notes(session: Session, models: Sequence[UUID]) -> dict[tuple[UUID, str], int]:
    """Return how many notes of each kind some models have, in one statement."""
    query = select(ModelNote.model_id, ModelNote.kind, func.count()).where(ModelNote.model_id.in_(models))
    rows = session.execute(query.group_by(ModelNote.model_id, ModelNote.kind))
    return {(model, kind): number for model, kind, number in rows}
