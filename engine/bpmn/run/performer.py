"""Does for a running instance what lies outside of it: actions, decisions, messages, timers, incidents, history."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from SpiffWorkflow.util.task import TaskState
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import BangVangError, BusinessError
from engine.base.logs import get_logger
from engine.base.text import N_, Text
from engine.bpmn.build.library import Ready
from engine.bpmn.build.specs import WorkTask
from engine.bpmn.build.specs.raising import raise_outward
from engine.bpmn.build.specs.throws import payload_of
from engine.bpmn.read.cycles import Due, due_of, next_due
from engine.bpmn.read.element import Element
from engine.bpmn.read.element import Message as DrawnMessage
from engine.bpmn.read.kinds import ElementKind, EventKind, TimerKind
from engine.bpmn.read.timing import first_due
from engine.bpmn.run.narration import Journal
from engine.bpmn.run.outside import hand_over, is_outside
from engine.bpmn.token.token import Token
from engine.history import Entry, Happened
from engine.history.kinds.elements import (
    ActionCalled,
    AppliedRule,
    DecisionEvaluated,
    ErrorThrown,
    ErrorUncaught,
    EscalationThrown,
    IncidentRaised,
    MessageSent,
    SignalSent,
)
from engine.model import Incident, Message, new_id
from engine.ports.actions import ActionCall, registry
from engine.store.fast import LockedInstance
from engine.store.waiting import throw_signal

log = get_logger()
MESSAGE_LIFE = timedelta(days=366)
SIGNAL_LIFE = timedelta(days=1)
TECHNICAL = "\0technical"
"""No diagram can name this code, so only an event that names none catches it."""


class RunError(BangVangError):
    """An element could not do what it is drawn to do."""

    of_model = frozenset({"name", "code", "kind"})


class UncaughtError(RunError):
    """An error end event threw what nothing catches."""


class Performer:
    """The host of one live instance for the time of one command; see `engine.bpmn.run.live.Host`."""

    def __init__(self, session: Session, instance: LockedInstance, ready: Ready, by: Actor) -> None:
        self.session = session
        self.instance = instance
        self.ready = ready
        self.by = by
        self.journal: Journal = []
        self.troubled: set[UUID] = set()  # the tasks that this command kept an incident for

    def record(self, fact: Happened, task: Token) -> None:
        """Note what the system did at a task, at its place between the state changes."""
        element = task.element
        name = "" if element is None else element.name or element.id
        self.journal.append(Entry(fact, SYSTEM, "" if element is None else element.id, name, task.id))

    def attempt(self, task: Token) -> None:
        """Run an automatic task; where it fails, undo what it did and keep an incident."""
        try:
            if isinstance(task.task_spec, WorkTask):
                if is_outside(task):
                    hand_over(self.session, self.instance, task)
                    return
                with self.session.begin_nested():
                    task.task_spec.work(task)
            else:
                task.task_spec.work(task)
            if task.state == TaskState.READY:  # not interrupted by what it did, and not undoing anything first
                task.complete()
        except (DBAPIError, StaleDataError):
            raise
        except BangVangError as error:
            self.fail(task, error)
        except Exception as error:
            log.exception("action failed", instance=str(self.instance.id), element=task.task_spec.name)
            self.fail(task, RunError(Text(N_("Unexpected error: %(kind)s"), {"kind": type(error).__name__})))

    def fail(self, task: Token, error: BangVangError) -> None:
        """Hand what went wrong in an activity to who catches it, or keep an incident for the task."""
        if not self.catch(task, error):
            self.keep_incident(task, error)

    def catch(self, task: Token, error: BangVangError) -> bool:
        """Hand what went wrong in an activity to an error event; return whether one catches it.

        A business error (BusinessError) is caught by its code; any other only by an event that names no code.
        """
        if task.element is None or not task.element.is_activity or task.has_state(TaskState.FINISHED_MASK):
            return False
        code, payload = (error.code, error.variables) if isinstance(error, BusinessError) else (TECHNICAL, {})
        if raise_outward(task, "error", code, payload) is None:
            return False
        self.note_error(task, "" if code == TECHNICAL else code, str(error.text))
        return True

    def keep_incident(self, task: Token, error: BangVangError) -> None:
        """Keep an incident for a task that could not be entered or run, and mark the task with it."""
        task.note(troubled=True)
        self.troubled.add(task.id)
        element_id = task.element.id if task.element else task.task_spec.name
        self.session.add(
            Incident(
                id=new_id(),
                root_id=self.instance.root_id,
                instance_id=self.instance.id,
                element_instance_id=task.id,
                element_id=element_id,
                message=error.text.as_failure(error.of_model),
                created_at=clock.now(),
            )
        )
        self.record(IncidentRaised(str(error.text)), task)

    def work(self, task: Token, element: Element) -> Mapping[str, object]:
        """Do a service, script or business rule task."""
        if element.kind == ElementKind.SCRIPT_TASK or element.script is not None:
            value = None if element.script is None else element.script.evaluate(task.data)
            if element.result_variable:
                return {element.result_variable: value}
            return value if isinstance(value, Mapping) else {}
        if element.decision_id:
            return self._decide(task, element)
        return self._act(task, element, element.action)

    def _decide(self, task: Token, element: Element) -> Mapping[str, object]:
        result = self.ready.model_with(element.decision_id).evaluate(element.decision_id, task.data)
        rules: list[AppliedRule] = [
            {
                "decision": r.decision_id,
                "rule": r.rule_id,
                "number": r.index,
                "result": r.result,
                "annotations": dict(r.annotations),
            }
            for r in result.rules
        ]
        self.record(DecisionEvaluated(element.decision_id, result.value, rules), task)
        return {element.result_variable: result.value} if element.result_variable else {}

    def _act(self, task: Token, element: Element, name: str) -> Mapping[str, object]:
        values: Mapping[str, object] = task.data.local if element.inputs else task.data
        result = registry.find(name).run(self._call(task, element), values)
        self.record(ActionCalled(name), task)
        return result

    def listen(self, task: Token, element: Element, name: str, answers: Mapping[str, object]) -> dict[str, object]:
        """Call a task listener with the answers; what it returns goes on to the process in their place."""
        values = {**(task.data.local if element.inputs else {}), "answers": dict(answers)}
        return registry.find(name).run(self._call(task, element), values)

    def _call(self, task: Token, element: Element) -> ActionCall:
        return ActionCall(self.session, self.instance.id, self.instance.business_key, element.id, self.by, task.data)

    def send(self, task: Token, element: Element) -> None:
        """Put a thrown message on its way; the worker delivers it in a transaction of its own."""
        if element.message is None:
            raise RunError(Text(N_("“%(name)s” names no message."), {"name": element.name or element.id}))
        self.send_message(task, element.message)

    def send_message(self, task: Token, drawn: DrawnMessage) -> None:
        """Put a message on its way, with the variables that the task's input mappings made."""
        name, key = drawn.name, self._key(task, drawn)
        now = clock.now()
        message = Message(
            id=new_id(),
            root_id=self.instance.root_id,
            name=name,
            correlation_key=key,
            payload=payload_of(task),
            sent_by=self.by.id,
            created_at=now,
            expires_at=now + MESSAGE_LIFE,
        )
        self.session.add(message)
        self.record(MessageSent(name, key), task)

    def send_signal(self, task: Token, name: str, payload: Mapping[str, object]) -> None:
        """Put a signal on its way to all outside of the instance that wait for it when the worker delivers it."""
        now = clock.now()
        signal = Message(
            id=new_id(),
            root_id=self.instance.root_id,
            name=name,
            correlation_key="",
            payload=dict(payload),
            sent_by=self.by.id,
            created_at=now,
            expires_at=now + SIGNAL_LIFE,
        )
        throw_signal(self.session, signal, self.instance.id)
        self.record(SignalSent(name), task)

    def note_error(self, task: Token, code: str, reason: str = "") -> None:
        """Record that an error was thrown, by an end event or by a failing activity."""
        self.record(ErrorThrown(code, reason), task)

    def note_escalation(self, task: Token, code: str, *, is_caught: bool) -> None:
        """Record that an escalation was thrown; one that nobody catches has no further effect."""
        self.record(EscalationThrown(code, is_caught), task)

    def refuse_uncaught(self, task: Token, code: str) -> None:
        """Raise the error that nobody catches: it becomes an incident, and the process stands still there."""
        name = (task.element.name or task.element.id) if task.element else ""
        self.record(ErrorUncaught(code), task)
        raise UncaughtError(
            Text(N_("Nothing catches the error “%(code)s” of “%(name)s”."), {"code": code, "name": name})
        )

    def refuse_unfinished(self, task: Token, name: str) -> None:
        """Keep an incident, once, for an ad-hoc sub-process whose completion condition cannot come true any more."""
        if not task.internal_data.get("told"):
            task.note(told=True)
            text = N_("Everything in “%(name)s” was done once, and its completion condition does not hold.")
            self.keep_incident(task, RunError(Text(text, {"name": name})))

    def await_event(self, task: Token, element: Element) -> None:
        """Note on a catching task the message or the instant it waits for."""
        if element.timer is not None and "due" in task.internal_data:
            return  # one of several events goes on as it began
        if element.timer is not None:
            due = first_due(element.timer, task.data, clock.now())
            if due is not None:  # a cycle of no turns is waited for and never comes
                self._note_due(task, due)
        elif element.event == EventKind.MESSAGE or element.kind == ElementKind.RECEIVE_TASK:
            if element.message is None:
                raise RunError(Text(N_("“%(name)s” names no message."), {"name": element.name or element.id}))
            task.note(message=element.message.name, key=self._key(task, element.message))
        elif element.event == EventKind.SIGNAL:
            task.note(signal=element.triggers[0].name)

    def _key(self, task: Token, message: DrawnMessage) -> str:
        value = message.correlation.evaluate(task.data) if message.correlation else ""
        if value is None:
            text = Text(N_("The correlation key of message “%(name)s” is empty."), {"name": message.name})
            raise RunError(text)
        return str(value)

    def _note_due(self, task: Token, due: Due) -> None:
        task.note(**due.state)

    def rearm(self, task: Token, element: Element) -> None:
        """Let a repeating boundary timer wait for its next turn."""
        state = task.internal_data
        if element.timer is None or element.timer.kind != TimerKind.CYCLE:
            return
        due = next_due(due_of(state), state.get("turns", 1))
        if due is not None:
            again = task.parent.add_child(task.task_spec, None)
            again.inherit_scope()
            self._note_due(again, due)
            again.become(TaskState.WAITING)

    def refuse_no_flow(self, element: Element) -> None:
        """Raise the error of a gateway with no way out."""
        text = Text(
            N_("No condition holds at “%(name)s”, and it has no default flow."), {"name": element.name or element.id}
        )
        raise RunError(text)
