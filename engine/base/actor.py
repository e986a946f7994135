"""Who acts, as the engine sees it: an id, a name, and the principals held at this moment."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID


@dataclass(frozen=True)
class Absent:
    """Somebody who is away, with what is offered to them meanwhile."""

    id: str
    name: str
    principals: frozenset[str]

    @property
    def all_principals(self) -> frozenset[str]:
        """Return the roles held and the person's own principal."""
        return self.principals | {f"person:{self.id}"}


@dataclass(frozen=True)
class Approval:
    """That what an actor does now was proposed by them and approved by a second person.

    Only `approve_act` makes one, for the act of that kind which it has carried out at this moment.
    """

    act_id: UUID
    kind: str
    approver_id: str
    approver_name: str


@dataclass(frozen=True)
class Actor:
    """A person (or the system) at the moment of acting.

    `principals` are strings `role@scope`, resolved from posts when the request began, so a change of post takes
    effect at once. `on_behalf_of` names the person acted for, `on_behalf_of_id` is their id; `stands_in_for` are those
    who are away and whose substitute the actor is today. `is_confirmed` tells whether the person gave the password
    lately: whoever makes an actor vouches for it, people read from the organisation come unconfirmed.
    """

    id: str
    name: str
    principals: frozenset[str] = frozenset()
    on_behalf_of: str | None = None
    on_behalf_of_id: str | None = None
    stands_in_for: tuple[Absent, ...] = ()
    approval: Approval | None = None
    is_confirmed: bool = True

    @property
    def reach(self) -> frozenset[str]:
        """Return the principals whose tasks the actor may do: their own, and those of people they stand in for."""
        return self.all_principals.union(*(absent.all_principals for absent in self.stands_in_for))

    @property
    def ids(self) -> frozenset[str]:
        """Return the ids of the actor and of those they stand in for."""
        return frozenset({self.id, *(absent.id for absent in self.stands_in_for)})

    def is_second_to(self, person_id: str) -> bool:
        """Tell whether the actor is a second person beside somebody: neither they, nor in their place."""
        return person_id not in self.ids and person_id != self.on_behalf_of_id

    def acting_on(self, offered: Collection[str], owner_id: str | None) -> "Actor":
        """Return the actor as they act on what is offered to some principals and perhaps held by a person.

        In their own right where they can; else in place of the absent person it is offered to or held by.
        """
        if owner_id == self.id or (owner_id not in self.ids and not self.all_principals.isdisjoint(offered)):
            return self
        for absent in self.stands_in_for:
            if owner_id == absent.id or (owner_id is None and not absent.all_principals.isdisjoint(offered)):
                return replace(self, on_behalf_of=absent.name, on_behalf_of_id=absent.id)
        return self

    @property
    def all_principals(self) -> frozenset[str]:
        """Return the roles held and the person's own principal."""
        return self.principals | {f"person:{self.id}"}

    def holds(self, role: str, scope: str | None = None) -> bool:
        """Tell whether the actor holds a role, in one scope or in any."""
        if scope is not None:
            return f"{role}@{scope}" in self.principals
        return any(p.partition("@")[0] == role for p in self.principals)

    def scopes(self, role: str) -> list[str]:
        """Return where the actor holds a role, sorted."""
        return sorted(p.partition("@")[2] for p in self.principals if p.partition("@")[0] == role)


SYSTEM = Actor(id="system", name="Hệ thống")
COMMAND_LINE = Actor(id="system", name="Hệ thống (dòng lệnh)")
"""Whoever has the machine and its command line: it acts in the name of the system, and says so."""
