"""Clients and workers as processes of their own, to be killed at any moment."""

import os
import random
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Event as Flag
from typing import Any
from uuid import UUID

from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from engine import commands
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import BangVangError, ConflictError
from engine.jobs import worker
from engine.model import Instance
from engine.store import instances, tasks
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import CLERK, HEAD
from tests.faults.history import Operation, Recorder

SHARE = 25
"""How many operations each instance gets before the clients go on to the next ones."""
WINDOW = 4
KINDS = ["add"] * 12 + ["poke"] * 3 + ["claim"] * 2 + ["release"] * 3 + ["read"] * 3


def journal() -> bytes:
    """Return a process that takes tokens from people one by one, and from messages beside them, for ever."""
    end = "=tokens != null and count(tokens) > 1000000"
    return d.diagram(
        d.start(),
        d.gateway("parallel", "fork"),
        d.gateway("exclusive", "again"),
        d.user("add"),
        d.script("keep", "=append(if tokens = null then [] else tokens, token)", "tokens"),
        d.gateway("exclusive", "enough", default="more"),
        d.gateway("exclusive", "wait"),
        d.catch("hear", message="poke", extension=d.mapping(outputs={"heard": "=token"})),
        d.script("note", "=append(if pokes = null then [] else pokes, heard)", "pokes"),
        d.gateway("exclusive", "over", default="listen"),
        d.end(),
        d.path("begin", "fork", "again", "add", "keep", "enough"),
        d.path("fork", "wait", "hear", "note", "over"),
        d.flow("enough", "again", id="more"),
        d.flow("enough", "done", end),
        d.flow("over", "wait", id="listen"),
        d.flow("over", "done", end),
        process="journal",
        messages=d.message("poke", "=case"),
    )


class Client:
    """One client: asks at random, and repeats under the same key what it got no answer to."""

    def __init__(self, database: Database, recorder: Recorder, name: str, folder: str) -> None:
        self.database = database
        self.recorder = recorder
        self.name = name
        self.prefix = folder
        self.random = random.Random(name)
        self.ids: dict[str, UUID] = {}

    def run(self, first: int, operations: int, clients: int) -> None:
        """Ask for a number of operations, beginning with the instances that are in use by now."""
        for number in range(first, first + operations):
            newest = number * clients // SHARE
            subject = f"{self.prefix}-{max(0, newest - self.random.randrange(WINDOW))}"
            self.ask(f"{self.name}-{number}", self.random.choice(KINDS), subject)

    def ask(self, name: str, kind: str, subject: str) -> None:
        """Ask for one operation."""
        by = self.random.choice((CLERK, HEAD))
        instance_id = self.ids.get(subject) or self._start(subject)
        open_tasks = self._patiently(lambda s: tasks.tasks_of_instance(s, instance_id))
        details = {"task": str(open_tasks[0].id) if open_tasks else "", "by": by.id, "instance": str(instance_id)}
        self.recorder.write(name, "asked", kind=kind, subject=subject, **details)
        outcome, seen = self.give(name, kind, subject, details)
        self.recorder.write(name, outcome, **({"seen": seen} if kind == "read" else {}))

    def give(self, name: str, kind: str, subject: str, details: Mapping[str, str]) -> tuple[str, Any]:
        """Do an operation until its outcome is known."""
        by = {actor.id: actor for actor in (CLERK, HEAD)}[details["by"]]
        try:
            return "done", self._patiently(lambda s: _do(s, name, kind, subject, details, by))
        except BangVangError as refused:
            return "refused", type(refused).__name__

    def _start(self, subject: str) -> UUID:
        """Start an instance; of all clients that ask under its key, one starts it."""
        made = self._patiently(
            lambda s: commands.start_instance(
                s, "journal", {"case": subject}, by=SYSTEM, key=f"start-{subject}", business_key=subject
            )
        )
        self.ids[subject] = made.id
        return self.ids[subject]

    def _patiently(self, work: Any) -> Any:
        """Repeat work until the database answers."""
        while True:
            try:
                return self.database.perform(work)
            except (DBAPIError, ConflictError):
                time.sleep(0.05)


def _do(session: Session, name: str, kind: str, subject: str, details: Mapping[str, str], by: Actor) -> Any:
    if kind == "read":
        return instances.variables_of(session, UUID(details["instance"])).get("tokens") or []
    if kind == "poke":
        commands.correlate_message(session, "poke", subject, {"token": name}, by=by, key=name)
        return None
    task = UUID(details["task"]) if details["task"] else UUID(int=0)
    if kind == "add":
        commands.complete_task(session, task, {"token": name}, by=by, key=name)
    else:
        command = commands.claim_task if kind == "claim" else commands.release_task
        command(session, task, by=by, key=name)
    return None


def open_database(url: str, *, fast: bool) -> Database:
    """Open a database in this process; `fast` lets SQLite not wait for the disk, which a SIGKILL does not lose."""
    database = Database(url)
    if fast and database.is_sqlite:
        event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    return database


def run_client(url: str, folder: str, name: str, first: int, operations: int, clients: int) -> None:
    """Be a client until all is asked."""
    recorder = Recorder(Path(folder) / f"{name}.jsonl")
    Client(open_database(url, fast=True), recorder, name, Path(folder).name).run(first, operations, clients)


def run_worker(url: str, folder: str) -> None:
    """Be a worker until killed; what it logs goes into a file, for it complains while its database is away."""
    log = os.open(Path(folder) / "worker.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    worker.serve(open_database(url, fast=True), Flag())


def repeat_unknown(database: Database, operations: list[Operation], folder: Path) -> None:
    """Repeat under their keys the operations that killed clients had asked for, as people do who press again."""
    client = Client(database, Recorder(folder / "repeated.jsonl"), "repeated", folder.name)
    for operation in operations:
        outcome, seen = client.give(operation.name, operation.kind, operation.subject, operation.details)
        client.recorder.write(operation.name, outcome, **({"seen": seen} if operation.kind == "read" else {}))


def instance_ids(database: Database) -> list[UUID]:
    """Return the ids of all instances."""
    with database.read() as session:
        return list(session.scalars(select(Instance.id)))
