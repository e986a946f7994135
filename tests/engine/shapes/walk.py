"""Takes one random way through a process, the engine and the interpreter side by side."""

import random
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.bpmn.build.builder import Definition
from engine.commands import complete_task, correlate_message, start_instance
from engine.commands.messages import deliver_message
from engine.commands.timers import fire_timer
from engine.history import verify
from engine.model import ElementInstance, Job, Message, Subscription, UserTask
from engine.ports.actions import ActionCall, action
from engine.store import instances, leases
from engine.store.database import Database
from engine.store.leases import Lease, LeaseLostError, Taking
from tests.engine.play import CLERK, key
from tests.engine.shapes import model
from tests.engine.shapes.drawer import answer
from tests.engine.shapes.likeness import kept_and_read
from tests.engine.shapes.model import Move, Wait
from tests.engine.shapes.plain import PlainArtist
from tests.engine.shapes.stock import Stock

MOST_STEPS = 200


@action("test.next", title="Số tiếp theo")
def following(call: ActionCall, *, value: int | None = None) -> dict[str, int]:
    return {"next": (value or 0) + 1}


class Walk:
    """One instance of a process, moved at random and compared with what must be after every step."""

    def __init__(self, database: Database, definition: Definition, case: str, seed: str) -> None:
        self.database = database
        self.fresh = definition
        self.case = case
        self.random = random.Random(seed)
        self.compared = 0

    def go(self, block: Any, process: str, values: Mapping[str, Any]) -> model.Run:
        """Walk to the end and return what the interpreter says of it; AssertionError where the engine differs."""
        variables = {**values, "case": self.case}
        run, live = model.begin(block, variables)
        self.id = self.database.perform(
            lambda s: start_instance(s, process, variables, by=CLERK, key=key(), business_key=self.case)
        ).id
        for _ in range(MOST_STEPS):
            moves = live.moves()
            self.compare(moves)
            if not moves:
                break
            self.take(self.random.choice(moves))
            live.settle()
        self.compare_ends(run)
        return run

    def compare(self, moves: list[Move]) -> None:
        """Compare what waits, and the live instance with the one its rows give."""
        with self.database.transaction() as session:  # only writing sessions load instances
            self.rows = waiting_rows(session, self.id)
            same("what waits", Counter(wait for wait, _ in self.rows), Counter(move.wait for move in moves))
            pair = self.read_back(session)
        if pair is not None:
            for part in pair[0]:
                same(f"live and read back: {part}", pair[0][part], pair[1][part])
            self.compared += 1

    def read_back(self, session: Session) -> tuple[Any, Any] | None:
        """Return the live instance, where one is kept, and the one its rows give, as plain values."""
        return kept_and_read(session, self.database.url, self.id, self.fresh)

    def take(self, move: Move) -> None:
        """Do one move everywhere."""
        given = self.random.choice(move.choices) if move.choices else answer(self.random)
        self.move(move, given)
        move.act(given)

    def move(self, move: Move, given: Any) -> None:
        """Do one move in the engine."""
        row = next(row for wait, row in self.rows if wait == move.wait)
        if move.wait.kind == "user":
            self.database.perform(lambda s: complete_task(s, row, {move.wait.element: given}, by=CLERK, key=key()))
        elif move.wait.kind == "timer":
            self._fire(row)
        else:
            self._send(move.wait.element, {move.wait.element: given})

    def _fire(self, job_id: UUID) -> None:
        with self.database.read() as session:
            due = session.get_one(Job, job_id).due_at
        if due > clock.now():
            clock.advance(due - clock.now())
        assert self.database.perform(lambda s: fire_timer(s, take(s, Job, job_id)))

    def _send(self, name: str, payload: dict[str, Any]) -> None:
        message = self.database.perform(
            lambda s: correlate_message(s, name, self.case, payload, by=SYSTEM, key=key()),
        )
        assert self.database.perform(lambda s: deliver_message(s, take(s, Message, message)))

    def compare_ends(self, run: model.Run) -> None:
        """Compare what a walk has left behind."""
        with self.database.read() as session:
            same("incidents", [str(i.text) for i in instances.open_incidents(session, self.id)], [])
            same("state", instances.find_instance(session, self.id).state, "completed")
            same("variables", instances.variables_of(session, self.id), run.variables)
            visits = instances.positions(session, self.id).visits
            same("visits", {element: visits.get(element, 0) for element in run.visits}, dict(run.visits))
            assert verify(session, self.id).ok


class StockWalk(Walk):
    """A walk that the stock engine takes too, on the same process drawn in its own dialect."""

    def go(self, block: Any, process: str, values: Mapping[str, Any]) -> model.Run:
        """Walk to the end in all three: the engine, the interpreter and the stock engine."""
        artist = PlainArtist()
        diagram = artist.process(block, process)
        zero = dict.fromkeys(artist.counted, 0)
        self.stock = Stock(diagram, process, {**zero, **values})
        return super().go(block, process, {**zero, **values})

    def compare(self, moves: list[Move]) -> None:
        """Compare what waits in the stock engine, too."""
        super().compare(moves)
        same("what waits in stock", Counter(w for w, _ in self.stock.waits()), Counter(move.wait for move in moves))

    def read_back(self, session: Session) -> None:
        """Compare the engines alone: other walks read back."""

    def move(self, move: Move, given: Any) -> None:
        """Do one move in the stock engine, too."""
        super().move(move, given)
        self.stock.move(move.wait, given)

    def compare_ends(self, run: model.Run) -> None:
        """Compare the paths and ends of the stock engine, too."""
        super().compare_ends(run)
        assert self.stock.workflow.is_completed()
        visits = self.stock.visits()
        same("visits in stock", {element: visits[element] for element in run.visits}, dict(run.visits))


def take(session: Session, table: type[Job] | type[Message], row_id: UUID) -> Lease:
    """Take one piece of work as a worker does, whatever else is due; raises LeaseLostError where it is gone or held."""
    now = clock.now()
    row: Any = session.get(table, row_id, with_for_update=True, populate_existing=True)
    if row is None or row.available_at is None or row.available_at > now:
        raise LeaseLostError
    leases._mark(session, table, [row_id], Taking("walk", now, now + timedelta(minutes=1), 1))
    return leases._lease_of_job(row, "walk") if table is Job else leases._lease_of_message(row, "walk")


def same(what: str, found: Any, wanted: Any) -> None:
    """Fail where two things differ, showing only in what."""
    if found == wanted:
        return
    if isinstance(found, dict) and isinstance(wanted, dict):
        keys = [key for key in {**found, **wanted} if found.get(key, "absent") != wanted.get(key, "absent")]
        found, wanted = ({key: side.get(key, "absent") for key in keys} for side in (found, wanted))
    msg = f"{what}: found {found}, wanted {wanted}"
    raise AssertionError(msg)


def waiting_rows(session: Session, instance_id: UUID) -> list[tuple[Wait, UUID]]:
    """Return what waits, with the id by which it is moved."""
    tasks = session.execute(
        select(UserTask.element_id, UserTask.title, UserTask.id)
        .where(UserTask.instance_id == instance_id, UserTask.state == "open")
        .order_by(UserTask.created_at, UserTask.id)
    )
    found = [(Wait("user", e, int(title) if title.isdigit() else 0), row) for e, title, row in tasks]
    for kind, table in (("timer", Job), ("message", Subscription)):
        query = select(ElementInstance.element_id, table.id).join(
            ElementInstance,
            (ElementInstance.instance_id == table.instance_id) & (ElementInstance.id == table.element_instance_id),
        )
        rows = session.execute(query.where(table.instance_id == instance_id).order_by(table.id))
        found += [(Wait(kind, element), row) for element, row in rows]
    return found
