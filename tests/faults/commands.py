"""Every command of the engine and every kind of a worker's work, each ready to be killed at any point."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from engine import commands
from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import PointlessError
from engine.base.text import Text
from engine.commands.failures import note_failure
from engine.jobs import groups, worker
from engine.jobs.recurring import plan_periodic
from engine.model import (
    Draft,
    Event,
    Incident,
    Instance,
    Job,
    Message,
    Migration,
    ProposedAct,
    Release,
    Retention,
    Subscription,
)
from engine.ports import acts
from engine.ports.actions import ActionCall, OutsideCall, action
from engine.ports.mail import Mail, use_sender
from engine.ports.periodic import register_periodic
from engine.store import instances
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import CLERK, HEAD, Play, approved, key
from tests.engine.shapes.walk import take

ADMIN = Actor("admin", "Quản trị", frozenset({"administrator@*"}))
SECOND = Actor("second", "Người duyệt", frozenset({"process_approver@*"}))
LEASE_ENDS = timedelta(minutes=3)
EVERY = timedelta(hours=2)

KEYED = frozenset({"key.wanted", "key.taken", "key.answered", "write.statement", "commit.wanted", "commit.done"})
WRITES = frozenset({"instance.ran", "write.waiting", "write.events", "write.instance", "write.state", "write.done"})
MOVING = KEYED | WRITES | {"instance.locked", "instance.loaded"}
WORKING = frozenset({"worker.taken", "worker.done", "commit.wanted", "commit.done"})
GROUP = 2
groups.LONGEST = 60.0  # a slow machine must not make two groups of one, here and in every child
DELIVERING = WORKING | (MOVING - KEYED) | {"write.statement"}


@action("faults.outside", title="Việc bên ngoài", outside=True)
def reach_outside(call: OutsideCall, *, file: str) -> dict[str, str]:
    with Path(file).open("a") as held:
        held.write(f"{call.key}\n")
    return {"done": "yes"}


@action("test.need", title="Cần một giá trị")
def need(call: ActionCall, *, value: int) -> dict[str, int]:
    return {"found": value}


class Tick:
    """Where the periodic work of these tests leaves its mark."""

    file = "/dev/null"


class FileSender:
    """Hands mail to a file, one Message-ID a line."""

    address = "bangvang@example.vn"

    def __init__(self, file: str) -> None:
        self.file = file

    def send(self, message: EmailMessage) -> None:
        """Keep the mail's id."""
        with Path(self.file).open("a") as held:
            held.write(f"{message['Message-ID']}\n")


def ledger() -> bytes:
    """Return a process in which every kind of thing waits, and an action that fails until it has a value."""
    return d.diagram(
        d.start(),
        d.user("add"),
        d.boundary("late", "add", timer="P1D"),
        d.boundary("told", "add", message="tell"),
        d.user("next"),
        d.end(),
        d.path("begin", "add", "next", "done"),
        d.path("late", "next"),
        d.path("told", "next"),
        process="ledger",
        messages=d.message("tell", "=case"),
    )


def others() -> list[bytes]:
    """Return processes with an action that fails, one that reaches outside, and an event."""
    failing = d.service("work", "test.need", d.mapping({"value": "=value"}))
    outside = d.service("work", "faults.outside", d.mapping({"file": "=file"}))
    caught, bell = d.catch("hear", message="bell"), d.message("bell", "=case")
    parts = [d.start(), d.user("after"), d.end()]
    return [
        d.diagram(*parts, failing, d.path("begin", "work", "after", "done"), process="failing"),
        d.diagram(*parts, outside, d.path("begin", "work", "after", "done"), process="outside"),
        d.diagram(*parts, caught, d.path("begin", "hear", "after", "done"), process="listening", messages=bell),
    ]


def deploy_all(play: Play) -> None:
    """Deploy what the cases run on, and before it another release, to which instances can be taken."""
    play.deploy(ledger())
    play.deploy(ledger(), *others())


@dataclass(frozen=True)
class Case:
    """One command: how to come before it, how to give it, and how often its effect is there."""

    prepare: Callable[[Play, str], Any]
    give: Callable[[Session, Any, str], Any]
    effects: Callable[[Session, Any], int]
    points: frozenset[str] = MOVING
    is_work: ClassVar[bool] = False

    def run(self, database: Database, given: Any, name: str) -> Any:
        """Give the command as a client does; what it answers can be compared."""
        return repr(database.perform(lambda session: self.give(session, given, name)))


@dataclass(frozen=True)
class Work:
    """One kind of a worker's work; a repetition comes after the lease has ended."""

    prepare: Callable[[Play, str], Any]
    effects: Callable[[Session, Any], int]
    points: frozenset[str]
    is_work: ClassVar[bool] = True

    def run(self, database: Database, given: Any, name: str) -> Any:
        if isinstance(given, tuple):
            Tick.file = given[1]
            use_sender(FileSender(given[1]))
        try:
            return worker.run_until_idle(database)
        finally:
            use_sender(None)


def events(kind: str) -> Callable[[Session, Any], int]:
    """Count an instance's events of a kind."""

    def count(session: Session, given: Any) -> int:
        instance_id = given[0] if isinstance(given, tuple) else given
        return _count(session, Event, Event.instance_id == instance_id, Event.kind == kind)

    return count


def _count(session: Session, table: Any, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def _started(play: Play, name: str, process: str = "ledger", **variables: Any) -> UUID:
    return play.start({"case": name, **variables}, process=process, business_key=name)


def _with_task(play: Play, name: str) -> tuple[UUID, UUID]:
    made = _started(play, name)
    return made, play.open(made)[0].id


def _claimed(play: Play, name: str) -> tuple[UUID, UUID]:
    made, task = _with_task(play, name)
    play.database.perform(lambda s: commands.claim_task(s, task, by=CLERK, key=key()))
    return made, task


def _suspended(play: Play, name: str) -> UUID:
    made = _started(play, name)
    play.database.perform(lambda s: commands.suspend_instance(s, made, "chờ", by=ADMIN, key=key()))
    return made


def _failed(play: Play, name: str) -> tuple[UUID, UUID]:
    made = _started(play, name, "failing")
    with play.database.read() as session:
        incident = instances.open_incidents(session, made)[0].id
    play.database.perform(
        lambda s: commands.set_variables(s, made, {"value": 1}, "sửa", by=approved("set_variables"), key=key())
    )
    return made, incident


def _mail(name: str) -> Mail:
    return Mail(to=("a@example.vn",), subject=name, text="Kính gửi")


def _failed_mail(play: Play, name: str) -> UUID:
    sent = play.database.perform(lambda s: commands.send_mail(s, _mail(name), by=SYSTEM, key=key()))
    error = PointlessError(Text("refused"))
    play.database.perform(lambda s: note_failure(s, take(s, Job, sent), error))
    with play.database.read() as session:
        return session.scalars(select(Incident.id).where(Incident.work_id == sent)).one()


def _draft(play: Play, name: str, *, submitted: bool = False) -> UUID:
    made = play.database.perform(lambda s: commands.save_draft(s, name, _files(name), by=ADMIN, key=key())).id
    if submitted:
        play.database.perform(lambda s: commands.submit_draft(s, made, by=ADMIN, key=key()))
    return made


def _files(name: str) -> dict[str, bytes]:
    parts = (d.start(), d.user("one"), d.end(), d.path("begin", "one", "done"))
    return {"p.bpmn": d.diagram(*parts, process=f"p-{name}")}


def _in_state(state: str) -> Callable[[Session, Any], int]:
    return lambda s, i: _count(s, Draft, Draft.id == i, Draft.state == state)


def _with_file(play: Play, name: str, process: str) -> tuple[UUID, str]:
    file = str(Path(play.folder) / f"{name}.txt")
    return _started(play, name, process, file=file), file


def _with_mail(play: Play, name: str) -> tuple[UUID, str]:
    file = str(Path(play.folder) / f"{name}.txt")
    return play.database.perform(lambda s: commands.send_mail(s, _mail(name), by=SYSTEM, key=key())), file


def _told(play: Play, name: str) -> UUID:
    made = _started(play, name)
    play.database.perform(lambda s: commands.correlate_message(s, "tell", name, {}, by=CLERK, key=key()))
    return made


def _listening(play: Play, name: str) -> UUID:
    """Start an instance that waits for a signal, as a signal event writes its row."""
    made = _started(play, name, "listening")
    row = update(Subscription).where(Subscription.instance_id == made)
    play.database.perform(lambda s: s.execute(row.values(kind="signal", correlation_key="")))
    return made


def _rung(play: Play, name: str) -> UUID:
    made = _listening(play, name)
    play.database.perform(lambda s: commands.broadcast_signal(s, "bell", {}, by=CLERK, key=key()))
    return made


def _due(play: Play, name: str) -> UUID:
    made = _started(play, name)
    clock.advance(timedelta(days=1, seconds=1))
    return made


def _all_due(play: Play, name: str) -> list[UUID]:
    """Start instances whose timers are due at once: a worker fires them in one transaction."""
    made = [_started(play, name) for _ in range(GROUP)]
    clock.advance(timedelta(days=1, seconds=1))
    return made


def _all_fired(session: Session, made: list[UUID]) -> int:
    """Return whether the timers of all fired; some of them is neither all nor none."""
    fired = _count(session, Event, Event.instance_id.in_(made), Event.kind == "timer_fired")
    return {0: 0, GROUP: 1}.get(fired, -1)


def _ticking(play: Play, name: str) -> tuple[datetime, str]:
    clock.advance(EVERY)
    play.database.perform(plan_periodic)
    return clock.now(), str(Path(play.folder) / f"{name}.txt")


def _tick(database: Database) -> None:
    with Path(Tick.file).open("a") as held:
        held.write("tick\n")


def _before_release(play: Play, name: str) -> tuple[UUID, UUID]:
    made = _started(play, name)
    with play.database.read() as session:
        return made, session.scalars(select(Release.id).where(Release.procedure == "test", Release.number == 1)).one()


def _move(session: Session, given: tuple[UUID, UUID], name: str) -> Any:
    made, token = given
    places = [commands.Place("next")]
    return commands.move_token(
        session, made, cancel=[token], start=places, reason="chuyển", by=approved("move_token"), key=name
    ).id


def _propose(session: Session, name: str, key: str) -> UUID:
    request = {"procedure": "test", "months": 12, "for": name}
    return commands.propose_act(session, "set_retention", request, name, by=ADMIN, key=key).id


def _proposed(play: Play, name: str) -> UUID:
    acts.use_people(lambda _session, person: {ADMIN.id: ADMIN, SECOND.id: SECOND}[person])
    return play.database.perform(lambda s: _propose(s, name, key()))


def _decided(session: Session, act_id: UUID) -> int:
    """Tell whether an act was approved: done, or closed as failed where another came first."""
    return _count(session, ProposedAct, ProposedAct.id == act_id, ProposedAct.decided_by == SECOND.id)


def _acts_in(state: str) -> Callable[[Session, Any], int]:
    return lambda s, i: _count(s, ProposedAct, ProposedAct.id == i, ProposedAct.state == state)


COMMANDS: dict[str, Case] = {
    "propose_act": Case(
        lambda _play, name: name, _propose, lambda s, n: _count(s, ProposedAct, ProposedAct.reason == n), KEYED
    ),
    "approve_act": Case(_proposed, lambda s, i, k: commands.approve_act(s, i, by=SECOND, key=k).id, _decided, KEYED),
    "reject_act": Case(
        _proposed, lambda s, i, k: commands.reject_act(s, i, "thôi", by=SECOND, key=k).id, _acts_in("rejected"), KEYED
    ),
    "withdraw_act": Case(
        _proposed, lambda s, i, k: commands.withdraw_act(s, i, by=ADMIN, key=k).id, _acts_in("withdrawn"), KEYED
    ),
    "open_content": Case(
        _started, lambda s, i, k: commands.open_content(s, i, "tra lỗi", by=ADMIN, key=k).id, events("content_opened")
    ),
    "complete_task": Case(
        _with_task,
        lambda s, g, k: commands.complete_task(s, g[1], {"token": k}, by=CLERK, key=k),
        events("task_completed"),
    ),
    "claim_task": Case(
        _with_task, lambda s, g, k: commands.claim_task(s, g[1], by=CLERK, key=k).id, events("task_claimed")
    ),
    "release_task": Case(
        _claimed, lambda s, g, k: commands.release_task(s, g[1], by=CLERK, key=k).id, events("task_released")
    ),
    "start_instance": Case(
        lambda play, name: name,
        lambda s, n, k: commands.start_instance(s, "ledger", {"case": n}, by=CLERK, key=k, business_key=n).id,
        lambda s, n: _count(s, Instance, Instance.business_key == n),
        KEYED | WRITES,
    ),
    "cancel_instance": Case(
        _started,
        lambda s, i, k: commands.cancel_instance(s, i, "nhầm", by=approved("cancel_instance", CLERK), key=k).id,
        events("instance_cancelled"),
    ),
    "suspend_instance": Case(
        _started,
        lambda s, i, k: commands.suspend_instance(s, i, "chờ", by=ADMIN, key=k).id,
        events("instance_suspended"),
    ),
    "resume_instance": Case(
        _suspended,
        lambda s, i, k: commands.resume_instance(s, i, "tiếp", by=ADMIN, key=k).id,
        events("instance_resumed"),
    ),
    "move_token": Case(_with_task, _move, events("tokens_moved")),
    "migrate_instance": Case(
        _before_release,
        lambda s, g, k: (
            commands.migrate_instance(s, g[0], g[1], {}, "chuyển", by=approved("migrate_instance"), key=k).id
        ),
        events("instance_migrated"),
    ),
    "set_variables": Case(
        _started,
        lambda s, i, k: commands.set_variables(s, i, {"x": 1}, "sửa", by=approved("set_variables"), key=k).id,
        events("variables_set"),
    ),
    "retry_incident": Case(
        _failed,
        lambda s, g, k: commands.retry_incident(s, g[1], by=ADMIN, key=k, reason="sửa xong").id,
        events("incident_retried"),
    ),
    "drop_incident": Case(
        _failed_mail,
        lambda s, i, k: commands.drop_incident(s, i, "thôi", by=approved("drop_incident"), key=k).id,
        lambda s, i: _count(s, Incident, Incident.id == i, Incident.resolved_at.is_not(None)),
        KEYED,
    ),
    "correlate_message": Case(
        lambda play, name: name,
        lambda s, n, k: commands.correlate_message(s, "nobody", n, {}, by=CLERK, key=k),
        lambda s, n: _count(s, Message, Message.correlation_key == n),
        KEYED,
    ),
    "broadcast_signal": Case(
        lambda play, name: (_listening(play, name), name),
        lambda s, g, k: commands.broadcast_signal(s, "bell", {"n": g[1]}, by=CLERK, key=k),
        lambda s, g: _count(s, Job, Job.instance_id == g[0], Job.kind == "signal"),
        KEYED,
    ),
    "send_mail": Case(
        lambda play, name: name,
        lambda s, n, k: commands.send_mail(s, _mail(n), by=SYSTEM, key=k),
        lambda s, n: _count(s, Job, Job.kind == "mail", Job.name == n),
        KEYED,
    ),
    "deploy": Case(
        lambda play, name: name,
        lambda s, n, k: commands.deploy(s, _files(n), procedure=n, author=SYSTEM, approver=None, key=k).id,
        lambda s, n: _count(s, Release, Release.procedure == n),
        KEYED,
    ),
    "save_draft": Case(
        lambda play, name: name,
        lambda s, n, k: commands.save_draft(s, n, _files(n), by=ADMIN, key=k).id,
        lambda s, n: _count(s, Draft, Draft.procedure == n),
        KEYED,
    ),
    "submit_draft": Case(
        _draft, lambda s, i, k: commands.submit_draft(s, i, by=ADMIN, key=k).id, _in_state("submitted"), KEYED
    ),
    "approve_draft": Case(
        lambda play, name: _draft(play, name, submitted=True),
        lambda s, i, k: commands.approve_draft(s, i, by=SECOND, key=k).id,
        _in_state("approved"),
        KEYED,
    ),
    "reject_draft": Case(
        lambda play, name: _draft(play, name, submitted=True),
        lambda s, i, k: commands.reject_draft(s, i, "chưa đạt", by=SECOND, key=k).id,
        _in_state("rejected"),
        KEYED,
    ),
}


def _delegated(play: Play, name: str) -> tuple[UUID, UUID]:
    made, task = _with_task(play, name)
    play.database.perform(lambda s: commands.delegate_task(s, task, HEAD, "xem", by=CLERK, key=key()))
    return made, task


def _releases(play: Play, name: str) -> tuple[UUID, UUID]:
    """Return a release with one instance, and the one before it."""
    play.deploy(ledger(), *others(), extra__bpmn=_files(name)["p.bpmn"])
    made, before = _before_release(play, name)
    with play.database.read() as session:
        return session.get_one(Instance, made).release_id, before


def _prepared(play: Play, name: str, *, checked: bool = False) -> UUID:
    source, target = _releases(play, name)
    made = play.database.perform(lambda s: commands.prepare_migration(s, source, target, {}, name, by=ADMIN, key=key()))
    if checked:
        worker.run_until_idle(play.database)
    return made.id


def _procedure(play: Play, name: str) -> str:
    files = _files(name)
    play.database.perform(lambda s: commands.deploy(s, files, procedure=name, author=SYSTEM, approver=None, key=key()))
    return name


def _held(play: Play, name: str) -> tuple[UUID, UUID]:
    made = _started(play, name)
    return made, play.database.perform(lambda s: commands.place_hold(s, made, "giữ", by=ADMIN, key=key())).id


def _migration_in(state: str) -> Callable[[Session, Any], int]:
    return lambda s, i: _count(s, Migration, Migration.id == i, Migration.state == state)


COMMANDS |= {
    "assign_task": Case(
        _with_task, lambda s, g, k: commands.assign_task(s, g[1], HEAD, by=CLERK, key=k), events("task_assigned")
    ),
    "delegate_task": Case(
        _with_task,
        lambda s, g, k: commands.delegate_task(s, g[1], HEAD, "xem", by=CLERK, key=k),
        events("task_delegated"),
    ),
    "accept_task": Case(
        _delegated, lambda s, g, k: commands.accept_task(s, g[1], by=HEAD, key=k), events("task_accepted")
    ),
    "decline_task": Case(
        _delegated, lambda s, g, k: commands.decline_task(s, g[1], "bận", by=HEAD, key=k), events("task_declined")
    ),
    "take_back_task": Case(
        _delegated, lambda s, g, k: commands.take_back_task(s, g[1], by=CLERK, key=k), events("task_taken_back")
    ),
    "resolve_task": Case(
        _delegated, lambda s, g, k: commands.resolve_task(s, g[1], "xong", by=HEAD, key=k), events("task_resolved")
    ),
    "prioritise_task": Case(
        _with_task, lambda s, g, k: commands.prioritise_task(s, g[1], 90, by=CLERK, key=k), events("task_prioritised")
    ),
    "postpone_task": Case(
        _with_task, lambda s, g, k: commands.postpone_task(s, g[1], None, by=CLERK, key=k), events("task_postponed")
    ),
    "comment_on_task": Case(
        _with_task,
        lambda s, g, k: commands.comment_on_task(s, g[1], "Xem lại", by=CLERK, key=k),
        events("task_commented"),
    ),
    "prepare_migration": Case(
        lambda play, name: (*_releases(play, name), name),
        lambda s, g, k: commands.prepare_migration(s, g[0], g[1], {}, g[2], by=ADMIN, key=k).id,
        lambda s, g: _count(s, Migration, Migration.reason == g[2]),
        KEYED,
    ),
    "start_migration": Case(
        lambda play, name: _prepared(play, name, checked=True),
        lambda s, i, k: commands.start_migration(s, i, by=approved("start_migration"), key=k).id,
        _migration_in("moving"),
        KEYED,
    ),
    "stop_migration": Case(
        _prepared, lambda s, i, k: commands.stop_migration(s, i, by=ADMIN, key=k).id, _migration_in("stopped"), KEYED
    ),
    "set_retention": Case(
        _procedure,
        lambda s, n, k: commands.set_retention(s, n, 12, "lưu", by=approved("set_retention"), key=k).id,
        lambda s, n: _count(s, Retention, Retention.procedure == n),
        KEYED,
    ),
    "place_hold": Case(
        _started, lambda s, i, k: commands.place_hold(s, i, "giữ", by=ADMIN, key=k).id, events("hold_placed")
    ),
    "lift_hold": Case(
        _held,
        lambda s, g, k: commands.lift_hold(s, g[1], "thôi", by=approved("lift_hold"), key=k).id,
        events("hold_lifted"),
    ),
}


WORK: dict[str, Work] = {
    "timer": Work(_due, events("timer_fired"), DELIVERING),
    "timers": Work(_all_due, _all_fired, DELIVERING | {"worker.grouped"}),
    "message": Work(_told, events("message_received"), DELIVERING),
    "signal": Work(_rung, events("signal_received"), DELIVERING),
    "action": Work(lambda p, n: _with_file(p, n, "outside"), events("action_called"), DELIVERING | {"worker.acted"}),
    "mail": Work(
        _with_mail, lambda s, g: 1 - _count(s, Job, Job.id == g[0]), WORKING | {"worker.acted", "write.statement"}
    ),
    "periodic": Work(
        _ticking,
        lambda s, g: _count(s, Job, Job.name == "test.tick", Job.due_at > g[0]),
        WORKING | {"worker.acted"},
    ),
}
register_periodic("test.tick", EVERY, _tick)
