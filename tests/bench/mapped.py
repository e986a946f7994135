"""The same side writes as `tests.bench.beside`, written as an ordinary team writes them: mapped classes and a session.

One `Session` of SQLAlchemy's a completion on a pooled connection, objects fetched by key, changed and added; the unit
of work sends what they need, several rows of a table in one statement where it can.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.orm import Session

from engine.history.chain import commit_to, link_hash
from engine.model import Command, Event, Instance, UserTask, UserTaskCandidate
from engine.model.values import encode
from engine.store.fast import FIELDS
from tests.bench.beside import KEPT, OFFERED, TASK, Chain, digest
from tests.bench.places import PRAGMAS, Place


def plain_engine(place: Place) -> Engine:
    """Return an engine as SQLAlchemy makes it; SQLite as durable as the product's, one writer at a time."""
    engine = create_engine(place.url)
    if place.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _set_up(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


class MappedBeside:
    """The side writes of one session after the other; the caller begins and commits."""

    def __init__(self, place: Place) -> None:
        self._engine = plain_engine(place)
        self._session = Session(self._engine, expire_on_commit=False)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()
        self._engine.dispose()

    def begin(self) -> None:
        """Begin another unit of work."""
        self._session = Session(self._engine, expire_on_commit=False)

    def commit(self) -> None:
        """Send what changed and commit."""
        self._session.commit()
        self._session.close()

    def execute(self, statement: str, *values: Any) -> Any:
        """Send a statement of the usual design's own, after what was added before; `?` stands for a value."""
        parts, named = statement.split("?"), {f"v{n}": value for n, value in enumerate(values)}
        worded = "".join(part + (f":v{n}" if n < len(named) else "") for n, part in enumerate(parts))
        self._session.flush()
        return self._session.execute(text(worded), named)

    def add_instance(self, chain: Chain) -> None:
        """Write the row of a new instance; its state follows."""
        row: dict[str, Any] = dict.fromkeys(FIELDS)
        row |= {"id": chain.instance, "root_id": chain.instance, "release_id": chain.release, "procedure": "stock"}
        row |= {"process_id": "p", "business_key": "", "title": "p", "state": "active", "version": 1, "last_number": 0}
        row |= {"last_seq": 0, "last_hash": "", "started_at": datetime.now(UTC), "started_by": "clerk"}
        self._session.add(Instance(**row | {"suspended_reason": ""}))

    def require_new(self, actor: str, key: str) -> None:
        """Refuse a key that was answered before."""
        if self._session.get(Command, (actor, key)) is not None:
            msg = "the bench never sends a key twice"
            raise RuntimeError(msg)

    def instance_of(self, task: UUID) -> UUID:
        """Return the instance of a task; refuse one that is not open or not offered."""
        found = self._session.get_one(UserTask, task)
        if found.state != "open" or OFFERED not in {one.principal for one in found.candidates}:
            msg = "the bench completes only what is open and offered"
            raise RuntimeError(msg)
        return found.instance_id

    def complete(self, chain: Chain, task: UUID, name: str, given: Mapping[str, Any], actor: str) -> None:
        """Write that somebody completed a task."""
        found = self._session.get_one(UserTask, task)
        found.state, found.completed_at = "completed", datetime.now(UTC)
        found.completed_by, found.completed_by_name = actor, "Lê Thị Thư ký"
        for candidate in found.candidates:
            candidate.is_open = False
        self.note(chain, "task_completed", actor, task, name, {"answers": given})

    def open(self, chain: Chain, task: UUID, name: str) -> None:
        """Write a task that became ready."""
        row = {"id": task, "root_id": chain.instance, "instance_id": chain.instance, "release_id": chain.release}
        row |= {"element_id": name, "name": name, "created_at": datetime.now(UTC)}
        offered = [UserTaskCandidate(principal=OFFERED, is_open=True)]
        self._session.add(UserTask(**TASK, **row, candidates=offered))
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
        self._session.add(Event(**link))

    def answer(self, actor: str, key: str, request: Sequence[Any], answer: Mapping[str, Any]) -> None:
        """Write a key with its answer."""
        now = datetime.now(UTC)
        row = {"actor_id": actor, "key": key, "name": "complete", "request_hash": digest(request)}
        self._session.add(Command(**row, answer=dict(answer), at=now, removal_at=now + KEPT))
