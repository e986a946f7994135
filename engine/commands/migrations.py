"""Taking all running instances of a release to another: first each is tried, then each that fits is moved.

Every instance has a transaction of its own and a row that says what became of it, so a worker that dies leaves nothing
half done and the next one goes on where it was.
"""

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, ConflictError, NoLongerOpenError, NotFoundError
from engine.base.logs import get_logger
from engine.base.text import N_, Text
from engine.bpmn.build.library import ready_release
from engine.bpmn.migration import DROPPED, MigrationRefusedError
from engine.commands.moving_over import Move, check_migration, move_over
from engine.commands.once import once
from engine.commands.operators import require_operator, require_two
from engine.model import ItemState, Migration, MigrationItem, MigrationState, new_id
from engine.ports.periodic import hasten, register_periodic
from engine.store import migrations, releases
from engine.store.database import Database
from engine.store.troubles import is_away

log = get_logger()
WORK = "engine.move_instances"
AT_A_TIME = 60.0
"""Seconds after which a worker lets go of this work for a moment, to be stopped or to do something else."""


class MigrationStateError(BangVangError):
    """A migration is not in the state that a command needs."""


def prepare_migration(  # noqa: PLR0913 - a command's whole address
    session: Session,
    from_release_id: UUID,
    to_release_id: UUID,
    mapping: Mapping[str, str],
    reason: str,
    *,
    by: Actor,
    key: str,
) -> Migration:
    """Have every running instance of a release tried on another; workers do it, and nothing is changed yet.

    Raises NotFoundError, NotAllowedError, ReasonMissingError, MigrationRefusedError for a plan that is none.
    """
    require_operator(by, reason)

    def work() -> dict[str, Any]:
        migration = _new(session, from_release_id, to_release_id, mapping, by)
        migration.reason = reason
        session.add(migration)
        session.flush()
        migrations.add_items(session, migration)
        hasten(session, WORK)
        return {"migration": migration.id}

    request = {"from": from_release_id, "to": to_release_id, "mapping": dict(mapping), "reason": reason}
    answer = once(session, "prepare_migration", request, work, by=by, key=key)
    return migrations.find_migration(session, answer["migration"])


def _new(session: Session, from_id: UUID, to_id: UUID, mapping: Mapping[str, str], by: Actor) -> Migration:
    before, after = releases.find_release(session, from_id), releases.find_release(session, to_id)
    if before.procedure != after.procedure or before.id == after.id:
        raise MigrationRefusedError([Text(N_("Choose another version of the same procedure."))])
    _require_mapping(session, from_id, to_id, mapping)
    return Migration(
        id=new_id(),
        procedure=before.procedure,
        from_release_id=from_id,
        to_release_id=to_id,
        mapping=dict(mapping),
        created_at=clock.now(),
        created_by=by.id,
        created_by_name=by.name,
    )


def _require_mapping(session: Session, from_id: UUID, to_id: UUID, mapping: Mapping[str, str]) -> None:
    """Refuse a mapping from or to elements that are not there."""
    known = _element_ids(session, from_id)
    wanted = _element_ids(session, to_id) | {DROPPED}
    text = N_("There is no element “%(name)s” in that version.")
    wrong = [e for e in mapping if e not in known] + [e for e in mapping.values() if e not in wanted]
    if wrong:
        raise MigrationRefusedError([Text(text, {"name": name}) for name in wrong])


def _element_ids(session: Session, release_id: UUID) -> set[str]:
    definitions = ready_release(session, release_id).definitions.values()
    return {element for definition in definitions for element in definition.process.elements}


def start_migration(session: Session, migration_id: UUID, *, by: Actor, key: str) -> Migration:
    """Have the instances that fit moved; workers do it one by one.

    Raises NotFoundError, NeedsTwoError, MigrationStateError where it is still being tried, or was started or stopped.
    """
    require_two(by, "start_migration", "started")

    def work() -> dict[str, Any]:
        migration = _in_state(session, migration_id, MigrationState.CHECKED)
        migration.state, migration.started_at = MigrationState.MOVING, clock.now()
        migration.started_by, migration.started_by_name = by.id, by.name
        if by.approval is not None:
            migration.approved_by_name = by.approval.approver_name
        hasten(session, WORK)
        return {"migration": migration_id}

    once(session, "start_migration", {"migration": migration_id}, work, by=by, key=key)
    return migrations.find_migration(session, migration_id)


def stop_migration(session: Session, migration_id: UUID, *, by: Actor, key: str) -> Migration:
    """Leave the instances that were not moved yet where they are. Raises as `prepare_migration`."""
    require_operator(by, "stopped")

    def work() -> dict[str, Any]:
        migration = _in_state(
            session, migration_id, MigrationState.CHECKING, MigrationState.CHECKED, MigrationState.MOVING
        )
        migration.state, migration.ended_at = MigrationState.STOPPED, clock.now()
        return {"migration": migration_id}

    once(session, "stop_migration", {"migration": migration_id}, work, by=by, key=key)
    return migrations.find_migration(session, migration_id)


def require_checked(session: Session, migration_id: UUID) -> Migration:
    """Return a migration that was tried and not started; raises NotFoundError, MigrationStateError."""
    return _in_state(session, migration_id, MigrationState.CHECKED)


def _in_state(session: Session, migration_id: UUID, *states: str) -> Migration:
    migration = migrations.lock_migration(session, migration_id)
    if migration.state not in states:
        raise MigrationStateError(Text(N_("This move is not at that point: look at its page again.")))
    return migration


def advance_migrations(database: Database, seconds: float = AT_A_TIME) -> int:
    """Try and move instances until there is no more to do, or the time is over; return how many were worked on.

    Any number of workers may do this at once.
    """
    end, done = time.monotonic() + seconds, 0
    with database.read() as session:
        todo = migrations.unfinished(session)
    for migration_id in todo:
        while time.monotonic() < end and _step(database, migration_id):
            done += 1
    return done


def _step(database: Database, migration_id: UUID) -> bool:
    """Work on one instance, or close what has none left; return whether there was one."""
    tried: list[UUID] = []

    def work(session: Session) -> bool:
        return _work_on_next(session, migration_id, tried)

    try:
        return database.perform(work)
    except ConflictError:
        raise
    except Exception as error:
        if not tried or is_away(error):  # the database's, not the instance's
            raise
        log.exception("an instance could not be moved", migration=str(migration_id), instance=str(tried[-1]))
        reason = type(error).__name__
        database.perform(lambda session: _note_failure(session, migration_id, tried[-1], reason))
        return True


def _work_on_next(session: Session, migration_id: UUID, tried: list[UUID]) -> bool:
    migration = migrations.find_migration(session, migration_id)
    wanted = migrations.OPEN.get(migration.state)
    if wanted is None:
        return False
    item = migrations.take_item(session, migration_id, wanted)
    if item is None:
        _close(session, migration_id, migration.state)
        return False
    tried.append(item.instance_id)
    state, messages = (_try if migration.state == MigrationState.CHECKING else _move)(session, migration, item)
    migrations.settle_item(session, item, state, [text.as_data() for text in messages], clock.now())
    return True


def _try(session: Session, migration: Migration, item: MigrationItem) -> tuple[str, list[Text]]:
    try:
        found = check_migration(session, item.instance_id, migration.to_release_id, migration.mapping)
    except NotFoundError:
        return ItemState.GONE, []
    return (ItemState.FITS, found.notes) if found.fits else (ItemState.REFUSED, found.problems)


def _move(session: Session, migration: Migration, item: MigrationItem) -> tuple[str, list[Text]]:
    by = Actor(migration.started_by or migration.created_by, migration.started_by_name or migration.created_by_name)
    move = Move(migration.to_release_id, migration.mapping, migration.reason)
    try:
        with session.begin_nested():
            return ItemState.MOVED, move_over(session, item.instance_id, move, by)
    except MigrationRefusedError as refused:
        return "refused", refused.problems
    except (NotFoundError, NoLongerOpenError):
        return ItemState.GONE, []


def _close(session: Session, migration_id: UUID, state: str) -> None:
    """Note that all instances were tried, or moved; not while another worker still holds some."""
    migration = migrations.lock_migration(session, migration_id)
    if migration.state != state or migrations.counts(session, migration_id).get(migrations.OPEN[state]):
        return
    migration.state = MigrationState.CHECKED if state == "checking" else MigrationState.DONE
    if state == "moving":
        migration.ended_at = clock.now()


def _note_failure(session: Session, migration_id: UUID, instance_id: UUID, reason: str) -> None:
    item = session.get(MigrationItem, (migration_id, instance_id), with_for_update=True)
    if item is not None and item.state in migrations.OPEN.values():
        text = Text(N_("Unexpected error: %(kind)s"), {"kind": reason})
        migrations.settle_item(session, item, ItemState.FAILED, [text.as_data()], clock.now())


_advance: Callable[[Database], object] = advance_migrations
register_periodic(WORK, timedelta(seconds=10), _advance)
