"""What clients asked and were told, and whether one order of it all explains what is in the database.

Each client appends a line before it asks and a line when it knows the answer; a line once written survives a SIGKILL.
"""

import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from engine.model import Command, Event, Instance
from engine.store import instances
from engine.store.database import Database

NEVER = 2**63


class Recorder:
    """One client's part of the history."""

    def __init__(self, path: Path) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, op: str, stage: str, **details: Any) -> None:
        """Append a line: `asked`, then `done` or `refused`; `read` for what was seen."""
        line = {"op": op, "stage": stage, "at": time.monotonic_ns(), **details}
        os.write(self.file, json.dumps(line).encode() + b"\n")


@dataclass
class Operation:
    """One operation as its client knows it: when it was asked and answered, and how."""

    name: str
    kind: str
    subject: str
    asked_at: int
    details: dict[str, Any]
    outcome: str = "unknown"
    answered_at: int = NEVER
    seen: list[str] = field(default_factory=list)


def read_history(folder: Path) -> dict[str, Operation]:
    """Return all clients' operations by name."""
    found: dict[str, Operation] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_bytes().splitlines(keepends=True):
            if line.endswith(b"\n"):  # the last line of a killed client may be cut
                _take_line(found, json.loads(line))
    return found


def _take_line(found: dict[str, Operation], line: dict[str, Any]) -> None:
    name = line["op"]
    if line["stage"] == "asked":
        found.setdefault(name, Operation(name, line["kind"], line["subject"], line["at"], line))
        return
    operation = found[name]
    operation.outcome, operation.answered_at = line["stage"], line["at"]
    operation.seen = line.get("seen", [])


class Checker:
    """Compares a history with what the database holds in the end."""

    def __init__(self, database: Database, history: Iterable[Operation]) -> None:
        self.operations = list(history)
        self.by_subject: dict[str, list[Operation]] = defaultdict(list)
        for operation in self.operations:
            self.by_subject[operation.subject].append(operation)
        self.database = database
        self.found: list[str] = []

    def check(self) -> list[str]:
        """Return every contradiction."""
        with self.database.read() as session:
            for subject in self.by_subject:
                made = list(session.scalars(select(Instance).where(Instance.business_key == subject)))
                if len(made) != 1:
                    self.found.append(f"O1 {subject} was started {len(made)} times")
                    continue
                self._check_subject(session, subject, made[0])
            self._check_keys(session)
        return self.found

    def _check_subject(self, session: Any, subject: str, instance: Instance) -> None:
        variables = instances.variables_of(session, instance.id)
        tokens, pokes = variables.get("tokens") or [], variables.get("pokes") or []
        query = select(Event.data).where(Event.instance_id == instance.id, Event.kind == "task_completed")
        told = [data["answers"]["token"] for data in session.scalars(query.order_by(Event.seq))]
        if told != tokens:
            self.found.append(f"O2 {subject}: the history tells {told}, the variable {tokens}")
        self._check_once(subject, "add", tokens)
        self._check_once(subject, "poke", pokes)
        self._check_order(subject, tokens)
        self._check_reads(subject, tokens)

    def _check_once(self, subject: str, kind: str, tokens: Sequence[str]) -> None:
        """Each acknowledged operation is there once, each refused one never, each unknown one once at most."""
        counted = Counter(tokens)
        for operation in (o for o in self.by_subject[subject] if o.kind == kind):
            times = counted.pop(operation.name, 0)
            allowed = {"done": (1,), "refused": (0,)}.get(operation.outcome, (0, 1))
            if times not in allowed:
                self.found.append(f"O1 {operation.name} ({operation.outcome}) is there {times} times")
        self.found += [f"O1 {subject} holds {token}, which nobody asked for" for token in counted]

    def _check_order(self, subject: str, tokens: Sequence[str]) -> None:
        """What was answered before another was asked stands before it."""
        known = {o.name: o for o in self.by_subject[subject]}
        latest = 0
        for token in tokens:
            operation = known.get(token)
            if operation is None:
                continue
            if operation.answered_at < latest:
                self.found.append(f"order: {token} was answered before one that stands before it was asked")
            latest = max(latest, operation.asked_at)

    def _check_reads(self, subject: str, tokens: Sequence[str]) -> None:
        """A read saw the beginning of the list: at least what was answered before it, nothing asked after it."""
        known = {o.name: o for o in self.by_subject[subject]}
        for read in (o for o in self.by_subject[subject] if o.kind == "read" and o.outcome == "done"):
            if list(tokens[: len(read.seen)]) != read.seen:
                self.found.append(f"order: {read.name} saw {read.seen}, not the beginning of {tokens}")
            missed = [t for t in tokens[len(read.seen) :] if t in known and known[t].answered_at < read.asked_at]
            early = [t for t in read.seen if t in known and known[t].asked_at > read.answered_at]
            if missed or early:
                self.found.append(f"order: {read.name} missed {missed} and saw {early} too early")

    def _check_keys(self, session: Any) -> None:
        """Every acknowledged operation's key is kept, no refused one's is."""
        kept = set(session.scalars(select(Command.key)))
        for operation in self.operations:
            if operation.kind == "read":
                continue
            if operation.outcome == "done" and operation.name not in kept:
                self.found.append(f"O1 the key of {operation.name} is lost")
            if operation.outcome == "refused" and operation.name in kept:
                self.found.append(f"O2 {operation.name} was refused, and its key is kept")
