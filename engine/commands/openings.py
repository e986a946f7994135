"""Opening the content of a case to an administrator, who by rule sees only how it stands."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.bpmn.keep.running import running
from engine.commands.once import once
from engine.commands.operators import require_operator
from engine.history import Entry
from engine.history.kinds.instances import ContentOpened
from engine.model import ContentOpening, new_id
from engine.ports import acts
from engine.ports.acts import Happening
from engine.store import instances

LASTS = timedelta(minutes=60)
"""For how long the content stays open to who opened it."""


def open_content(session: Session, instance_id: UUID, reason: str, *, by: Actor, key: str) -> ContentOpening:
    """Open the content of an instance to the actor alone, for a while; its history and the witnesses are told.

    Raises NotFoundError, NotAllowedError, ReasonMissingError.
    """
    require_operator(by, reason)

    def work() -> dict[str, Any]:
        business_key = instances.find_instance(session, instance_id).business_key
        made = ContentOpening(id=new_id(), instance_id=instance_id, business_key=business_key, reason=reason.strip())
        made.opened_at, made.until = clock.now(), clock.now() + LASTS
        made.opened_by, made.opened_by_name = by.id, by.name
        session.add(made)
        session.flush()
        with running(session, instance_id, by, even_suspended=True) as run:
            run.note(Entry(ContentOpened(reason, made.until), by))
        acts.tell(session, Happening("content_opened", by, business_key, instance_id))
        return {"opening": made.id}

    request = {"instance": instance_id, "reason": reason}
    answer = once(session, "open_content", request, work, by=by, key=key)
    return session.get_one(ContentOpening, answer["opening"])
