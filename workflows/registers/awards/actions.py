"""What diagrams may ask of the awards: facts about a subject, the law of a day, and keeping a title."""

from datetime import date
from typing import Any

from engine.ports.actions import ActionCall, action
from workflows.registers.awards import store
from workflows.registers.awards.facts import facts_for, find_subject
from workflows.registers.awards.register import record_title, register_in_turn


@action("awards.facts", title="Lấy dữ kiện xét điều kiện", title_en="Gather the facts eligibility is judged on")
def gather_facts(
    call: ActionCall, *, award: str, year: int, person: str | None = None, unit: str | None = None
) -> dict[str, Any]:
    """Return `{"facts": {...}}` for the person or the unit proposed for an award in a year."""
    subject = find_subject(call.session, person=person, unit=unit)
    return {"facts": facts_for(call.session, award, subject, year)}


@action("awards.regime", title="Xác định quy định áp dụng", title_en="Find the law in force on a day")
def find_regime(call: ActionCall, *, submitted_on: date) -> dict[str, Any]:
    """Return `{"regime": code}` for the day a dossier was submitted."""
    return {"regime": store.regime_on(call.session, submitted_on)}


@action("awards.record", title="Ghi sổ danh hiệu", title_en="Enter an award in the register")
def enter_title(  # noqa: PLR0913 - the columns of the register
    call: ActionCall,
    *,
    award: str,
    year: int,
    person: str | None = None,
    unit: str | None = None,
    decision_no: str = "",
    decided_on: date | None = None,
) -> dict[str, Any]:
    """Enter the award of a person or a unit in the register, once; return `{"title": id}`."""
    register_in_turn(call.session)
    subject = find_subject(call.session, person=person, unit=unit)
    title = record_title(call.session, subject, award, year, by=call.by)
    title.decision_no = decision_no or title.decision_no
    title.decided_on = decided_on or title.decided_on
    title.source = title.source or call.business_key
    return {"title": str(title.id)}
