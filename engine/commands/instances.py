"""Starting and cancelling instances."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.plaintext import plain_line, plain_values
from engine.bpmn.keep.running import beginning, running
from engine.commands.care import require_care
from engine.commands.once import once
from engine.commands.operators import require_active, require_reason, require_two
from engine.history import Entry
from engine.history.kinds.instances import InstanceCancelled, InstanceStarted
from engine.model import Instance, InstanceState, new_id
from engine.store import instances, releases
from engine.store.fast import LockedInstance


def start_instance(  # noqa: PLR0913 - a command's whole address
    session: Session,
    process_id: str,
    variables: Mapping[str, Any],
    *,
    by: Actor,
    key: str,
    business_key: str = "",
    title: str = "",
) -> Instance:
    """Start the newest version of a process and run it to its first wait.

    Raises NotFoundError where the process is not deployed.
    """
    given, title = plain_values(variables), plain_line(title)
    request = {"process": process_id, "variables": given, "business_key": business_key, "title": title}

    def work() -> dict[str, Any]:
        return {"instance": new_instance(session, process_id, given, by=by, business_key=business_key, title=title).id}

    answer = once(session, "start_instance", request, work, by=by, key=key)
    return instances.find_instance(session, answer["instance"])


def new_instance(  # noqa: PLR0913 - see start_instance
    session: Session,
    process_id: str,
    variables: Mapping[str, Any],
    *,
    by: Actor,
    business_key: str,
    title: str,
    started_at: str = "",
    turns: int = 1,
) -> LockedInstance:
    """Make an instance of the newest version of a process and run it.

    `started_at` is the element whose event starts it; without one it begins where a person begins it. `turns` are those
    of a timer's cycle for which it starts.
    """
    deployed = releases.latest(session, process_id)
    instance_id = new_id()
    instance = LockedInstance(
        id=instance_id,
        root_id=instance_id,
        release_id=deployed.release.id,
        procedure=deployed.release.procedure,
        process_id=process_id,
        business_key=business_key,
        title=title or deployed.version.name,
        state=InstanceState.ACTIVE,
        version=0,
        last_number=0,
        last_seq=0,
        last_hash="",
        started_at=clock.now(),
        started_by=by.id,
    )
    with beginning(session, instance, by, variables, started_at=started_at) as run:
        for name, value in variables.items():
            run.live.root_scope.set_local(name, value)
        release, several = deployed.release, turns if turns > 1 else 0
        run.note(Entry(InstanceStarted(release.sha256, release.number, dict(variables), several), by))
    return instance


def cancel_instance(session: Session, instance_id: UUID, reason: str, *, by: Actor, key: str) -> Instance:
    """Cancel a running instance, for a reason that its history keeps.

    Raises NotFoundError, NeedsTwoError, NoLongerOpenError where it has ended, ReasonMissingError.
    """
    require_care("cancel_instance", by)
    require_two(by, "cancel_instance", reason)
    return stop_instance(session, instance_id, reason, by=by, key=key)


def stop_instance(session: Session, instance_id: UUID, reason: str, *, by: Actor, key: str) -> Instance:
    """End a running instance by a rule of the procedure that owns it, which has seen to who may.

    Raises NotFoundError, NoLongerOpenError where it has ended, ReasonMissingError.
    """
    require_reason(reason)

    def work() -> dict[str, Any]:
        with running(session, instance_id, by, even_suspended=True) as run:
            require_active(run)
            run.note(Entry(InstanceCancelled(reason), by))
            run.cancel()
        return {"instance": instance_id}

    once(session, "cancel_instance", {"instance": instance_id, "reason": reason}, work, by=by, key=key)
    return instances.find_instance(session, instance_id)
