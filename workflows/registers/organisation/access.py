"""Which units a person sees: one rule, from the roles held now."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.base.actor import Actor

# The reference, section 9: these see every case; an administrator sees none.
_SEES_ALL = frozenset({"auditor", "central_officer", "central_head"})
_SEES_UNDER = frozenset({"unit_officer", "unit_head", "emulation_dept", "body_leader"})
_SEES_UNDER |= {"council_member", "council_secretary", "council_chair"}


@dataclass(frozen=True)
class VisibleUnits:
    """The units a person sees: all of them, or those under some roots."""

    everything: bool = False
    roots: frozenset[str] = frozenset()

    def covers(self, unit_code: str) -> bool:
        """Tell whether a unit is among them."""
        return self.everything or any(is_within(unit_code, root) for root in self.roots)


def is_within(unit_code: str, root: str) -> bool:
    """Tell whether a unit is another or lies in it."""
    return unit_code == root or unit_code.startswith(f"{root}.")


def visible_units(actor: Actor) -> VisibleUnits:
    """Return the units whose cases an actor may see."""
    held = [p.partition("@") for p in actor.principals]
    if any(role in _SEES_ALL for role, _, _ in held):
        return VisibleUnits(everything=True)
    return VisibleUnits(roots=frozenset(scope for role, _, scope in held if role in _SEES_UNDER))


def holds_over(actor: Actor, roles: Iterable[str], unit_code: str) -> bool:
    """Tell whether an actor holds one of some roles in a unit or in one it lies in."""
    return any(is_within(unit_code, scope) for role in roles for scope in actor.scopes(role))
