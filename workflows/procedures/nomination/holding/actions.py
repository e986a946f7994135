"""What diagrams may ask of holds and of the clock."""

from typing import Any

from engine.base import clock
from engine.base.clock import local_day
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.feel.workdays import moment_after, working_days_between
from engine.ports.actions import ActionCall, action
from engine.store import tasks
from workflows.procedures.nomination import store
from workflows.registers.nominations.model import ClockPause


class HeldError(BangVangError):
    """The nomination is on hold."""

    def __init__(self, code: str) -> None:
        said = N_("%(code)s is being considered; nothing is decided on it or submitted meanwhile.")
        super().__init__(Text(said, {"code": code}))


@action("nomination.not_held", title="Kiểm tra hồ sơ không bị tạm dừng", title_en="See that the nomination is not held")
def require_free(call: ActionCall, *, answers: dict[str, Any]) -> dict[str, Any]:
    """Refuse to complete a task of a nomination on hold; for a task listener. The answers go on as they are.

    Raises HeldError.
    """
    if store.lock_nomination(call.session, call.business_key).held_at is not None:
        raise HeldError(call.business_key)
    return answers


@action("nomination.pause_clock", title="Dừng tính thời hạn", title_en="Stop the clock")
def pause_clock(call: ActionCall, *, kind: str, reason: str | None = None) -> dict[str, bool]:
    """Note from when the limits of this nomination do not run, `returned` or `held`. Returns `paused`."""
    if store.open_pause(call.session, call.business_key, kind) is None:
        paused = ClockPause(nomination=call.business_key, kind=kind, reason=reason or "", since=clock.now())
        call.session.add(paused)
    return {"paused": True}


@action("nomination.resume_clock", title="Tính tiếp thời hạn", title_en="Let the clock run on")
def resume_clock(call: ActionCall, *, kind: str) -> dict[str, int]:
    """Note until when the limits did not run, and give open tasks of the case as many working days more (`days`)."""
    paused = store.open_pause(call.session, call.business_key, kind)
    if paused is None:
        return {"days": 0}
    paused.until = clock.now()
    days = working_days_between(local_day(paused.since), local_day(paused.until))
    for task in tasks.tasks_of(call.session, call.business_key, open_only=True) if days > 0 else ():
        task.due_at = task.due_at and moment_after(task.due_at, days)
        tasks.carry(task)
    return {"days": days}
