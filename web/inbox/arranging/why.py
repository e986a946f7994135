"""Why a person has a task, what happens next, who can act if not they, and why it does not move."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.model import UserTask, UserTaskState
from engine.releases.following import NextStep, steps_after
from engine.store.incidents import open_incidents_of
from engine.store.instances import find_instance
from web.layout.times import show_date
from web.parts.naming import own_name
from web.parts.principals import name_principals
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.principals import holders_of_principal

NAMED = 12


@dataclass(frozen=True)
class Why:
    """The answers, each as sentences or names; what is empty is not shown."""

    because: list[str]
    others: list[str]
    more_others: int
    following: list[str]
    stuck: list[str]


def explain(session: Session, actor: Actor, task: UserTask) -> Why:
    """Return why a task is the actor's, what follows it, who else could do it, and what holds it up."""
    people = [person for person in who_can(session, task) if str(person.id) != actor.id]
    return Why(
        because=list(_because(session, actor, task)),
        others=[_person(person) for person in people[:NAMED]],
        more_others=max(0, len(people) - NAMED),
        following=[_step(step) for step in steps_after(session, task.release_id, task.process_id, task.element_id)],
        stuck=list(_stuck(session, actor, task)) if task.state == UserTaskState.OPEN else [],
    )


def who_can(session: Session, task: UserTask) -> list[Person]:
    """Return everybody to whom a task is offered today, by given name."""
    found = [person for candidate in task.candidates for person in holders_of_principal(session, candidate.principal)]
    return sorted({person.id: person for person in found}.values(), key=lambda person: person.sort_key)


def _because(session: Session, actor: Actor, task: UserTask) -> Iterable[str]:
    offered = {candidate.principal for candidate in task.candidates}
    mine = offered & actor.all_principals
    for name in name_principals(session, mine):
        yield _("It is offered to your role: %(role)s.", role=name)
    if task.delegated_by_name and task.owner_id in actor.ids:
        yield _("%(name)s asked you to prepare it.", name=task.delegated_by_name)
    elif task.owner_id == actor.id and not mine:
        yield _("It was given to you.")
    for absent in actor.stands_in_for:
        if offered & absent.all_principals or task.owner_id == absent.id:
            yield _("You stand in for %(name)s, who is away.", name=absent.name)


def _stuck(session: Session, actor: Actor, task: UserTask) -> Iterable[str]:
    instance = find_instance(session, task.instance_id)
    if instance.suspended_at is not None:
        yield _("The case is suspended: %(reason)s", reason=instance.suspended_reason)
    incidents = len(open_incidents_of(session, instance.id))
    if incidents:
        yield ngettext(
            "%(num)s problem of this case waits for an administrator.",
            "%(num)s problems of this case wait for an administrator.",
            incidents,
        )
    if task.due_at is not None and task.due_at <= clock.now():
        yield _("The deadline was %(day)s.", day=show_date(task.due_at))
    if task.awaits_answer and task.owner_id != actor.id:
        yield _("%(name)s was asked to prepare it and has not accepted yet.", name=task.owner_name)
    elif task.owner_name and task.owner_id != actor.id:
        yield _("%(name)s has taken it.", name=task.owner_name)


def _person(person: Person) -> str:
    return f"{person.full_name} ({person.position})" if person.position else person.full_name


def _step(step: NextStep) -> str:
    return own_name(step)
