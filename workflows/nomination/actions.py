"""What diagrams may ask of nominations."""

from typing import Any, Literal

from engine import clock
from engine.actions import ActionCall, action
from engine.actor import SYSTEM
from engine.commands import cancel_instance
from engine.store.instances import active_instance
from workflows.awards.facts import facts_for, find_subject
from workflows.awards.store import regime_on
from workflows.nomination.model import Nomination, Notice
from workflows.nomination.store import get_nomination

Stage = Literal["draft", "unit", "appraisal", "council", "bloc_vote", "central", "decided"]
Outcome = Literal["awarded", "failed", "rejected", "withdrawn"]


@action("nomination.facts", title="Lấy dữ kiện, chốt quy định áp dụng", title_en="Gather facts, pin the law in force")
def gather_facts(call: ActionCall) -> dict[str, Any]:
    """Return `facts` about the nomination's subject and the `regime`, pinned on the day it is first handed in."""
    nomination = get_nomination(call.session, call.business_key)
    if nomination.handed_in_at is None:
        nomination.handed_in_at = clock.now()
        nomination.regime = regime_on(call.session, clock.today())
    nomination.stage = "unit"
    person = str(nomination.person_id) if nomination.person_id else None
    subject = find_subject(call.session, person=person, unit=nomination.subject_unit_code)
    facts = facts_for(call.session, nomination.award_code, subject, nomination.year)
    return {"facts": facts, "regime": nomination.regime}


@action("nomination.move", title="Chuyển giai đoạn hồ sơ", title_en="Move a nomination to a stage")
def move_stage(call: ActionCall, *, stage: Stage) -> None:
    """Show the nomination at a stage, and let those see it who have a part in that stage."""
    enter_stage(get_nomination(call.session, call.business_key), stage)


def enter_stage(nomination: Nomination, stage: Stage) -> None:
    """Bring a nomination to a stage, noting when the bloc and the Central Board came in."""
    nomination.stage = stage
    if stage == "bloc_vote":
        nomination.bloc_at = nomination.bloc_at or clock.now()
    if stage == "central":
        nomination.central_at = nomination.central_at or clock.now()


@action("nomination.close", title="Đóng hồ sơ, thông báo kết quả", title_en="Close a nomination, announce the result")
def close_nomination(call: ActionCall, *, outcome: Outcome, reason: str | None = None) -> dict[str, Any]:
    """Close a nomination with its outcome and tell the proposing unit; a review still running for it is stopped."""
    nomination = get_nomination(call.session, call.business_key)
    nomination.stage, nomination.outcome, nomination.council_at = "decided", outcome, None
    nomination.reason, nomination.decided_at = reason or "", clock.now()
    if outcome == "withdrawn":
        _stop_review(call, reason or "withdrawn")
    for role, scope in (("unit_officer", nomination.unit_code), ("unit_head", nomination.unit_code)):
        leave_notice(call, f"{role}@{scope}", outcome)
    leave_notice(call, f"emulation_dept@{nomination.body_code}", outcome)
    return {"outcome": outcome}


def _stop_review(call: ActionCall, reason: str) -> None:
    review = active_instance(call.session, "unit_review", call.business_key)
    if review is not None:
        cancel_instance(call.session, review.id, reason, by=SYSTEM, key=f"withdrawn:{review.id}")


@action("nomination.escalate", title="Nhắc việc, báo cấp trên", title_en="Remind and escalate")
def escalate(call: ActionCall, *, reason: str, recipients: list[Any]) -> None:
    """Leave a notice about this case for each recipient (`role@scope`); nothing is stopped."""
    for recipient in recipients:
        leave_notice(call, str(recipient), reason)


def leave_notice(call: ActionCall, recipient: str, reason: str) -> None:
    """Leave one notice about the case of a call."""
    key, element = call.business_key, call.element_id
    notice = Notice(business_key=key, recipient=recipient, reason=reason, element_id=element, at=clock.now())
    call.session.add(notice)
