"""What the diagram of a complaint may ask for."""

from typing import Any, Literal

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.commands import correlate_message
from engine.ports.actions import ActionCall, action
from engine.store.instances import active_instance
from workflows.procedures.complaint.store import get_complaint, holding
from workflows.procedures.nomination.holding.hold import hold_nomination, release_nomination
from workflows.procedures.nomination.store import add_notice, lock_nomination
from workflows.registers.complaints.model import Complaint
from workflows.registers.confidence.clearance import DEPARTMENT
from workflows.registers.nominations.model import NominationOutcome, NominationStage

Outcome = Literal["not_accepted", "unfounded", "founded"]
REVIEW = "unit_review"
CONSIDERED = "Đang được xem xét"
STOPPED = "Không tiếp tục xét theo kết quả xem xét của người có thẩm quyền"
"""What the people of a nomination read, whatever it is held for and however that ends."""


@action("complaint.hold", title="Tạm dừng hồ sơ bị khiếu nại", title_en="Put the nomination on hold")
def hold_case(call: ActionCall) -> dict[str, bool]:
    """Put the nomination on hold, tell its review and its unit. Returns `held`: not where it is decided already."""
    one = get_complaint(call.session, call.business_key)
    lock_nomination(call.session, one.nomination_code)
    if one.nomination.stage == NominationStage.DECIDED:
        return {"held": False}
    one.holds = True
    if one.nomination.held_at is None:
        hold_nomination(call.session, one.nomination, CONSIDERED)
        _tell_review(call, one, "case_held", {"reason": CONSIDERED})
        _tell_unit(call, one, "case_held")
    return {"held": True}


@action("complaint.conclude", title="Kết luận, cho hồ sơ đi tiếp hoặc dừng", title_en="Conclude, release or stop")
def conclude(call: ActionCall, *, outcome: Outcome, reason: str | None = None) -> dict[str, Any]:
    """Close the matter: what it held goes on where it was unfounded, and ends without an award where it was founded.

    Returns `is_awarded`: whether the award was given before, so that it is to be revoked.
    """
    one = get_complaint(call.session, call.business_key)
    lock_nomination(call.session, one.nomination_code)
    one.outcome, one.conclusion = outcome, reason or ""
    one.closed_at = clock.now() if outcome == "not_accepted" else None
    was_held, one.holds = one.holds, False
    call.session.flush()
    about = one.nomination
    if outcome == "founded" and about.stage != NominationStage.DECIDED:
        _stop(call, one)
    elif was_held and not holding(call.session, about.code):
        release_nomination(call.session, about)
        _tell_review(call, one, "hold_ended", {"upheld": False, "reason": ""})
        _tell_unit(call, one, "hold_ended")
    if outcome == "founded" and about.outcome == NominationOutcome.AWARDED:
        add_notice(call.session, about.code, f"{DEPARTMENT}@{one.code}", "to_revoke", call.element_id)
    return {"is_awarded": about.outcome == NominationOutcome.AWARDED}


@action("complaint.close", title="Đóng vụ việc", title_en="Close the matter")
def close_complaint(call: ActionCall, *, document_no: str | None = None) -> dict[str, bool]:
    """Note by which document it was answered and that it is closed. Returns `closed`."""
    one = get_complaint(call.session, call.business_key)
    one.document_no, one.closed_at = document_no or "", clock.now()
    return {"closed": True}


def _stop(call: ActionCall, one: Complaint) -> None:
    """End the nomination: through its review where that runs, else by itself."""
    review_knows = one.nomination.held_at is not None
    release_nomination(call.session, one.nomination)
    reason = STOPPED
    if active_instance(call.session, REVIEW, one.nomination_code) is None:
        _send(call, one, "case_stopped", {"reason": reason})
        return
    if not review_knows:
        _send(call, one, "case_held", {"reason": CONSIDERED})
    _send(call, one, "hold_ended", {"upheld": True, "reason": reason})


def _tell_review(call: ActionCall, one: Complaint, name: str, variables: dict[str, Any]) -> None:
    if active_instance(call.session, REVIEW, one.nomination_code) is not None:
        _send(call, one, name, variables)


def _send(call: ActionCall, one: Complaint, name: str, variables: dict[str, Any]) -> None:
    key = f"{name}:{one.code}:{call.instance_id}"
    correlate_message(call.session, name, one.nomination_code, variables, by=SYSTEM, key=key)


def _tell_unit(call: ActionCall, one: Complaint, reason: str) -> None:
    about = one.nomination
    for role, scope in (("unit_officer", about.unit_code), ("unit_head", about.unit_code)):
        add_notice(call.session, about.code, f"{role}@{scope}", reason, call.element_id)
    add_notice(call.session, about.code, f"emulation_dept@{about.body_code}", reason, call.element_id)
