"""What the diagram of a body's review may ask for."""

from typing import Any

from engine.base import clock
from engine.ports.actions import ActionCall, action
from workflows.procedures.nomination.actions import enter_stage, leave_notice
from workflows.procedures.nomination.store import get_nomination
from workflows.registers.organisation.store import council_members


@action("unit_review.council", title="Đưa vào danh sách chờ Hội đồng", title_en="Put on the council's waiting list")
def await_council(call: ActionCall, *, body: str) -> dict[str, Any]:
    """Bring the nomination before the council, to wait for a session.

    Returns `council_size`: how many of its seats vote today. The council's secretary is told.
    """
    nomination = get_nomination(call.session, call.business_key)
    enter_stage(nomination, "council")
    nomination.council_at = clock.now()
    leave_notice(call, f"council_secretary@{body}", "council_waiting")
    return {"council_size": sum(seat.is_voting for seat in council_members(call.session, body))}
