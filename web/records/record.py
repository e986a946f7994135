"""The whole record of a case: every event, decision, answer and the state of its chains."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.history import Verification, fact_of, verify
from engine.history.kinds.elements import AppliedRule, DecisionEvaluated
from engine.history.kinds.tasks import ContentFrozen, TaskCompleted
from engine.model import Event, Instance
from web.parts.answers import Answer
from web.parts.case import state_words
from web.parts.history import CaseHistory, history_of
from web.parts.moments import Moment
from web.records.changes import Change, changes_of
from workflows.registers.frozen.digest import short

#: Annotation columns that say a rule in words, the best first.
SAYING = ("Giải thích", "Explanation", "description")


@dataclass(frozen=True)
class FiredRule:
    """A rule of a decision table that applied: what it says in words, what it came to, and its sources."""

    decision: str
    number: int
    rule: str
    words: str
    result: str
    notes: list[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One event as an auditor reads it."""

    event: Event
    moment: Moment
    process: str
    answers: list[Answer]
    changes: list[Change]
    rules: list[FiredRule]

    @property
    def content(self) -> str:
        """Return the beginning of the digest of what was acted on, where the event names it."""
        fact = fact_of(self.event)
        return short(fact.content) if isinstance(fact, TaskCompleted | ContentFrozen) else ""

    @property
    def is_quiet(self) -> bool:
        """Tell whether only the system moved."""
        return self.moment.tone == "quiet"

    @property
    def has_more(self) -> bool:
        """Tell whether there is more than the sentence says."""
        return bool(self.answers or self.changes or self.rules)


@dataclass(frozen=True)
class Chain:
    """An instance and whether its chain of events holds."""

    instance: Instance
    process: str
    state: str
    tone: str
    proof: Verification


@dataclass(frozen=True)
class Record:
    """The record of one case."""

    code: str
    title: str
    history: CaseHistory
    chains: list[Chain]
    lines: list[Line]

    @property
    def is_sound(self) -> bool:
        """Tell whether every chain holds."""
        return all(chain.proof.ok for chain in self.chains)

    @property
    def erased(self) -> int:
        """Return how many events' data are erased, each told by an event."""
        return sum(chain.proof.erased for chain in self.chains)


@dataclass(frozen=True)
class Steps:
    """One instance to be walked through, event by event."""

    chain: Chain
    lines: list[Line]


def find_record(session: Session, code: str) -> Record:
    """Return the record of a business key.

    Raises NotFoundError when nothing ever ran under it.
    """
    history = history_of(session, code)
    if not history.instances:
        raise NotFoundError
    changes = changes_of(session, [instance.id for instance in history.instances])
    lines = [_line(history, event, changes.get((event.instance_id, event.seq), [])) for event in history.events]
    title = history.instances[0].title or code
    return Record(code, title, history, [_chain(session, history, one) for one in history.instances], lines)


def read_steps(record: Record, instance: Instance) -> Steps:
    """Return one instance of a record for the walk through its events.

    Raises NotFoundError for an instance of another case.
    """
    chain = next((chain for chain in record.chains if chain.instance.id == instance.id), None)
    if chain is None:
        raise NotFoundError
    return Steps(chain, [line for line in record.lines if line.event.instance_id == instance.id])


def _chain(session: Session, history: CaseHistory, instance: Instance) -> Chain:
    state, tone = state_words(instance)
    return Chain(instance, history.narrator.processes[instance.id], state, tone, verify(session, instance.id))


def _line(history: CaseHistory, event: Event, changes: list[Change]) -> Line:
    fact = fact_of(event)
    return Line(
        event=event,
        moment=history.narrator.tell(event),
        process=history.narrator.processes.get(event.instance_id, ""),
        answers=history.narrator.answers(event),
        changes=changes,
        rules=[_rule(rule) for rule in fact.rules] if isinstance(fact, DecisionEvaluated) else [],
    )


def _rule(rule: AppliedRule) -> FiredRule:
    notes = {name: str(value) for name, value in rule["annotations"].items() if value}
    words = next((notes.pop(name) for name in SAYING if name in notes), "")
    notes.pop("description", None)  # says the same again, with the source
    return FiredRule(
        decision=rule["decision"],
        number=rule["number"],
        rule=rule["rule"],
        words=words,
        result=str(rule["result"] or ""),
        notes=list(notes.items()),
    )
