"""The one rule of who sees which nomination, asked of nominations and of how many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.base.actor import Actor
from workflows.registers.nominations.model import Nomination
from workflows.registers.nominations.tally.model import NominationTally
from workflows.registers.organisation.model import BlocMember, body_of
from workflows.registers.organisation.store import within

_OF_UNIT = frozenset({"unit_officer", "unit_head"})
_OF_BODY = frozenset({"emulation_dept", "council_member", "council_secretary", "council_chair", "body_leader"})
_OF_BLOC = frozenset({"emulation_dept", "body_leader", "bloc_voter"})
_CENTRAL = ("central_officer", "central_head")


@dataclass(frozen=True)
class Sight:
    """By what an actor sees nominations: whole bodies, units in bodies, members of blocs, what went to the centre."""

    is_whole: bool
    is_central: bool
    bodies: frozenset[str]
    units: frozenset[str]
    members: frozenset[str]

    @property
    def is_of_bodies(self) -> bool:
        """Tell whether all of it can be told without looking at units."""
        return self.is_whole or all(body_of(unit) in self.bodies for unit in self.units)


def sight_of(actor: Actor) -> Sight:
    """Return by what an actor sees nominations.

    The reference, section 9: a unit sees its own and those under it; the department, council and leader of a body, or
    of a unit that reviews, all that is proposed there; the bodies of a bloc those that came to the bloc; the Central
    Board those submitted to it; auditors all; administrators none.
    """
    places = _scopes(actor, _OF_BODY | _OF_UNIT)
    units = frozenset(place for place in places if "." in place)
    is_central = any(actor.holds(role) for role in _CENTRAL)
    return Sight(actor.holds("auditor"), is_central, places - units, units, _scopes(actor, _OF_BLOC))


def _scopes(actor: Actor, roles: Iterable[str]) -> frozenset[str]:
    return frozenset(scope for role in roles for scope in actor.scopes(role))


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that an actor may see a nomination."""
    sight = sight_of(actor)
    if sight.is_whole:
        return true()
    parts = _places(sight)
    if sight.members:
        member = exists().where(BlocMember.scope == Nomination.bloc_scope, BlocMember.body_code.in_(sight.members))
        parts.append(and_(Nomination.bloc_at.is_not(None), member))
    return or_(*parts) if parts else false()


def ways_to_see(session: Session, actor: Actor) -> list[ColumnElement[bool]]:
    """Return the same as several conditions, of which each is found by an index in the order of codes."""
    sight = sight_of(actor)
    if sight.is_whole:
        return [true()]
    came = Nomination.bloc_at.is_not(None)
    scopes = session.scalars(_scopes_of(sight).order_by(BlocMember.scope)) if sight.members else ()
    return [*_places(sight), *(and_(came, Nomination.bloc_scope == scope) for scope in scopes)]


def _places(sight: Sight) -> list[ColumnElement[bool]]:
    parts: list[ColumnElement[bool]] = [Nomination.body_code == body for body in sorted(sight.bodies)]
    units = sorted(unit for unit in sight.units if body_of(unit) not in sight.bodies)
    if units:
        parts.append(within(Nomination.unit_code, units))
    if sight.is_central:
        parts.append(Nomination.central_at.is_not(None))
    return parts


def _scopes_of(sight: Sight) -> Select[Any]:
    return select(BlocMember.scope).where(BlocMember.body_code.in_(sorted(sight.members))).distinct()


def newest_seen(ways: list[ColumnElement[bool]], *wanted: ColumnElement[bool], most: int) -> Select[Any]:
    """Return the query of the codes of the newest nominations seen by some ways, each read no further than needed."""
    found = [select(Nomination.code).where(way, *wanted) for way in ways or [false()]]
    if len(found) == 1:
        return found[0].order_by(Nomination.code.desc()).limit(most)
    each = [select(one.order_by(Nomination.code.desc()).limit(most).subquery().c.code) for one in found]
    code = union_all(*each).subquery().c.code
    return select(code).distinct().order_by(code.desc()).limit(most)


def each_value(column: InstrumentedAttribute[Any], *wanted: ColumnElement[bool]) -> Select[Any]:
    """Return the query of the values in a column that an index begins with: each is looked for below the last."""
    found = select(func.max(column).label("value")).where(*wanted).cte("found", recursive=True)
    below = select(func.max(column)).where(column < found.c.value, *wanted).scalar_subquery()
    found = found.union_all(select(below).where(found.c.value.is_not(None)))
    return select(found.c.value).where(found.c.value.is_not(None))


def is_tallied(actor: Actor) -> bool:
    """Tell whether what an actor sees can be added up from the tally: it knows bodies, not the units in them."""
    return sight_of(actor).is_of_bodies


def tally_visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a row of the tally counts nominations which such an actor may see."""
    sight = sight_of(actor)
    if sight.is_whole:
        return true()
    parts: list[ColumnElement[bool]] = []
    if sight.bodies:
        parts.append(NominationTally.body_code.in_(sorted(sight.bodies)))
    if sight.members:
        parts.append(NominationTally.bloc_scope.in_(_scopes_of(sight)))
    if sight.is_central:
        parts.append(NominationTally.is_central.is_(True))
    return or_(*parts) if parts else false()
