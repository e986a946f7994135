"""The page of one task: its form shown, checked and taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import Text
from engine.commands.remarks import why_no_remark
from engine.commands.tasks import barred_in, case_of
from engine.history.kinds.tasks import TaskCompleted
from engine.model import UserTask, UserTaskState
from engine.store import releases, states
from engine.store.instances import find_instance
from forms import Checked, Form, FormView, parse_form
from forms.submission import Raw
from web.inbox.button import Button, button_of
from web.inbox.detail import Opened, open_task
from web.inbox.final import asks_password
from web.inbox.questions.model import Question
from web.inbox.questions.store import questions_on
from web.inbox.quick import quick_of
from web.layout.language import language
from web.parts.answers import Answer, words_in_form
from web.parts.files import ShownFile
from workflows.across.documents.awaited import AwaitedPaper, awaited_paper
from workflows.procedures.complaint.content import said_of
from workflows.registers.attachments import Attachment
from workflows.registers.organisation.called import is_called_cluster

NO_FORM = parse_form({"type": "default", "components": []})
FORMS_KEPT = 500
_forms: dict[tuple[UUID, str, bool], Form] = {}


@dataclass(frozen=True)
class TaskPage:
    """What the page of a task shows."""

    opened: Opened
    form: FormView | None
    has_files: bool
    barred: Text | None
    answers: list[Answer]
    draft_at: datetime | None
    questions: list[Question]
    asks_password: bool
    may_remark: bool
    button: Button
    paper: AwaitedPaper | None

    @property
    def task(self) -> UserTask:
        """Return the task."""
        return self.opened.task


@dataclass(frozen=True)
class Filling:
    """What was typed into a form and what is wrong with it; nothing yet when a page is opened.

    `answers` are what was typed as far as it can be read; `saved_at` is when it was kept, where it is a draft.
    """

    raw: Raw | None = None
    errors: dict[str, Text] | None = None
    files: Mapping[str, ShownFile] = field(default_factory=dict)
    saved_at: datetime | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Submission:
    """A submission checked: answers, what is wrong with fields and with files, and the files it names."""

    task: UserTask
    form: Form
    checked: Checked
    refused_files: dict[str, Text]
    files: Mapping[str, ShownFile]

    @property
    def errors(self) -> dict[str, Text]:
        """Return what is wrong, by field."""
        return {**self.checked.errors, **self.refused_files}

    @property
    def is_complete(self) -> bool:
        """Tell whether the answers can be taken."""
        return self.checked.is_complete and not self.refused_files

    def filling(self, errors: dict[str, Text]) -> Filling:
        """Return the form as it was filled in, with what is wrong with it."""
        return Filling(self.checked.raw, errors, self.files, answers=self.checked.answers)


def show_page(session: Session, actor: Actor, task: UserTask, filling: Filling) -> TaskPage:
    """Return the page of a task: its form while the actor may fill it in, else what came of it."""
    opened = open_task(session, actor, task)
    is_open = task.state == UserTaskState.OPEN and task.is_free_for(actor.ids)
    case = case_of(session, task)
    barred = barred_in(case, find_instance(session, task.instance_id), task, actor) if is_open else None
    form = find_form(session, task) if is_open and barred is None else None
    return TaskPage(
        opened=opened,
        form=_view(session, task, form, filling) if form else None,
        has_files=form is not None and form.has_files,
        barred=barred,
        answers=_given_answers(opened)
        if task.state == UserTaskState.COMPLETED and _reads_answers(actor, opened)
        else [],
        draft_at=filling.saved_at,
        questions=[] if opened.is_aside else questions_on(session, task.id),
        asks_password=form is not None and asks_password(task),
        may_remark=not opened.is_aside and why_no_remark(case, task, actor) is None,
        button=button_of(task.properties, form) if form else Button(),
        paper=awaited_paper(session, task, filling.answers) if form else None,
    )


def _reads_answers(actor: Actor, opened: Opened) -> bool:
    """Tell whether somebody reads the answers given to a task; of a case of their own only those that are theirs."""
    return not opened.is_aside or bool(actor.ids & {opened.task.completed_by, opened.task.completed_for})


def offer_decisions(session: Session, actor: Actor, opened: Opened) -> Opened:
    """Add to an opened task the decisions that can be given beside the list."""
    task = opened.task
    is_free = task.state == UserTaskState.OPEN and task.is_free_for(actor.ids)
    if not is_free or task.properties.get("alone") == "true":
        return opened
    if barred_in(case_of(session, task), find_instance(session, task.instance_id), task, actor):
        return opened
    return replace(opened, quick=quick_of(find_form(session, task), context_of(session, task)))


def find_form(session: Session, task: UserTask) -> Form:
    """Return a task's form; a task without one is completed by its button alone."""
    if not task.form_id:
        return NO_FORM
    key = (task.release_id, task.form_id, is_called_cluster(task.title))
    if key not in _forms:  # a release never changes, so a form is read once
        if len(_forms) >= FORMS_KEPT:
            _forms.clear()
        _forms[key] = parse_form(words_in_form(task.title, releases.find_form(session, task.release_id, task.form_id)))
    return _forms[key]


def context_of(session: Session, task: UserTask) -> dict[str, Any]:
    """Return the variables that a task sees, and of a confidential matter what stands in its own table only."""
    return {**states.variables_seen_by(session, task.instance_id, task.id), **said_of(session, task)}


def check_answers(session: Session, task: UserTask, submitted: Any, known: Mapping[str, Attachment]) -> Checked:
    """Check what was sent for a task against its form; `known` are the files it may name."""
    return find_form(session, task).check(submitted, context_of(session, task), language(), known)


def _view(session: Session, task: UserTask, form: Form, filling: Filling) -> FormView:
    return form.view(filling.raw, context_of(session, task), filling.errors, language(), filling.files)


def _given_answers(opened: Opened) -> list[Answer]:
    """Return the answers in the history of a completed task."""
    history = opened.history
    done = [e for e in history.events if e.kind == TaskCompleted.KIND and e.element_instance_id == opened.task.id]
    return history.narrator.answers(done[-1]) if done else []
