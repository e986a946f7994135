"""What diagrams may ask of nominations."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.base.clock import local_day
from engine.commands import cancel_instance
from engine.ports.actions import ActionCall, action
from engine.store.instances import active_instance
from workflows.procedures.nomination import content as _content  # noqa: F401 - registers what keeps contents
from workflows.procedures.nomination.caps import cap_check, proposed_by
from workflows.procedures.nomination.closing import close_around
from workflows.procedures.nomination.filing import filing_facts
from workflows.procedures.nomination.letters.checking import check_letter
from workflows.procedures.nomination.letters.entries import close_entries, entry_options, settle_entries
from workflows.procedures.nomination.store import add_notice, get_nomination
from workflows.registers.awards.facts import facts_for, find_subject
from workflows.registers.awards.register import record_title, register_in_turn
from workflows.registers.awards.rules import release_of
from workflows.registers.awards.store import award_rule, regime_on
from workflows.registers.nominations.model import LIST, Nomination, NominationStage
from workflows.registers.registration.ruling.rules import registration_check

Stage = Literal["draft", "unit", "appraisal", "council", "bloc_vote", "central", "decided"]
Outcome = Literal["awarded", "failed", "rejected", "withdrawn"]


@action(
    "nomination.facts",
    title="Thu thập thông tin, xác định quy định áp dụng",
    title_en="Gather facts, pin the law in force",
)
def gather_facts(call: ActionCall) -> dict[str, Any]:
    """Return `facts` about the nomination's subject and the `regime`, pinned on the day it is first handed in.

    Of a letter for many the facts are `{list_checks}`: what each entry does not meet, by the tables of this release.
    """
    nomination = get_nomination(call.session, call.business_key)
    if nomination.handed_in_at is None:
        nomination.handed_in_at = clock.now()
        nomination.regime = regime_on(call.session, clock.today())
    nomination.stage = NominationStage.UNIT
    release = release_of(call.session, call.instance_id)
    facts = (_letter_facts if nomination.subject_kind == LIST else _own_facts)(call, nomination, release)
    return {"facts": facts | filing_facts(call.session, nomination, facts, release), "regime": nomination.regime}


def _letter_facts(call: ActionCall, nomination: Nomination, release: UUID) -> dict[str, Any]:
    return {"list_checks": check_letter(call.session, nomination, release)}


def _own_facts(call: ActionCall, nomination: Nomination, release: UUID) -> dict[str, Any]:
    person = str(nomination.person_id) if nomination.person_id else None
    subject = find_subject(call.session, person=person, unit=nomination.subject_unit_code)
    handed_on = local_day(nomination.handed_in_at) if nomination.handed_in_at else None
    asked = (nomination.award_code, subject, nomination.year, nomination.achievement)
    facts = facts_for(call.session, *asked, handed_on=handed_on)
    what = (nomination.award_code, subject, nomination.year, nomination.commendation_type)
    registered = registration_check(call.session, *what)
    return facts | {"cap_checks": [*registered, *cap_check(call.session, proposed_by(nomination, release), subject)]}


@action("nomination.move", title="Chuyển giai đoạn hồ sơ", title_en="Move a nomination to a stage")
def move_stage(call: ActionCall, *, stage: Stage) -> dict[str, Any]:
    """Show the nomination at a stage, and let those see it who have a part in that stage.

    Returns the `entries` of a letter for many that go on, to choose from; none for other nominations.
    """
    nomination = get_nomination(call.session, call.business_key)
    enter_stage(nomination, stage)
    return {"entries": entry_options(call.session, nomination)}


@action("nomination.record", title="Ghi sổ danh hiệu", title_en="Enter the register of awards")
def enter_register(
    call: ActionCall,
    *,
    decision_no: str,
    decided_on: date | None = None,
    authority: str | None = None,
    refused: list[Any] | None = None,
) -> dict[str, Any]:
    """Enter the award of the nomination's subject, or of each entry that passed, in the register, once.

    `refused` are `{entry, reason}` of a letter's entries that the decision left out. Returns how many were `recorded`.
    """
    nomination = get_nomination(call.session, call.business_key)
    left_out = {str(one.get("entry")): str(one.get("reason") or "") for one in refused or []}
    register_in_turn(call.session)
    granted = settle_entries(call.session, nomination, left_out)
    for subject in granted:
        what = (nomination.award_code, nomination.year)
        title = record_title(call.session, subject, *what, by=call.by, achievement=nomination.achievement)
        title.decision_no, title.decided_on = decision_no or title.decision_no, decided_on or title.decided_on
        title.authority = authority or title.authority or _authority(call, nomination)
        title.source = title.source or nomination.code
    return {"recorded": len(granted)}


def _authority(call: ActionCall, nomination: Nomination) -> str:
    """Return who decides on a nomination's award by the catalogue."""
    rule = award_rule(call.session, nomination.award_code, nomination.regime)
    return rule.authority if rule else ""


def enter_stage(nomination: Nomination, stage: Stage) -> None:
    """Bring a nomination to a stage, noting when the bloc and the Central Board came in."""
    nomination.stage = stage
    if stage == "bloc_vote":
        nomination.bloc_at = nomination.bloc_at or clock.now()
    if stage == "central":
        nomination.central_at = nomination.central_at or clock.now()


@action("nomination.close", title="Đóng hồ sơ, thông báo kết quả", title_en="Close a nomination, announce the result")
def close_nomination(
    call: ActionCall, *, outcome: Outcome, reason: str | None = None, is_stopped: bool = False
) -> dict[str, Any]:
    """Close a nomination with its outcome and tell the proposing unit.

    Of one that is withdrawn, or stopped from outside (`is_stopped`), what still runs at its body or the Board ends too.
    """
    nomination = get_nomination(call.session, call.business_key)
    nomination.stage, nomination.outcome, nomination.council_at = NominationStage.DECIDED, outcome, None
    nomination.reason, nomination.decided_at = reason or "", clock.now()
    close_entries(call.session, nomination, outcome, reason or "")
    if outcome == "withdrawn" or is_stopped:
        _stop_reviews(call, reason or outcome)
    if outcome != "awarded":
        close_around(call.session, nomination.code, reason or outcome)
    for role, scope in (("unit_officer", nomination.unit_code), ("unit_head", nomination.unit_code)):
        leave_notice(call, f"{role}@{scope}", outcome)
    leave_notice(call, f"emulation_dept@{nomination.reviewer}", outcome)
    return {"outcome": outcome}


def _stop_reviews(call: ActionCall, reason: str) -> None:
    for process in ("unit_review", "central_submission"):
        running = active_instance(call.session, process, call.business_key)
        if running is not None:
            cancel_instance(call.session, running.id, reason, by=SYSTEM, key=f"withdrawn:{running.id}")


@action("nomination.escalate", title="Nhắc việc, báo cấp trên", title_en="Remind and escalate")
def escalate(call: ActionCall, *, reason: str, recipients: list[Any]) -> None:
    """Leave a notice about this case for each recipient (`role@scope`); nothing is stopped."""
    for recipient in recipients:
        leave_notice(call, str(recipient), reason)


def leave_notice(call: ActionCall, recipient: str, reason: str) -> None:
    """Leave one notice about the case of a call."""
    add_notice(call.session, call.business_key, recipient, reason, call.element_id)
