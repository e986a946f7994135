"""Moving one instance over, or seeing whether it could be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.base.errors import BangVangError, NotFoundError
from engine.base.text import N_, Text
from engine.bpmn.build.library import Ready
from engine.bpmn.build.specs import End, EndJoin, TokenJoin, UserTask
from engine.bpmn.check.decisive import lost_steps
from engine.bpmn.keep.running import Running
from engine.bpmn.migration.checks import problems
from engine.bpmn.migration.counterparts import Counterparts
from engine.bpmn.migration.refusal import MigrationRefusedError
from engine.bpmn.migration.transfer import Transferred, transfer
from engine.bpmn.run import open_work as rows
from engine.bpmn.run.live import Indexed, LiveWorkflow
from engine.bpmn.run.outside import hand_over, is_outside
from engine.bpmn.run.paths import starving_joins
from engine.bpmn.token.token import Token
from engine.history import Entry
from engine.history.kinds.elements import ElementCancelled, TokenMapped
from engine.model import Release
from engine.store import instances, states, tasks, waiting


@dataclass(frozen=True)
class Fitness:
    """Whether an instance could go over: what stands in the way, and what to know where nothing does."""

    problems: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        """Tell whether nothing stands in the way."""
        return not self.problems


def fitness(run: Running, ready: Ready, by_hand: Mapping[str, str]) -> Fitness:
    """Try the move on a live instance that is thrown away after; nothing is written."""
    try:
        done = _exchange(run, ready, by_hand)
    except MigrationRefusedError as refused:
        return Fitness(problems=refused.problems)
    return Fitness(notes=done.notes)


def migrate(run: Running, release: Release, ready: Ready, by_hand: Mapping[str, str]) -> list[Text]:
    """Move a running instance to another release under its lock; return what to know of it.

    Raises MigrationRefusedError; the transaction is then to be rolled back.
    """
    done = _exchange(run, ready, by_hand)
    run.performer.ready = ready
    run.instance.release_id = release.id
    _free_forgotten(run)
    states.move_elements(run.session, run.instance.id, [_row(task) for task in done.moved])
    instances.rename_incidents(run.session, run.instance.id, {task.id: task.drawn.id for task, _ in done.renamed})
    for task, before in done.renamed:
        element = task.drawn
        run.note(Entry(TokenMapped(before), run.performer.by, element.id, element.name or element.id, task.id))
    for task, element in done.dropped:
        run.note(Entry(ElementCancelled(), run.performer.by, element.id, element.name or element.id, task.id))
    for task in [*done.waits_anew, *(task for task, _ in done.dropped)]:
        waiting.forget(run.session, task.id)
    for task in _waiting_tasks(run.live):
        _renew_task(run, task)
    _renew_work(run)
    _wake(run)
    return done.notes


def _exchange(run: Running, ready: Ready, by_hand: Mapping[str, str]) -> Transferred:
    try:
        new = ready.definition(run.instance.process_id)
    except NotFoundError as error:
        raise MigrationRefusedError([error.text]) from None
    old = run.performer.ready.definition(run.instance.process_id)
    counterparts = Counterparts(old, new, by_hand)
    found = problems(run.live, counterparts) or lost_steps(old, new, by_hand, _standing(run.live, counterparts))
    if found:
        raise MigrationRefusedError(found)
    starving = {(key, counterparts.target(join)) for key, join in _starving(run.live)}
    done = transfer(run.live, counterparts)
    _require_tasks(run)
    for _, join in sorted(_starving(run.live) - starving, key=str):
        text = N_("In the new version “%(name)s” would wait for ever for a branch that this case has not.")
        raise MigrationRefusedError([Text(text, {"name": join})])
    return done


def _standing(live: LiveWorkflow, counterparts: Counterparts) -> dict[str, str]:
    """Map the elements where tokens stand to those of the new release."""
    tokens = (task.element for workflow in _open(live) for task in workflow.unfinished.values())
    return {element.id: counterparts.target(element.id) for element in tokens if element is not None}


def _starving(live: LiveWorkflow) -> set[tuple[UUID | None, str]]:
    return {(w.parent_task_id, join) for w in _open(live) for join, _ in starving_joins(w)}


def _waiting_tasks(live: LiveWorkflow) -> list[Token]:
    found = (t for w in _open(live) for t in w.unfinished.values())
    return [t for t in found if isinstance(t.task_spec, UserTask) and t.state == TaskState.READY]


def _require_tasks(run: Running) -> None:
    """Refuse where the new release cannot say whom an open task is offered to."""
    for task in _waiting_tasks(run.live):
        try:
            rows.offer(run.performer, task)
        except BangVangError as error:
            values = {"name": task.drawn.name or task.drawn.id, "reason": error.text}
            text = Text(N_("“%(name)s” cannot stand in the new version: %(reason)s"), values)
            raise MigrationRefusedError([text]) from None


def _free_forgotten(run: Running) -> None:
    """Let the rows of finished tokens that are not in memory name no spec that is gone: some may be read back later."""
    for container_id, spec in states.specs_of(run.session, run.instance.id):
        workflow = run.live if container_id is None else run.live.subprocesses.get(container_id)
        if workflow is not None and spec not in workflow.spec.task_specs:
            states.replace_spec(run.session, run.instance.id, container_id, spec, workflow.spec.start.name)


def _row(task: Token) -> dict[str, object]:
    return {
        "row_id": task.id,
        "spec": task.task_spec.name,
        "element_id": None if task.element is None else task.element.id,
        "parent_id": task.parent_id,
        "container_id": task.workflow.parent_task_id,
        "number": task.ord,
    }


def _renew_task(run: Running, task: Token) -> None:
    """Offer an open task as the new release says; who holds it keeps it, and its deadline stays."""
    row, principals = rows.offer(run.performer, task)
    kept = ("release_id", "element_id", "name", "name_en", "form_id", "properties")
    tasks.renew(run.session, task.id, {name: row[name] for name in kept}, principals)


def _renew_work(run: Running) -> None:
    """Let workers call the actions that the new release names, with its inputs; a call being made is left alone."""
    for workflow in _open(run.live):
        for task in workflow.unfinished.values():
            job = waiting.work_of(run.session, task.id) if task.internal_data.get("outside") else None
            if job is not None and job.owner is None and is_outside(task):
                job.name = task.drawn.action
                hand_over(run.session, run.instance, task)


def _open(live: LiveWorkflow) -> list[Indexed]:
    return [w for w in (live, *live.subprocesses.values()) if not w.completed]


def _wake(run: Running) -> None:
    """Let joins look again: what they wait for may be another."""
    for workflow in _open(run.live):
        for task in list(workflow.unfinished.values()):
            if isinstance(task.task_spec, TokenJoin | EndJoin | End) and task.state == TaskState.WAITING:
                run.live.enter(task)
    run.go_on()
