"""Letting go of a hold that nothing keeps any more."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError, NotFoundError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.commands.operators import require_reason
from engine.history.administration import Act, record_act
from engine.history.fact import fact
from engine.ports.acts import Happening, tell
from workflows.across.holds.known import is_kept, is_known, may_lift, stands
from workflows.across.holds.store import Held, lock_hold


@fact("award_hold_lifted")
class AwardHoldLifted(Act):
    """Somebody let go of a hold on awards that no matter kept any more."""

    reason: str


class HoldKeptError(BangVangError):
    """A hold cannot be let go of; the text says why."""


def lift_award_hold(session: Session, hold_id: UUID, reason: str, *, by: Actor, key: str) -> None:
    """Let go of a hold that no matter keeps any more, saying why; whom it held may be proposed again at once.

    Auditors and the body's leader are told. Raises NotFoundError where the actor may not know of it, NotAllowedError
    for whoever does not lead the body or the Central Board, ReasonMissingError, HoldKeptError.
    """
    require_reason(reason)

    def work() -> dict[str, Any]:
        held = lock_hold(session, hold_id)
        _require_free(session, held, by)
        held.hold.end(by.id, by.name, reason.strip())
        session.flush()
        record_act(session, AwardHoldLifted(reason.strip()), by=by, subject=f"award_hold:{hold_id}")
        tell(session, Happening(AwardHoldLifted.KIND, by, held.about.code if held.about else ""))
        return {"hold": hold_id}

    once(session, "lift_award_hold", {"hold": hold_id, "reason": reason}, work, by=by, key=key)


def _require_free(session: Session, held: Held, by: Actor) -> None:
    if not is_known(session, by, held):
        raise NotFoundError
    if not may_lift(by, held):
        raise NotAllowedError
    if not stands(held.hold):
        raise HoldKeptError(Text(N_("This hold is over already.")))
    if is_kept(held):
        raise HoldKeptError(Text(N_("It ends by itself when what it was made for has been considered.")))
