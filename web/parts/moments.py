"""Events as sentences: who did what when, for a time line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from engine.base.actor import COMMAND_LINE, SYSTEM
from engine.base.text import N_
from engine.model import Event, UserTask
from engine.ports.acts import all_kinds
from web.layout.times import show_date
from web.parts.answers import Answer, AnswerReader
from workflows.procedures.bloc_year.pace.missing import GO_ON

# What people did and what decided the way; entering and leaving of elements is for the full record.
TOLD = frozenset(
    {
        "instance_started",
        "instance_completed",
        "instance_cancelled",
        "instance_suspended",
        "instance_resumed",
        "instance_migrated",
        "tokens_moved",
        "hold_placed",
        "hold_lifted",
        "data_erased",
        "variables_set",
        "task_assigned",
        "task_delegated",
        "task_accepted",
        "task_declined",
        "task_resolved",
        "task_taken_back",
        "task_commented",
        "task_completed",
        "decision_evaluated",
        "message_sent",
        "incident_raised",
        "content_frozen",
        "content_opened",
        "act_proposed",
        "act_approved",
        "act_rejected",
        "act_withdrawn",
        "act_expired",
        "act_failed",
    }
)
WORDS: Mapping[str, str] = {
    "instance_started": N_("started “%(process)s”"),
    "instance_completed": N_("ended “%(process)s”"),
    "instance_cancelled": N_("cancelled “%(process)s”"),
    "instance_suspended": N_("suspended “%(process)s”"),
    "instance_resumed": N_("resumed “%(process)s”"),
    "instance_migrated": N_("moved “%(process)s” to another version"),
    "token_mapped": N_("stands at “%(element)s” of the new version"),
    "tokens_moved": N_("moved “%(process)s” to another step by hand"),
    "variables_set": N_("put variables of “%(process)s” right by hand"),
    "hold_placed": N_("ordered that the case be kept"),
    "hold_lifted": N_("lifted the order to keep the case"),
    "data_erased": N_("erased the data of earlier events"),
    "task_opened": N_("opened the task “%(element)s”"),
    "task_claimed": N_("took the task “%(element)s”"),
    "task_released": N_("gave back the task “%(element)s”"),
    "task_assigned": N_("gave the task “%(element)s” to %(to)s"),
    "task_delegated": N_("asked %(to)s to prepare “%(element)s”"),
    "task_accepted": N_("accepted to prepare “%(element)s”"),
    "task_declined": N_("declined to prepare “%(element)s” for %(to)s"),
    "task_taken_back": N_("took “%(element)s” back"),
    "task_resolved": N_("handed “%(element)s” back to %(to)s"),
    "task_prioritised": N_("changed the priority of “%(element)s”"),
    "task_postponed": N_("put off “%(element)s”"),
    "task_commented": N_("wrote about “%(element)s”"),
    "task_completed": N_("completed “%(element)s”"),
    "task_cancelled": N_("withdrew the task “%(element)s”"),
    "element_entered": N_("reached “%(element)s”"),
    "element_completed": N_("passed “%(element)s”"),
    "element_merged": N_("joined the other branches at “%(element)s”"),
    "element_cancelled": N_("left “%(element)s” undone"),
    "decision_evaluated": N_("decided “%(element)s” by its rules"),
    "action_called": N_("carried out “%(element)s”"),
    "timer_fired": N_("the deadline “%(element)s” came"),
    "job_failed": N_("failed at “%(element)s”, to be tried again"),
    "message_sent": N_("sent a message at “%(element)s”"),
    "message_received": N_("received a message at “%(element)s”"),
    "incident_raised": N_("met a problem at “%(element)s”"),
    "signal_sent": N_("sent a signal at “%(element)s”"),
    "signal_received": N_("received a signal at “%(element)s”"),
    "error_thrown": N_("met an error at “%(element)s”"),
    "error_uncaught": N_("found no way on from the error at “%(element)s”"),
    "escalation_thrown": N_("escalated at “%(element)s”"),
    "incident_retried": N_("tried “%(element)s” again"),
    "content_frozen": N_("handed over the content %(content)s, round %(round)s"),
    "content_opened": N_("opened the content for an hour"),
    "act_proposed": N_("proposed to a second person: %(act)s"),
    "act_approved": N_("approved, and it was done: %(act)s"),
    "act_rejected": N_("rejected the proposal: %(act)s"),
    "act_withdrawn": N_("took back the proposal: %(act)s"),
    "act_expired": N_("let the proposal lapse: %(act)s"),
    "act_failed": N_("approved, but it could not be done: %(act)s"),
}
WORDS_MORE: Mapping[tuple[str, str], str] = {
    ("task_delegated", "until"): N_("asked %(to)s to prepare “%(element)s” until %(until)s"),
    ("task_accepted", "until"): N_("accepted to prepare “%(element)s” until %(until)s"),
    ("task_resolved", "accepted"): N_("accepted “%(element)s” and handed it back to %(to)s"),
}
"""The words of an event that says one thing more; not every event of its kind does."""
TONES: Mapping[str, str] = {
    "instance_cancelled": "back",
    "instance_suspended": "back",
    "incident_raised": "back",
    "instance_completed": "good",
    "act_failed": "back",
    "act_rejected": "back",
}


@dataclass(frozen=True)
class Moment:
    """One line of a time line."""

    at: datetime
    who: str
    what: str
    for_whom: str = ""
    quote: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Names:
    """Names by instance: of its process, and of its elements where the page is not Vietnamese."""

    processes: Mapping[UUID, str]
    elements: Mapping[UUID, Mapping[str, str]]


def _own_words(event: Event) -> str:
    """Return what somebody wrote with what they did, or what the process took for granted."""
    data = event.data or {}
    if data.get("took_as_false"):
        return _("%(conditions)s came to null and counted as false", conditions="; ".join(data["took_as_false"]))
    if str(data.get("message", "")).startswith(GO_ON):
        # Said to all members; what other messages carry is not for everybody who sees a case.
        return "{by}: {reason}".format_map(data["payload"])
    return str(next((data[name] for name in ("reason", "note", "text") if data.get(name)), ""))


class Narrator:
    """Tells events in words; `names` are those of processes and elements, `tasks` find the form of an answer."""

    def __init__(self, reader: AnswerReader, names: Names, tasks: Iterable[UserTask]) -> None:
        self.reader = reader
        self.processes = names.processes
        self.elements = names.elements
        self.tasks = {task.id: task for task in tasks}

    def tell(self, event: Event) -> Moment:
        """Return one event as a moment."""
        answers = self.answers(event)
        chosen = next((answer.value for answer in answers if answer.is_choice), "")
        said = next((answer.value for answer in answers if answer.is_prose), "")
        what = self.what(event)
        return Moment(
            at=event.at,
            who=who(event),
            what=f"{what}: {chosen}" if chosen else what,
            for_whom=event.on_behalf_of or "",
            quote=said or _own_words(event),
            tone=TONES.get(event.kind, "quiet" if event.actor_id == SYSTEM.id else ""),
        )

    def what(self, event: Event) -> str:
        """Return what happened, in words."""
        words = _words(event)
        if words is None:
            return event.kind
        element = self.elements.get(event.instance_id, {}).get(event.element_id) or event.element_name
        process, to = self.processes.get(event.instance_id, ""), (event.data or {}).get("to") or ""
        said = {"element": element, "process": process, "to": to, "act": _act(event), "until": _day(event)}
        return _(words) % (said | _content(event))

    def answers(self, event: Event) -> list[Answer]:
        """Return the answers a completed task was given."""
        task = self.tasks.get(event.element_instance_id) if event.element_instance_id else None
        given: Any = (event.data or {}).get("answers")
        if task is None or not isinstance(given, Mapping):
            return []
        return self.reader.read(task.release_id, task.form_id, given)


def _words(event: Event) -> str | None:
    data = event.data or {}
    more = (words for (kind, name), words in WORDS_MORE.items() if kind == event.kind and data.get(name))
    return next(more, None) or WORDS.get(event.kind)


def _day(event: Event) -> str:
    until = (event.data or {}).get("until")
    return show_date(until) if isinstance(until, datetime) else ""


def _content(event: Event) -> dict[str, Any]:
    """Return the beginning of the digest an event names, and the round it belongs to."""
    data = event.data or {}
    return {"content": str(data.get("content", ""))[:12], "round": data.get("round", "")}


def _act(event: Event) -> str:
    """Return what an act that needs two people is called."""
    kind = str((event.data or {}).get("kind", ""))
    return next((_(one.title) for one in all_kinds() if one.name == kind), kind)


def who(event: Event) -> str:
    """Return who acted, and who approved it; the system is named in the language of the page."""
    if event.actor_id == SYSTEM.id:
        return _("The system (command line)") if event.actor_name == COMMAND_LINE.name else _("The system")
    second = (event.data or {}).get("approved_by")
    return _("%(name)s, approved by %(second)s", name=event.actor_name, second=second) if second else event.actor_name


def told(history: Iterable[Event]) -> list[Event]:
    """Return the events a short time line tells, the newest first."""
    return [event for event in history if event.kind in TOLD][::-1]
