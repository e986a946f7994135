"""The acts on running cases that one person may do: alone, or proposed where an installation asks for two people."""

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import N_, Text
from engine.commands.casework import mark_of_instance, of_incident, of_instance, require_running, standing_of_incident
from engine.commands.incidents import require_open_incident, retry_incident
from engine.commands.openings import open_content
from engine.commands.retention import place_hold
from engine.commands.suspension import resume_instance, suspend_instance
from engine.ports.acts import ActKind, Request, register_act
from engine.store import incidents, instances


def _suspend(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    return suspend_instance(session, request["instance"], reason, by=by, key=key)


def _suspending(session: Session, request: Request) -> list[Text]:
    require_running(session, request["instance"])
    return [Text(N_("The process takes no answers, deadlines or messages until it is resumed"))]


def _resume(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    return resume_instance(session, request["instance"], reason, by=by, key=key)


def _resuming(session: Session, request: Request) -> list[Text]:
    require_running(session, request["instance"])
    return [Text(N_("The process goes on where it stands"))]


def _hold(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    return place_hold(session, request["instance"], reason, by=by, key=key)


def _holding(session: Session, request: Request) -> list[Text]:
    instances.find_instance(session, request["instance"])
    return [Text(N_("Nothing of the case is removed while the order stands"))]


def _retry(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    return retry_incident(session, request["incident"], by=by, key=key, reason=reason)


def _retrying(session: Session, request: Request) -> list[Text]:
    found = require_open_incident(session, request["incident"])
    return [Text(N_("“%(name)s” is tried again"), {"name": found.element_id or incidents.work_name(session, found)})]


def _open(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    return open_content(session, request["instance"], reason, by=by, key=key)


def _opening(session: Session, request: Request) -> list[Text]:
    instances.find_instance(session, request["instance"])
    return [Text(N_("Who proposes it sees the values of the case for an hour"))]


def _whenever(_session: Session, _request: Request) -> str:
    """Tell that it is done however the process stands by then."""
    return ""


for _kind in (
    ActKind("suspend_instance", N_("Suspend the process"), _suspend, _suspending, mark_of_instance, of_instance),
    ActKind("resume_instance", N_("Resume the process"), _resume, _resuming, mark_of_instance, of_instance),
    ActKind("place_hold", N_("Keep the case"), _hold, _holding, mark_of_instance, of_instance),
    ActKind("open_content", N_("Open the content"), _open, _opening, _whenever, of_instance),
    ActKind("retry_incident", N_("Try again"), _retry, _retrying, standing_of_incident, of_incident),
):
    register_act(_kind)
