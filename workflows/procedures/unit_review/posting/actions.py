"""What the diagram of a review may ask for about publishing."""

from datetime import datetime
from typing import Any

from engine.base import clock
from engine.ports.actions import ActionCall, action
from workflows.procedures.nomination.content import require_unchanged
from workflows.procedures.nomination.store import get_nomination
from workflows.procedures.unit_review.store import comments_on


@action("unit_review.publish", title="Công khai danh sách lấy ý kiến", title_en="Publish for comments")
def publish(call: ActionCall, *, until: datetime) -> dict[str, datetime]:
    """Show the nomination on the page of what is published, up to a moment, returned as `published_until`."""
    nomination = get_nomination(call.session, call.business_key)
    require_unchanged(call.session, [nomination.code])
    nomination.published_at, nomination.published_until = clock.now(), until
    return {"published_until": until}


@action("unit_review.comments", title="Tổng hợp ý kiến công khai", title_en="Gather the comments")
def gather_comments(call: ActionCall) -> dict[str, Any]:
    """Take the nomination off the page and return the `comments` (`{at, by, text}`) that came in."""
    nomination = get_nomination(call.session, call.business_key)
    nomination.published_until = min(nomination.published_until or clock.now(), clock.now())
    found = comments_on(call.session, call.business_key)
    return {"comments": [{"at": one.at, "by": one.by_name, "text": one.text} for one in found]}
