"""Changing a setting: proposed by an administrator, done once another person approves it."""

import hashlib
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.text import N_, Text
from engine.commands.care import require_care
from engine.commands.operators import require_two
from engine.history.administration import Act, record_act
from engine.history.fact import fact
from engine.model.setting import ChosenSetting
from engine.model.values import encode
from engine.ports.acts import ActKind, Request, register_act
from engine.ports.settings import SettingRefusedError, find_setting
from engine.store.settings import chosen_setting
from engine.store.turns import take_turns

CHANGE = "change_setting"


@fact("setting_changed")
class SettingChanged(Act):
    """A setting got another value, given by those named in `givers`."""

    before: Any
    after: Any
    reason: str
    givers: str


def setting_now(session: Session, name: str) -> Any:
    """Return the value that a setting has; raises NotFoundError."""
    chosen = chosen_setting(session, name)
    return find_setting(name).shipped if chosen is None else chosen.value


def change_setting(session: Session, name: str, value: Any, reason: str, *, by: Actor) -> ChosenSetting:
    """Give a setting another value, as an approved act; what it was and becomes is recorded. Return it.

    The caller owns the transaction. Raises NeedsTwoError, ReasonMissingError, NotFoundError, SettingRefusedError.
    """
    require_care("change_setting", by)
    require_two(by, "change_setting", reason)
    setting, before = find_setting(name), setting_now(session, name)
    kept = setting.holds.read(value)
    givers = by.name if by.approval is None else f"{by.name} · {by.approval.approver_name}"
    found = {"value": kept, "set_at": clock.now(), "set_by": givers[:400]}
    made = session.merge(ChosenSetting(name=name, **found))
    record_act(session, SettingChanged(before, kept, reason, givers), by=by, subject=subject_of(name))
    return made


def subject_of(name: str) -> str:
    """Return under which subject the record of administration tells of a setting."""
    return f"setting:{name}"


def _perform(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:  # noqa: ARG001 - the act is done once
    return change_setting(session, request["setting"], request["value"], reason, by=by)


def _effect(session: Session, request: Request) -> list[Text]:
    setting = find_setting(request["setting"])
    before, after = setting_now(session, setting.name), setting.holds.read(request["value"])
    if before == after:
        raise SettingRefusedError(Text(N_("That is how it is set already.")))
    return [
        Text(N_("“%(title)s” becomes: %(after)s"), {"title": Text(setting.title), "after": setting.holds.show(after)}),
        Text(N_("Until now: %(rule)s"), {"rule": setting.holds.show(before)}),
    ]


def _mark(session: Session, request: Request) -> str:
    """Return a digest of the value that stands, so that a change meanwhile is seen; of two at once one waits."""
    take_turns(session, "setting", request["setting"])
    return hashlib.sha256(encode(setting_now(session, request["setting"])).encode()).hexdigest()


register_act(ActKind(CHANGE, N_("Change a setting"), _perform, _effect, _mark))
