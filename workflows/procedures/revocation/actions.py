"""What the diagram of a revocation may ask for."""

from datetime import date, timedelta
from typing import Any, Literal

from engine.base import clock
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.ports.actions import ActionCall, action
from workflows.procedures.nomination.actions import leave_notice
from workflows.procedures.revocation.commands import holder_unit
from workflows.procedures.revocation.store import get_revocation
from workflows.registers.organisation.model import body_of

REPORT_DAYS = 7  # after the finding; procedure of Huế under R2024, to be checked


class DecisionMissingError(BangVangError):
    """An award is revoked by a decision with its number and day."""

    def __init__(self) -> None:
        super().__init__(Text(N_("An award is revoked by a decision with its number and day.")))


@action("revocation.limit", title="Tính hạn báo cáo Hội đồng", title_en="Find by when the council must be told")
def find_limit(call: ActionCall, *, concluded_on: date) -> dict[str, Any]:  # noqa: ARG001 - every action has its call
    """Return `report_by`: seven days after the finding."""
    return {"report_by": concluded_on + timedelta(days=REPORT_DAYS)}


@action("revocation.revoke", title="Hủy bỏ danh hiệu trong sổ", title_en="Strike the award from the register")
def revoke_title(
    call: ActionCall, *, decision_no: str, decided_on: date | None = None, reason: str | None = None
) -> dict[str, bool]:
    """Note in the register by which decision the award was annulled, and tell the holder's unit. Returns `revoked`.

    Raises DecisionMissingError.
    """
    if not decision_no.strip() or decided_on is None:
        raise DecisionMissingError
    one = get_revocation(call.session, call.business_key)
    one.title.revoked_no, one.title.revoked_on, one.title.revoked_for = decision_no, decided_on, reason or ""
    one.decision_no, one.decided_on = decision_no, decided_on
    unit = holder_unit(one.title)
    for recipient in (f"unit_officer@{unit}", f"unit_head@{unit}", f"emulation_dept@{body_of(unit)}"):
        leave_notice(call, recipient, "revoked")
    return {"revoked": True}


@action("revocation.close", title="Đóng vụ việc thu hồi", title_en="Close the revocation")
def close_revocation(
    call: ActionCall, *, outcome: Literal["revoked", "kept"], reason: str | None = None, recovered: str | None = None
) -> dict[str, bool]:
    """Note what came of it and what was recovered. Returns `closed`."""
    one = get_revocation(call.session, call.business_key)
    one.outcome, one.reason, one.recovered = outcome, reason or "", recovered or ""
    one.closed_at = clock.now()
    return {"closed": True}
