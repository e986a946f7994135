"""Suspending an instance, and letting it go on exactly where it was."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.bpmn.keep.running import running
from engine.commands.once import once
from engine.commands.operators import require_active, require_operator
from engine.history import Entry
from engine.history.kinds.instances import InstanceResumed, InstanceSuspended
from engine.model import Instance
from engine.store import instances, waiting


class SuspensionError(BangVangError):
    """An instance is suspended already, or is not."""


def suspend_instance(session: Session, instance_id: UUID, reason: str, *, by: Actor, key: str) -> Instance:
    """Let an instance take no completions, timers or messages until it is resumed; what comes meanwhile waits.

    Raises NotFoundError, NotAllowedError, ReasonMissingError, NoLongerOpenError where it has ended, SuspensionError.
    """
    require_operator(by, reason)

    def work() -> dict[str, Any]:
        with running(session, instance_id, by, even_suspended=True) as run:
            require_active(run)
            if run.instance.suspended_at is not None:
                raise SuspensionError(Text(N_("This process is suspended already.")))
            run.instance.suspended_at, run.instance.suspended_reason = clock.now(), reason
            run.note(Entry(InstanceSuspended(reason), by))
        return {"instance": instance_id}

    once(session, "suspend_instance", {"instance": instance_id, "reason": reason}, work, by=by, key=key)
    return instances.find_instance(session, instance_id)


def resume_instance(session: Session, instance_id: UUID, reason: str, *, by: Actor, key: str) -> Instance:
    """Let a suspended instance go on: what became due or arrived meanwhile happens now.

    Raises as `suspend_instance` does.
    """
    require_operator(by, reason)

    def work() -> dict[str, Any]:
        with running(session, instance_id, by, even_suspended=True) as run:
            require_active(run)
            if run.instance.suspended_at is None:
                raise SuspensionError(Text(N_("This process is not suspended.")))
            since = run.instance.suspended_at
            run.instance.suspended_at, run.instance.suspended_reason = None, ""
            waiting.hold_instance(session, instance_id, held=False)
            run.note(Entry(InstanceResumed(reason, since), by))
            run.wake()
        return {"instance": instance_id}

    once(session, "resume_instance", {"instance": instance_id, "reason": reason}, work, by=by, key=key)
    return instances.find_instance(session, instance_id)
