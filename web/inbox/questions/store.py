"""All queries on questions about tasks."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from web.inbox.questions.model import Question


def find_question(session: Session, question_id: UUID, actor: Actor) -> Question:
    """Return a question that the actor asked or was asked.

    Raises NotFoundError for any other.
    """
    found = session.get(Question, question_id)
    if found is None or actor.ids.isdisjoint({found.asked_by, found.asked_to}):
        raise NotFoundError
    return found


def questions_on(session: Session, task_id: UUID) -> list[Question]:
    """Return the questions about a task, the oldest first."""
    return list(session.scalars(select(Question).where(Question.task_id == task_id).order_by(Question.at)))
