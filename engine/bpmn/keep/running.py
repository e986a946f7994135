"""One command's work on one instance: lock, take the live instance, run, write what changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from SpiffWorkflow.util.task import TaskState
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import NoLongerOpenError, SuspendedError
from engine.base.failpoints import reach
from engine.bpmn.build.library import Ready, ready_release
from engine.bpmn.build.specs import SubProcess, event_of
from engine.bpmn.build.starting import beginning_at, ordinary_beginning
from engine.bpmn.keep import cache, snapshot
from engine.bpmn.run.live import LiveWorkflow
from engine.bpmn.run.narration import narrate
from engine.bpmn.run.open_work import follow
from engine.bpmn.run.performer import Performer
from engine.bpmn.token.scope import Scope
from engine.bpmn.token.token import Token
from engine.history import Entry, append
from engine.history.kinds.instances import InstanceCompleted
from engine.model import InstanceState
from engine.store import instances, waiting
from engine.store.fast import LockedInstance, add_instance, change_instance, move_instance, values_of
from engine.store.retention import removal_date


class Running:
    """A live instance under its lock, with the means to move it."""

    def __init__(self, session: Session, instance: LockedInstance, ready: Ready, live: LiveWorkflow, by: Actor) -> None:
        self.session = session
        self.instance = instance
        self.read_version, self.read_release = instance.version, instance.release_id
        self.live = live
        self.performer = Performer(session, instance, ready, by)
        self.live.journal = self.performer.journal
        self.live.host = self.performer

    def note(self, entry: Entry) -> None:
        """Add an event at this point of the story."""
        self.performer.journal.append(entry)

    def task(self, task_id: UUID) -> Token:
        """Return a task by id; raises NoLongerOpenError where there is none, or none that is not long finished."""
        found = self.live.all_tasks.get(task_id)
        if found is None:
            raise NoLongerOpenError
        return found

    def has_finished(self, task_id: UUID) -> bool:
        """Tell whether a task of this instance is completed or cancelled; those let go of have finished."""
        task = self.live.all_tasks.get(task_id)
        return task is None or task.has_state(TaskState.FINISHED_MASK)

    def advance(self) -> None:
        """Run until only people, time or messages can move the instance."""
        self.live.advance()

    def go_on(self) -> None:
        """Run as `advance` does, but leave a suspended instance standing until it is resumed."""
        if self.instance.suspended_at is None:
            self.advance()
        else:
            self.live.queue.clear()

    def wake(self) -> None:
        """Run what stood still during a suspension; what has failed or has a job of its own is left to those."""
        busy = {i.element_instance_id for i in instances.open_incidents(self.session, self.instance.id)}
        busy |= {j.element_instance_id for j in waiting.jobs_of(self.session, self.instance.id)}
        for workflow in (self.live, *self.live.subprocesses.values()):
            still = (t for t in workflow.unfinished.values() if t.state == TaskState.READY and t.id not in busy)
            self.live.queue.extend(t for t in still if not t.task_spec.manual and t not in self.live.queue)
        self.advance()

    def retry(self, task: Token) -> None:
        """Let a token try again where it failed: to run, to arrive, or to see whether a condition holds."""
        task.note(troubled=False)
        if task.state == TaskState.READY and not task.task_spec.manual:
            self.live.queue.append(task)
            self.wake()  # where a command ran too far, others stand still as well
        elif task.state == TaskState.FUTURE or task.element is None:  # an end that waits for its ad-hoc sub-process
            self.live.enter(task)
        elif task.internal_data.get("uncounted"):
            self.live.count_again(task)
        elif not (isinstance(task.task_spec, SubProcess) and task.task_spec.try_again(task)):
            self.live.watch(task)
        self.advance()

    def fire(self, element_id: str, payload: Mapping[str, object]) -> None:
        """Let the event happen that the instance was begun for, at an element that waits for it."""
        for task in list(self.live.unfinished.values()):
            if task.element is not None and task.element.id == element_id and task.state == TaskState.WAITING:
                event_of(task).fire(task, payload)
        self.advance()

    def finish(self) -> None:
        """Write what changed: rows that wait, history, state."""
        reach("instance.ran")
        changed = list(self.live.dirty.values())
        if self.live.completed and self.instance.state == InstanceState.ACTIVE:
            self._end(InstanceState.COMPLETED)
        reach("write.waiting")
        follow(self.performer, changed)
        if self.instance.suspended_at is not None:
            self.session.flush()
            waiting.hold_instance(self.session, self.instance.id, held=True)
        entries = list(narrate(self.performer.journal))
        reach("write.events")
        append(self.session, self.instance, entries)
        self.performer.journal.clear()
        self.instance.version += 1
        self.instance.last_number = self.live.number
        reach("write.instance")
        change_instance(self.session, self.instance, self.read_version)
        if self.read_release != self.instance.release_id:
            move_instance(self.session, self.instance)
        reach("write.state")
        snapshot.save(self.session, self.instance, self.live)
        reach("write.done")

    def cancel(self) -> None:
        """Cancel the whole instance."""
        self.live.cancel_all()
        self._end(InstanceState.CANCELLED)

    def _end(self, state: InstanceState) -> None:
        self.instance.state = state
        self.instance.ended_at = clock.now()
        self.instance.suspended_at = None
        self.instance.removal_at = removal_date(self.session, self.instance.procedure, self.instance.ended_at)
        waiting.forget_instance(self.session, self.instance.id)
        instances.close_incidents(self.session, self.instance.id, self.instance.ended_at)
        if state is InstanceState.COMPLETED:
            self.note(Entry(InstanceCompleted(), SYSTEM))


@contextmanager
def running(session: Session, instance_id: UUID, by: Actor, *, even_suspended: bool = False) -> Iterator[Running]:
    """Work on an instance under its lock; what changed is written at the end.

    The caller owns the transaction. An error leaves nothing behind: the live instance was taken out of the cache and is
    put back only after the commit. Raises NotFoundError, and SuspendedError unless the work may be done on a suspended
    instance.
    """
    instance = instances.lock_instance(session, instance_id)
    with with_locked(session, instance, by, even_suspended=even_suspended) as run:
        yield run


@contextmanager
def with_locked(
    session: Session, instance: LockedInstance, by: Actor, *, even_suspended: bool = False
) -> Iterator[Running]:
    """Work on an instance that is locked already, as `running` does."""
    reach("instance.locked")
    if instance.suspended_at is not None and not even_suspended:
        raise SuspendedError(instance.suspended_reason)
    ready = ready_release(session, instance.release_id)
    live = cache.take(session, instance)
    if live is None:
        live = snapshot.load(session, instance, ready.definition(instance.process_id))
    reach("instance.loaded")
    run = Running(session, instance, ready, live, by)
    yield run
    run.finish()
    cache.put_after_commit(session, instance, live)


def looking(session: Session, instance_id: UUID) -> Running:
    """Return an instance as it stands, read without a lock: to be looked at, tried on, and thrown away."""
    instance = values_of(instances.find_instance(session, instance_id))
    ready = ready_release(session, instance.release_id)
    live = snapshot.load(session, instance, ready.definition(instance.process_id))
    return Running(session, instance, ready, live, SYSTEM)


@contextmanager
def beginning(
    session: Session, instance: LockedInstance, by: Actor, variables: Mapping[str, object], *, started_at: str = ""
) -> Iterator[Running]:
    """Work on an instance that is just being made; its row is written and the first token is in after the block.

    `started_at` is the element whose event starts it, with what the event brings in `variables`.
    """
    add_instance(session, instance)
    ready = ready_release(session, instance.release_id)
    definition = ready.definition(instance.process_id)
    scope = Scope(instance.id)
    scope.touch()
    live = LiveWorkflow(definition.spec, definition.inner, scope)
    run = Running(session, instance, ready, live, by)
    yield run
    begins = beginning_at(definition, started_at) if started_at else ordinary_beginning(definition, live.root_scope)
    live.begin(begins.spec)
    run.advance()
    if begins.fired:
        run.fire(begins.fired, variables)
    run.finish()
    cache.put_after_commit(session, instance, live)
