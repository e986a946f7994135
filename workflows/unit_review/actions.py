"""What the diagram of a body's review may ask for."""

from typing import Any

from engine.actions import ActionCall, action
from workflows.nomination.actions import enter_stage
from workflows.nomination.store import get_nomination
from workflows.organisation.store import council_members


@action("unit_review.council", title="Lấy thành phần Hội đồng", title_en="Find the members of a council")
def find_council(call: ActionCall, *, body: str) -> dict[str, Any]:
    """Bring the nomination before the council and return its `council_size`: how many of its seats vote today."""
    enter_stage(get_nomination(call.session, call.business_key), "council")
    seats = council_members(call.session, body)
    return {"council_size": sum(seat.is_voting for seat in seats)}
