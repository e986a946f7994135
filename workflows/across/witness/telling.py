"""Notices about acts that need two people, looks at what is confidential, and grants of somebody's authority."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from engine.ports.acts import Happening, find_kind
from engine.store.proposals import find_act
from workflows.across.witness.store import body_of_case, principals_of, superiors_of
from workflows.procedures.nomination.store import add_notice
from workflows.registers.organisation.model import EVERYWHERE

MARK = "act:"
DECIDED = frozenset({"act_approved", "act_rejected", "act_failed", "act_expired"})


def tell_witnesses(session: Session, happening: Happening) -> None:
    """Leave notices about an act or a look; they name the case and what happened, nothing of its content."""
    element = f"{MARK}{happening.act_id}" if happening.act_id else ""
    for recipient in dict.fromkeys(_recipients(session, happening)):
        add_notice(session, happening.business_key, recipient, happening.what, element)


def _recipients(session: Session, happening: Happening) -> Iterator[str]:
    if happening.of_person and not happening.is_private:
        yield from superiors_of(session, happening.of_person)
    elif not happening.is_private:
        yield from _watching(session, happening)
    yield from (f"person:{one}" for one in happening.told)


def _watching(session: Session, happening: Happening) -> Iterator[str]:
    body = body_of_case(session, happening.business_key)
    yield f"auditor@{EVERYWHERE}"  # also where nobody holds it today: whoever comes next finds it
    yield from principals_of(session, "auditor", body or None)
    yield from principals_of(session, "body_leader", body) if body else principals_of(session, "central_head")
    if happening.what == "act_proposed" and happening.act_id:
        for role in sorted(find_kind(find_act(session, happening.act_id).kind).approvers):
            yield from principals_of(session, role)
    if happening.what in DECIDED and happening.proposed_by:
        yield f"person:{happening.proposed_by}"
