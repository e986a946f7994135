"""What somebody may know of holds: none that a matter keeps which concerns them, and causes only as they may know them.

A hold shows on the page of its nomination as “being considered”, so whoever may see that nomination and handles or
leads such matters in the body may see the hold. Which matter it was, and of which kind, is asked of each matter.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.clock import local_day
from workflows.across.holds.store import Held, all_holds
from workflows.procedures.complaint.store import SEEING
from workflows.procedures.nomination.store import visible_among
from workflows.registers.awards.model import Hold
from workflows.registers.complaints.model import Complaint, ComplaintOutcome
from workflows.registers.confidence.classes import Sight
from workflows.registers.confidence.clearance import find_known
from workflows.registers.confidence.sight import sights_by_code
from workflows.registers.confidence.store.concerned import concerned_by_each
from workflows.registers.confidence.store.matters import Matter, find_matters, matters_about
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
    known = _known_among(session, actor, all_holds(session))[:SHOWN]
    sights = sights_by_code(session, actor, {one.code for held in known for one in held.matters})
    shown = [_show(actor, one, sights) for one in known]
    return [one for one in shown if stands(one.hold)], [one for one in shown if not stands(one.hold)]


def stands(hold: Hold) -> bool:
    """Tell whether a hold has not ended."""
    return hold.valid_to is None or hold.valid_to >= clock.today()


def is_known(session: Session, actor: Actor, held: Held) -> bool:
    """Tell whether somebody may know of a hold."""
    return bool(_known_among(session, actor, [held]))


def _known_among(session: Session, actor: Actor, holds: Sequence[Held]) -> list[Held]:
    handled = [one for one in holds if actor.holds(AUDITOR) or _handles(actor, one)]
    seen = visible_among(session, {one.about.code for one in handled if one.about is not None}, actor)
    concerning = _concerning(session, actor, handled)
    known = (one for one in handled if one.hold.id not in concerning)
    return [one for one in known if one.about is None or one.about.code in seen]


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


def _concerning(session: Session, actor: Actor, holds: Sequence[Held]) -> set[UUID]:
    """Return the ids of the holds that come of a matter which concerns somebody or whom they stand in for."""
    about = matters_about(session, {one.about.code: one.about for one in holds if one.about is not None}.values())
    raised = find_matters(session, {one.code for held in holds for one in held.matters})
    asked = [(held.hold.id, matter) for held in holds for matter in _matters(held, about, raised)]
    people, concerned = find_known(session, actor.ids), concerned_by_each(session, [matter for _, matter in asked])
    both = zip(asked, concerned, strict=True)
    return {hold for (hold, _), one in both if any(one.covers(person) for person in people)}


def _matters(held: Held, about: Mapping[str, Matter], raised: Mapping[str, Matter]) -> Iterator[Matter]:
    """Yield a matter about whom a hold holds, as it would be, and those there are."""
    one = held.subject
    people, units = (str(one.id), "") if isinstance(one, Person) else ("", one.code)
    subject = frozenset(filter(None, [people])), frozenset(filter(None, [units]))
    yield Matter("", "complaint", body_of(held.unit), "", *subject)
    if held.about is not None:
        yield about[held.about.code]
    yield from (raised[one.code] for one in held.matters if one.code in raised)


def _show(actor: Actor, held: Held, sights: Mapping[str, Sight]) -> ShownHold:
    causes = [one for one in held.matters if _caused(one, held.hold) and sights[one.code].kind]
    return ShownHold(held, causes, stands(held.hold) and may_lift(actor, held) and not is_kept(held))


def _caused(one: Complaint, hold: Hold) -> bool:
    """Tell whether a hold may have come from a matter: it holds now, or was open while the hold lasted."""
    if stands(hold):
        return one.holds
    end = local_day(hold.ended_at) if hold.ended_at else hold.valid_to
    is_before = end is None or local_day(one.created_at) <= end
    is_after = one.closed_at is None or local_day(one.closed_at) >= hold.valid_from
    return one.outcome != ComplaintOutcome.NOT_ACCEPTED and is_before and is_after
