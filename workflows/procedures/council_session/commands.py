"""How a session of a council begins."""

from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import NotAllowedError, NotFoundError
from engine.base.text import N_, Text
from engine.commands import start_instance
from engine.commands.once import once
from engine.model import Instance
from engine.store.instances import find_instance
from workflows.procedures.council_session import store
from workflows.procedures.council_session.model import CouncilSession
from workflows.registers.organisation.model import Council
from workflows.registers.organisation.store import find_council

PROCESS = "council_session"
CALLERS = ("council_secretary", "council_chair")


def start_council_session(session: Session, council: str, *, by: Actor, key: str) -> Instance:
    """Begin a session of a council; its code, which is the business key, counts the council's sessions of a year.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError.
    """
    found = find_council(session, council)
    if found is None:
        raise NotFoundError
    if not any(by.holds(role, council) for role in CALLERS):
        raise NotAllowedError(Text(N_("Only the secretary or the chair of the council may call a session.")))

    def work() -> dict[str, Any]:
        sitting = _new_session(session, found, by)
        variables = {"session": sitting.code, "council": council, "council_name": found.name}
        title = f"{found.name}: phiên {sitting.code}"
        made = start_instance(
            session, PROCESS, variables, by=by, key=f"{key}:start", business_key=sitting.code, title=title
        )
        return {"instance": made.id}

    answer = once(session, "start_council_session", {"council": council}, work, by=by, key=key)
    return find_instance(session, answer["instance"])


def _new_session(session: Session, council: Council, by: Actor) -> CouncilSession:
    year = clock.today().year
    number = store.next_number(session, council.code, year)
    sitting = CouncilSession(
        code=f"PH-{council.code}-{year}-{number:03d}",
        council_code=council.code,
        created_at=clock.now(),
        created_by=by.id,
    )
    session.add(sitting)
    session.flush()
    return sitting
