"""What somebody may know of holds: none that a matter keeps which concerns them, and causes only as they may know them.

A hold shows on the page of its nomination as “being considered”, so whoever may see that nomination and handles or
leads such matters in the body may see the hold. Which matter it was, and of which kind, is asked of each matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.clock import local_day
from engine.base.errors import NotFoundError
from workflows.across.holds.store import Held, all_holds
from workflows.procedures.complaint.store import SEEING
from workflows.procedures.nomination.store import find_nomination
from workflows.registers.awards.model import Hold
from workflows.registers.complaints.model import Complaint, ComplaintOutcome
from workflows.registers.confidence.clearance import is_covered
from workflows.registers.confidence.sight import sight_of
from workflows.registers.confidence.store.concerned import concerned_by
from workflows.registers.confidence.store.matters import Matter, find_matter, matter_about
from workflows.registers.organisation.model import Person, body_of

AUDITOR = "auditor"
LEADERS = {"body_leader": False, "central_head": True}
"""Who lets go of a hold: the leader of its body, or the head of the Central Board for any."""
SHOWN = 200


@dataclass(frozen=True)
class ShownHold:
    """A hold as a page shows it: whom it holds, the matters the reader may know of, whether they may let go of it."""

    held: Held
    causes: list[Complaint]
    may_lift: bool

    @property
    def hold(self) -> Hold:
        """Return the hold."""
        return self.held.hold


def holds_known_to(session: Session, actor: Actor) -> tuple[list[ShownHold], list[ShownHold]]:
    """Return the holds somebody may know of, those that stand and those that are over, the newest first."""
    known = islice((one for one in all_holds(session) if is_known(session, actor, one)), SHOWN)
    shown = [_show(session, actor, one) for one in known]
    return [one for one in shown if stands(one.hold)], [one for one in shown if not stands(one.hold)]


def stands(hold: Hold) -> bool:
    """Tell whether a hold has not ended."""
    return hold.valid_to is None or hold.valid_to >= clock.today()


def is_known(session: Session, actor: Actor, held: Held) -> bool:
    """Tell whether somebody may know of a hold."""
    if not (actor.holds(AUDITOR) or _handles(actor, held)) or _is_concerned(session, actor, held):
        return False
    return held.about is None or _sees(session, actor, held.about.code)


def is_kept(held: Held) -> bool:
    """Tell whether a matter still keeps a hold, or the nomination it came from still waits: nobody lets go of it."""
    return any(one.holds for one in held.matters) or (held.about is not None and held.about.held_at is not None)


def may_lift(actor: Actor, held: Held) -> bool:
    """Tell whether somebody is who lets go of holds where this one is."""
    body = body_of(held.unit)
    return any(actor.holds(role, None if is_central else body) for role, is_central in LEADERS.items())


def _handles(actor: Actor, held: Held) -> bool:
    body = held.about.body_code if held.about is not None else body_of(held.unit)
    return any(actor.holds(role, None if role.startswith("central_") else body) for role in SEEING)


def _sees(session: Session, actor: Actor, code: str) -> bool:
    try:
        find_nomination(session, code, actor)
    except NotFoundError:
        return False
    return True


def _is_concerned(session: Session, actor: Actor, held: Held) -> bool:
    asked = [concerned_by(session, one) for one in _matters(session, held)]
    return any(is_covered(session, concerned, person) for concerned in asked for person in actor.ids)


def _matters(session: Session, held: Held) -> Iterator[Matter]:
    """Yield a matter about whom a hold holds, as it would be, and those there are."""
    one = held.subject
    people, units = (str(one.id), "") if isinstance(one, Person) else ("", one.code)
    subject = frozenset(filter(None, [people])), frozenset(filter(None, [units]))
    yield Matter("", "complaint", body_of(held.unit), "", *subject)
    if held.about is not None:
        yield matter_about(session, held.about)
    yield from filter(None, (find_matter(session, one.code) for one in held.matters))


def _show(session: Session, actor: Actor, held: Held) -> ShownHold:
    causes = [one for one in held.matters if _caused(one, held.hold) and sight_of(session, actor, one.code).kind]
    return ShownHold(held, causes, stands(held.hold) and may_lift(actor, held) and not is_kept(held))


def _caused(one: Complaint, hold: Hold) -> bool:
    """Tell whether a hold may have come from a matter: it holds now, or was open while the hold lasted."""
    if stands(hold):
        return one.holds
    end = local_day(hold.ended_at) if hold.ended_at else hold.valid_to
    is_before = end is None or local_day(one.created_at) <= end
    is_after = one.closed_at is None or local_day(one.closed_at) >= hold.valid_from
    return one.outcome != ComplaintOutcome.NOT_ACCEPTED and is_before and is_after
