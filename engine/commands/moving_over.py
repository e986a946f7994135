"""Taking one running instance to another release; see `engine.bpmn.migration`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.text import N_, Text
from engine.bpmn import migration
from engine.bpmn.build.library import ready_release
from engine.bpmn.keep.running import Running, looking, running
from engine.bpmn.migration import DROPPED, MigrationRefusedError
from engine.bpmn.migration.apply import Fitness
from engine.commands.once import once
from engine.commands.operators import require_active, require_two
from engine.history import Entry
from engine.history.kinds.instances import InstanceMigrated, NamedRelease
from engine.model import Instance, InstanceState, Release
from engine.store import instances, releases

ByHand = Mapping[str, str]
"""Ids of elements of the old release to those of the new, where they differ."""


@dataclass(frozen=True)
class Move:
    """Where instances go, how elements that differ are mapped, and why."""

    release_id: UUID
    mapping: ByHand
    reason: str


def plan_migration(session: Session, from_release_id: UUID, to_release_id: UUID) -> list[migration.Plan]:
    """Return, for each process of a release, what differs in another as far as running instances care.

    Raises NotFoundError.
    """
    for release_id in (from_release_id, to_release_id):
        releases.find_release(session, release_id)
    return migration.plan(ready_release(session, from_release_id), ready_release(session, to_release_id))


def check_migration(session: Session, instance_id: UUID, release_id: UUID, mapping: ByHand) -> Fitness:
    """Try to take an instance to another release without changing anything; say what stands in the way.

    Raises NotFoundError.
    """
    ready = ready_release(session, releases.find_release(session, release_id).id)
    with session.no_autoflush:
        run = looking(session, instance_id)
        refusal = _unfit(run, release_id)
        return Fitness(problems=[refusal]) if refusal else migration.fitness(run, ready, mapping)


def migrate_instance(  # noqa: PLR0913 - a command's whole address
    session: Session,
    instance_id: UUID,
    release_id: UUID,
    mapping: ByHand,
    reason: str,
    *,
    by: Actor,
    key: str,
) -> Instance:
    """Take a running instance to another release of its procedure; it stands where it stood, on the new diagram.

    `mapping` maps ids of elements that differ; a waiting boundary event mapped to `DROPPED` is given up. Deadlines and
    holders stay; form, name and candidates of open tasks are the new release's. Raises NotFoundError, NeedsTwoError,
    ReasonMissingError, NoLongerOpenError where it has ended, MigrationRefusedError with every problem.
    """
    require_two(by, "migrate_instance", reason)

    def work() -> dict[str, Any]:
        move_over(session, instance_id, Move(release_id, mapping, reason), by)
        return {"instance": instance_id}

    request = {"instance": instance_id, "release": release_id, "mapping": dict(mapping), "reason": reason}
    once(session, "migrate_instance", request, work, by=by, key=key)
    return instances.find_instance(session, instance_id)


def move_over(session: Session, instance_id: UUID, move: Move, by: Actor) -> list[Text]:
    """Move an instance within the caller's command; return what to know of it."""
    release = releases.find_release(session, move.release_id)
    with running(session, instance_id, by, even_suspended=True) as run:
        require_active(run)
        refusal = _unfit(run, release.id)
        if refusal:
            raise MigrationRefusedError([refusal])
        run.note(_entry(run, release, move, by))
        return migration.migrate(run, release, ready_release(session, release.id), move.mapping)


def _unfit(run: Running, release_id: UUID) -> Text | None:
    """Say why an instance cannot go to a release, whatever stands in its diagrams."""
    if run.instance.state != InstanceState.ACTIVE:
        return Text(N_("It has ended."))
    if run.instance.release_id == release_id:
        return Text(N_("It runs on this version already."))
    release = releases.find_release(run.session, release_id)
    if release.procedure != run.instance.procedure:
        return Text(N_("The version is another procedure's."))
    if release.in_force_since > clock.now():
        return Text(N_("The version is not in force yet."))
    return None


def _entry(run: Running, release: Release, move: Move, by: Actor) -> Entry:
    before = releases.find_release(run.session, run.instance.release_id)
    return Entry(InstanceMigrated(move.reason, _named(before), _named(release), dict(move.mapping)), by)


def _named(release: Release) -> NamedRelease:
    return {"id": release.id, "release": release.sha256, "number": release.number}


__all__ = ["DROPPED", "Fitness", "MigrationRefusedError", "check_migration", "migrate_instance", "plan_migration"]
