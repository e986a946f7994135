"""Events as sentences: who did what when, for a time line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from engine.base.actor import COMMAND_LINE, SYSTEM
from engine.history import approver_of, fact_of
from engine.history.kinds.tasks import TaskCompleted
from engine.model import Event, UserTask
from web.parts.answers import Answer, AnswerReader
from web.parts.sentences import Sentence, sentence_of
from workflows.registers.organisation.called import words_for


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
    """Names by instance: of its process, of its elements where the page is not Vietnamese, and its title."""

    processes: Mapping[UUID, str]
    elements: Mapping[UUID, Mapping[str, str]]
    titles: Mapping[UUID, str]


class Narrator:
    """Tells events in words; `names` are those of processes and elements, `tasks` find the form of an answer."""

    def __init__(self, reader: AnswerReader, names: Names, tasks: Iterable[UserTask]) -> None:
        self.reader = reader
        self.processes = names.processes
        self.elements = names.elements
        self.titles = names.titles
        self.tasks = {task.id: task for task in tasks}

    def tell(self, event: Event) -> Moment:
        """Return one event as a moment."""
        answers = self.answers(event)
        chosen = next((answer.value for answer in answers if answer.is_choice), "")
        said = next((answer.value for answer in answers if answer.is_prose), "")
        sentence = sentence_of(fact_of(event))
        what = self._what(event, sentence)
        return Moment(
            at=event.at,
            who=who(event),
            what=f"{what}: {chosen}" if chosen else what,
            for_whom=event.on_behalf_of or "",
            quote=said or sentence.quote,
            tone=sentence.tone or ("quiet" if event.actor_id == SYSTEM.id else ""),
        )

    def _what(self, event: Event, sentence: Sentence) -> str:
        """Return what happened, in words."""
        element = self.elements.get(event.instance_id, {}).get(event.element_id) or event.element_name
        title = self.titles.get(event.instance_id, "")
        named = {"element": element, "process": self.processes.get(event.instance_id, "")}
        places: dict[str, object] = {name: words_for(title, text) for name, text in named.items()}
        return str(_(sentence.words) % (places | sentence.values))

    def answers(self, event: Event) -> list[Answer]:
        """Return the answers a completed task was given."""
        task = self.tasks.get(event.element_instance_id) if event.element_instance_id else None
        fact = fact_of(event)
        if task is None or not isinstance(fact, TaskCompleted):
            return []
        return self.reader.read(task, fact.answers)


def who(event: Event) -> str:
    """Return who acted, and who approved it; the system is named in the language of the page."""
    if event.actor_id == SYSTEM.id:
        return _("The system (command line)") if event.actor_name == COMMAND_LINE.name else _("The system")
    second = approver_of(event)
    return _("%(name)s, approved by %(second)s", name=event.actor_name, second=second) if second else event.actor_name


def told(history: Iterable[Event]) -> list[Event]:
    """Return the events a short time line tells, the newest first."""
    return [event for event in history if sentence_of(fact_of(event)).is_told][::-1]
