"""Incidents of work that comes back by itself: one open incident a matter, gone once the matter is mended."""

from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.text import Text
from engine.model import Incident, new_id
from engine.store import incidents

NOTICE = "notice"
"""Telling one person by mail: tried again every few minutes, whatever becomes of the incident."""


def note_trouble(session: Session, kind: str, about: UUID, text: Text) -> None:
    """Keep an incident for what went wrong with a matter, unless one about it is open already."""
    if incidents.find_open(session, kind, about) is None:
        made = Incident(id=new_id(), kind=kind, work_id=about, message=text.as_data(), created_at=clock.now())
        session.add(made)


def end_trouble(session: Session, kind: str, about: UUID) -> None:
    """Close the open incident about a matter that went well, if there is one."""
    found = incidents.find_open(session, kind, about)
    if found is not None:
        found.resolved_at, found.resolution = clock.now(), "gone"
