"""Confidential matters on the pages of operators: whom a matter concerns meets it nowhere, whatever posts they hold."""

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar
from uuid import UUID

from flask import request
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.store import incidents, instances, proposals, retention
from web.base.database import database
from web.signin.access import current_actor
from workflows.registers.confidence.sight import sight_of, unknown_codes

T = TypeVar("T")


def refuse_unknown() -> None:
    """Answer as if there were no such thing where the case of an address is one the reader may not know of.

    Raises NotFoundError.
    """
    named = request.view_args or {}
    with database().read() as reading:
        code = next((find(reading, named[name]) for name, find in CODES.items() if name in named), "")
        if code and not sight_of(reading, current_actor(), code).exists:
            raise NotFoundError


def keep_known(hidden: Collection[str], found: Iterable[T], code_of: Callable[[T], str]) -> list[T]:
    """Return what is not of the cases hidden from the reader, in its order."""
    return [one for one in found if code_of(one) not in hidden]


def unknown_here(reading: Session) -> set[str]:
    """Return the codes of the matters that the reader may not know of."""
    return unknown_codes(reading, current_actor())


def _of_instance(reading: Session, instance_id: UUID) -> str:
    return instances.find_instance(reading, instance_id).business_key


def _of_incident(reading: Session, incident_id: UUID) -> str:
    instance_id = incidents.find_incident(reading, incident_id).instance_id
    return _of_instance(reading, instance_id) if instance_id is not None else ""


def _of_act(reading: Session, act_id: UUID) -> str:
    return proposals.find_act(reading, act_id).business_key


def _of_hold(reading: Session, hold_id: UUID) -> str:
    return retention.find_hold(reading, hold_id).business_key


CODES: dict[str, Callable[[Session, UUID], str]] = {
    "instance_id": _of_instance,
    "incident_id": _of_incident,
    "act_id": _of_act,
    "hold_id": _of_hold,
}
