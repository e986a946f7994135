"""The page of a nomination for whom it proposes, alone or in a list, and for relatives, whatever posts they hold."""

from dataclasses import replace

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.commands.tasks import barred_among
from engine.store import tasks
from web.parts.case import Case, ShownTask, outline_case, shown_task
from web.parts.entries import list_of
from web.parts.files import files_handed_in
from web.parts.shown import Papers, papers_of
from workflows.registers.nominations.model import Nomination


def show_aside(session: Session, actor: Actor, about: Nomination) -> Case:
    """Return the page for whom the nomination proposes, or a relative of theirs: nothing of how it is judged."""
    entries = list_of(session, actor, about)
    papers = papers_of(session, actor, "nomination", about.code) if about.outcome else Papers(about.code, [], [])
    return replace(
        outline_case(session, actor, about, "–", papers),
        files=files_handed_in(session, actor, about.code),
        my_tasks=_own_tasks(session, actor, about),
        list=replace(entries, entries=[replace(one, findings=[]) for one in entries.entries]) if entries else None,
        is_aside=True,
    )


def _own_tasks(session: Session, actor: Actor, about: Nomination) -> list[ShownTask]:
    """Return the open tasks that are the actor's although the case concerns them, such as their own dossier."""
    waiting = tasks.tasks_of(session, about.code, open_only=True)
    found = [task for task in waiting if task.is_free_for(actor.ids) and tasks.may_act(task, actor)]
    barred = barred_among(session, found, actor)
    return [shown_task(session, task) for task in found if barred[task.id] is None]
