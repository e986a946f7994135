"""Asking and answering, once each, kept in the history of the case."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from engine.base.text import N_, Text
from engine.commands import comment_on_task
from engine.commands.handling import NotForThemError
from engine.commands.once import once
from engine.commands.remarks import RemarkError, answer_on_task, require_words
from engine.model import UserTask
from engine.ports.confidential import is_confidential
from engine.store.tasks import may_act
from web.inbox.questions.model import Question
from web.inbox.questions.store import find_question
from web.parts.marks import QUESTION
from workflows.across.people.reading import reads_aside
from workflows.procedures.nomination.store import add_notice
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.store import people_with_codes


def ask_person(  # noqa: PLR0913 - a command's whole address
    session: Session, task: UserTask, code: str, text: str, *, by: Actor, key: str
) -> Question:
    """Ask the person of a code about a task that the actor may see; the task stays where it is.

    The caller owns the transaction. Raises RemarkError, NotAllowedError.
    """
    wanted = code.strip().removeprefix("@").lower()
    person = people_with_codes(session, [wanted]).get(wanted)
    if person is None or str(person.id) == by.id:
        raise RemarkError(Text(N_("There is nobody else with the code @%(code)s."), {"code": wanted}))
    offered = [candidate.principal for candidate in task.candidates]
    if is_confidential(offered) and not may_act(task, actor_for(session, person.id)):
        raise NotForThemError(person.full_name)
    if reads_aside(session, actor_for(session, person.id), task.business_key):
        raise NotForThemError(person.full_name)
    said = require_words(text)

    def work() -> dict[str, Any]:
        name = person.full_name
        comment_on_task(session, task.id, f"→ {name}: {said}"[:2000], [name], by=by, key=f"{key}:said")
        made = Question(root_id=task.root_id, task_id=task.id, business_key=task.business_key, text=said)
        made.subject, made.at = (task.title or task.name)[:300], clock.now()
        made.asked_by, made.asked_by_name = by.id, by.name
        made.asked_to, made.asked_to_name = str(person.id), name
        session.add(made)
        session.flush()
        add_notice(session, task.business_key, f"person:{person.id}", "asked", f"{QUESTION}{made.id}")
        return {"question": made.id}

    answer = once(session, "ask_person", {"task": task.id, "code": wanted, "text": said}, work, by=by, key=key)
    return session.get_one(Question, answer["question"])


def answer_question(session: Session, question_id: UUID, text: str, *, by: Actor, key: str) -> Question:
    """Answer a question that one was asked; who asked is told.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, RemarkError where it was answered before.
    """
    question = find_question(session, question_id, by)
    if question.asked_to not in by.ids:
        raise NotAllowedError(Text(N_("Only who was asked answers.")))
    said = require_words(text)

    def work() -> dict[str, Any]:
        if question.answered_at is not None:
            raise RemarkError(Text(N_("This question was answered already.")))
        question.answer, question.answered_at = said, clock.now()
        answer_on_task(session, question.task_id, said, by=by, key=f"{key}:said")
        add_notice(
            session, question.business_key, f"person:{question.asked_by}", "answered", f"{QUESTION}{question.id}"
        )
        return {"question": question_id}

    once(session, "answer_question", {"question": question_id, "text": said}, work, by=by, key=key)
    return question
