"""The page of a nomination for whom it proposes, alone or in a list, and for relatives, whatever posts they hold."""

from dataclasses import replace

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.commands.tasks import barred_among
from engine.store import tasks
from web.parts.case import Case, ShownTask, may_withdraw, outcome_of, shown_task
from web.parts.entries import list_of
from web.parts.facts import nomination_facts
from web.parts.files import files_handed_in
from web.parts.naming import load_names
from web.parts.shown import Papers, papers_of
from web.parts.stages import show_way
from workflows.registers.nominations.model import Nomination


def show_aside(session: Session, actor: Actor, about: Nomination) -> Case:
    """Return the page for whom the nomination proposes, or a relative of theirs: nothing of how it is judged."""
    names = load_names(session, [about.unit_code])
    outcome, tone = outcome_of(about)
    entries = list_of(session, actor, about)
    return Case(
        code=about.code,
        title=about.subject_name,
        award=names.award(about.award_code),
        year=about.year,
        unit=names.unit(about.unit_code),
        is_collective=about.subject_kind == "collective",
        outcome=outcome,
        outcome_tone=tone,
        stages=show_way(about),
        facts=nomination_facts(session, about, "–"),
        checks=[],
        moments=[],
        files=files_handed_in(session, actor, about.code),
        instances=[],
        open_tasks=[],
        my_tasks=_own_tasks(session, actor, about),
        record_url="",
        may_withdraw=may_withdraw(actor, about),
        held_at=about.held_at,
        pauses=[],
        complaints=[],
        is_watched=False,
        papers=papers_of(session, actor, "nomination", about.code) if about.outcome else Papers(about.code, [], []),
        may_complain=False,
        list=replace(entries, entries=[replace(one, findings=[]) for one in entries.entries]) if entries else None,
        is_aside=True,
    )


def _own_tasks(session: Session, actor: Actor, about: Nomination) -> list[ShownTask]:
    """Return the open tasks that are the actor's although the case concerns them, such as their own dossier."""
    waiting = tasks.tasks_of(session, about.code, open_only=True)
    found = [task for task in waiting if task.is_free_for(actor.ids) and tasks.may_act(task, actor)]
    barred = barred_among(session, found, actor)
    return [shown_task(session, task) for task in found if barred[task.id] is None]
