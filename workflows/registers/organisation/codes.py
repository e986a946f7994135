"""Which units, councils, blocs and people there are, for files of releases that write their codes out."""

from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from uuid import UUID

from sqlalchemy.orm import Session

from engine.ports.registers import PERSON, PRINCIPAL, Code, Unknown
from workflows.registers.organisation import store
from workflows.registers.organisation.model import BLOC_ROLES, EVERYWHERE, ROLES

COUNCIL_ROLES = frozenset({"council_chair", "council_member", "council_secretary"})
UNITS, BODIES, COUNCILS, BLOC_YEARS = "unit", "body", "council", "bloc_year"
PARAMETERS = {"unit": UNITS, "body": BODIES, "council": COUNCILS, "bloc_year": BLOC_YEARS, "person": PERSON}
"""The parameters of actions, columns of tables and fields of forms that take a code, by the register that holds it."""
LISTS: Mapping[str, Callable[[Session], list[str]]] = {
    UNITS: store.unit_codes,
    BODIES: store.body_codes,
    COUNCILS: store.council_codes,
    BLOC_YEARS: store.bloc_scopes,
}
ALIKE = 0.6


class OrganisationCodes:
    """Tells of codes by the registers of the organisation."""

    def unknown(self, session: Session, codes: frozenset[Code]) -> Mapping[Code, Unknown]:
        """Return those of some codes that a register would hold and does not."""
        held = {code: found for code in codes if (found := _register_of(*code)) is not None}
        return {
            code: unknown
            for register in sorted({register for register, _ in held.values()})
            for code, unknown in _missing(session, register, {c: p for c, (r, p) in held.items() if r == register})
        }


def _register_of(said: str, code: str) -> tuple[str, str] | None:
    """Return which register holds a code, and what it is called there; None where none can tell."""
    if said == PERSON:
        return PERSON, code
    if said != PRINCIPAL:
        return (PARAMETERS[said], code) if said in PARAMETERS else None
    role, _, place = code.partition("@")
    if role.startswith("person:"):
        return PERSON, role.removeprefix("person:")
    known = COUNCILS if role in COUNCIL_ROLES else BLOC_YEARS if role in BLOC_ROLES else UNITS if role in ROLES else ""
    return (known, place) if known and place not in ("", EVERYWHERE) else None


def _missing(session: Session, register: str, wanted: Mapping[Code, str]) -> list[tuple[Code, Unknown]]:
    if register == PERSON:
        return _missing_people(session, wanted)
    there = LISTS[register](session)
    words = {*there, *store.unit_names(session, wanted.values())}  # those that run the system have a unit as well
    missing = [(code, place) for code, place in sorted(wanted.items()) if place not in words]
    return [(code, Unknown(_near(code, place, there), bool(there))) for code, place in missing]


def _near(code: Code, place: str, there: Collection[str]) -> str:
    """Return the code there is that is nearest, written as the other was."""
    folded = {one.casefold(): one for one in there}
    found = get_close_matches(place.casefold(), folded, 1, ALIKE)
    return code[1].removesuffix(place) + folded[found[0]] if found else ""


def _missing_people(session: Session, wanted: Mapping[Code, str]) -> list[tuple[Code, Unknown]]:
    ids = {text: found for text in wanted.values() if (found := _uuid(text)) is not None}
    known = store.people_by_id(session, ids.values())
    by_code = store.people_with_codes(session, set(wanted.values()))
    missing = [(code, text) for code, text in sorted(wanted.items()) if text not in ids or ids[text] not in known]
    is_filled = bool(store.unit_codes(session)) if missing else True
    return [(code, Unknown(str(by_code[text].id) if text in by_code else "", is_filled)) for code, text in missing]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
