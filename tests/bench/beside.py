"""What the usual design writes beside its state: the very rows that the product writes, in the product's tables.

Task rows with whom they are offered to, links of the hash chain, idempotency keys with their answers: the same
columns, indexes and foreign keys, so what is compared is only how an instance is kept. Statement by statement on a
bare connection, written once and bound as the product's are: faster than the usual design is written. How an ordinary
team writes the same is `tests.bench.mapped`.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from engine.history.chain import commit_to, link_hash
from engine.model.task import NEVER
from engine.model.values import encode
from engine.store import answers, events, tasks
from engine.store.fast import Statement, locked
from tests.bench.places import Place

OFFERED = "clerk@A"
KEPT = timedelta(days=30)
KEY = ("actor_id", "key", "name", "request_hash", "answer", "at", "removal_at")
TASK: Mapping[str, Any] = {
    "procedure": "stock",
    "process_id": "p",
    "name_en": "",
    "form_id": "",
    "business_key": "",
    "title": "p",
    "state": "open",
    "priority": 50,
    "due_at": None,
    "follow_up_at": None,
    "attention": False,
    "excluded": [],
    "prepared_by": [],
    "capacity": "",
    "properties": {},
}
CARRIED: Mapping[str, Any] = {"due_at": NEVER, "attention": False}
"""What the row of an offer carries of its task."""


@dataclass
class Chain:
    """Where an instance's chain of events stands."""

    instance: UUID
    release: UUID
    seq: int = 0
    last: str = ""


class Beside:
    """One connection's side writes; the caller begins and commits."""

    def __init__(self, place: Place) -> None:
        self._connection = place.connect()
        self._dialect = "postgresql" if place.name == "postgres" else "sqlite"

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def begin(self) -> None:
        """Begin a transaction."""
        if self._dialect == "sqlite":
            self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Commit it."""
        self._connection.commit()

    def execute(self, text: str, *values: Any) -> Any:
        """Send a statement of the usual design's own; `?` stands for a value."""
        return self._connection.execute(text if self._dialect == "sqlite" else text.replace("?", "%s"), values)

    def run(self, statement: Statement, row: Mapping[str, Any]) -> Any:
        """Send one of the product's statements."""
        prepared = statement.prepared(self._dialect)
        return self._connection.execute(prepared.sql, prepared.bind(row))

    def add_instance(self, chain: Chain) -> None:
        """Write the row of a new instance; its state follows."""
        row: dict[str, Any] = dict.fromkeys(locked.FIELDS)
        row |= {"id": chain.instance, "root_id": chain.instance, "release_id": chain.release, "procedure": "stock"}
        row |= {"process_id": "p", "business_key": "", "title": "p", "state": "active", "version": 1, "last_number": 0}
        row |= {"last_seq": 0, "last_hash": "", "started_at": datetime.now(UTC), "started_by": "clerk"}
        self.run(locked.ADD, row | {"suspended_reason": ""})

    def require_new(self, actor: str, key: str) -> None:
        """Refuse a key that was answered before."""
        if self.run(answers.KNOWN, {"of_actor": actor, "of_key": key}).fetchone():
            msg = "the bench never sends a key twice"
            raise RuntimeError(msg)

    def instance_of(self, task: UUID) -> UUID:
        """Return the instance of a task; refuse one that is not open or not offered."""
        (row,) = self.run(locked.TASK, {"task_id": task}).fetchall()
        found = locked.read_task([locked.TASK.prepared(self._dialect).read(row)])
        if found.state != "open" or OFFERED not in found.principals:
            msg = "the bench completes only what is open and offered"
            raise RuntimeError(msg)
        return found.instance_id

    def complete(self, chain: Chain, task: UUID, name: str, given: Mapping[str, Any], actor: str) -> None:
        """Write that somebody completed a task."""
        done = {"state": "completed", "completed_at": datetime.now(UTC), "completed_by": actor}
        done |= {"completed_by_name": "Lê Thị Thư ký", "completed_for": None}
        self.run(locked.COMPLETE_TASK, done | {"row_id": task})
        self.run(tasks.CLOSE, {"row_id": task, "is_open": False})
        self.note(chain, "task_completed", actor, task, name, {"answers": given})

    def open(self, chain: Chain, task: UUID, name: str) -> None:
        """Write a task that became ready."""
        row = {"id": task, "root_id": chain.instance, "instance_id": chain.instance, "release_id": chain.release}
        row |= {"element_id": name, "name": name, "created_at": datetime.now(UTC)}
        self.run(tasks.OPEN, {**TASK, **row})
        self.run(tasks.OFFER, {"task_id": task, "principal": OFFERED, "is_open": True, **CARRIED})
        self.note(chain, "task_opened", "system", task, name, {})

    def note(self, chain: Chain, kind: str, actor: str, task: UUID, name: str, data: Mapping[str, Any]) -> None:
        """Write the next link of an instance's chain."""
        chain.seq += 1
        salt = os.urandom(16)
        link = {"instance_id": chain.instance, "root_id": chain.instance, "seq": chain.seq, "previous": chain.last}
        link |= {"at": datetime.now(UTC), "kind": kind, "actor_id": actor, "actor_name": actor, "on_behalf_of": None}
        link |= {"element_id": name, "element_name": name, "element_instance_id": task, "data": dict(data)}
        link |= {"salt": salt, "commitment": commit_to(salt, encode(dict(data)))}
        chain.last = link["hash"] = link_hash(link)
        self.run(events.ADD, link)

    def answer(self, actor: str, key: str, request: Sequence[Any], answer: Mapping[str, Any]) -> None:
        """Write a key with its answer."""
        now = datetime.now(UTC)
        values = (actor, key, "complete", digest(request), dict(answer), now, now + KEPT)
        self.run(answers.ADD, dict(zip(KEY, values, strict=True)))


def digest(request: Sequence[Any]) -> str:
    """Return what tells one request from another."""
    return hashlib.sha256(encode(list(request)).encode()).hexdigest()


def new_chain(release: UUID) -> Chain:
    """Return the beginning of a new instance's chain."""
    return Chain(uuid4(), release)
