"""Who reads of a nomination no more than those it proposes may: what was handed in, where it stands, how it ended."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from workflows.across.people.store.involved import involvement_in_cases
from workflows.procedures.nomination.store import nominations_named

ASIDE = frozenset({"nominee", "relative"})
"""The ways in which a nomination concerns those who read nothing of how it is judged, whatever their posts."""


def reads_aside(session: Session, actor: Actor, code: str) -> bool:
    """Tell whether a nomination proposes an actor, somebody they stand in for, or a relative, alone or in a list."""
    return bool(read_aside(session, actor, [code]))


def read_aside(session: Session, actor: Actor, codes: Collection[str]) -> set[str]:
    """Return which of some nominations an actor reads no more of than those they propose."""
    known = [one.code for one in nominations_named(session, list(codes))]
    found = involvement_in_cases(session, known) if known else {}
    kinds = {code: {one: case.concerned.get(one, frozenset()) for one in actor.ids} for code, case in found.items()}
    return {code for code, by_person in kinds.items() if any(ASIDE & one for one in by_person.values())}
