"""Principals in words: `unit_head@VKSNDTC.V15` as "Thủ trưởng đơn vị – Vụ 15"."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.base.text import N_
from web.parts.naming import load_names
from workflows.registers.organisation import store as organisation
from workflows.registers.organisation.called import words_for
from workflows.registers.organisation.store import bloc_names

ROLES: Mapping[str, str] = {
    "unit_officer": N_("officer of the unit"),
    "unit_head": N_("head of the unit"),
    "emulation_dept": N_("emulation department"),
    "council_member": N_("member of the council"),
    "council_secretary": N_("secretary of the council"),
    "council_chair": N_("chair of the council"),
    "body_leader": N_("leader of the body"),
    "bloc_voter": N_("voter in the bloc or cluster"),
    "bloc_head": N_("head of the bloc"),
    "bloc_deputy": N_("deputy head of the bloc"),
    "central_officer": N_("officer of the Central Board"),
    "central_head": N_("head of the Central Board"),
    "matter_dept": N_("who handles the matter"),
    "matter_leader": N_("who decides on the matter"),
    "matter_council": N_("secretary of the council, on the matter"),
    "matter_central": N_("officer of the Central Board, on the matter"),
    "auditor": N_("inspector"),
    "administrator": N_("administrator"),
    "process_approver": N_("approver of procedures"),
}


def name_principals(session: Session, principals: Iterable[str]) -> list[str]:
    """Return principals in words, in a steady order."""
    parted = [principal.partition("@")[::2] for principal in sorted(principals)]
    scopes = {scope for _role, scope in parted}
    names = {**load_names(session, scopes).units, **bloc_names(session, scopes)}
    return [_name(session, role, scope, names) for role, scope in parted]


def _name(session: Session, role: str, scope: str, names: Mapping[str, str]) -> str:
    if role.startswith("person:"):
        return _person(session, role.removeprefix("person:"))
    words = words_for(names.get(scope, ""), _(ROLES[role])) if role in ROLES else role
    return words if scope in ("", "*") else f"{words} – {names.get(scope, scope)}"


def _person(session: Session, person_id: str) -> str:
    try:
        return organisation.find_person(session, person_id).full_name
    except NotFoundError:
        return person_id
