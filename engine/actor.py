"""Who acts, as the engine sees it: an id, a name, and the principals held at this moment."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A person (or the system) at the moment of acting.

    `principals` are strings `role@scope`, resolved from posts when the request began, so a change of post takes
    effect at once. `on_behalf_of` names the person acted for.
    """

    id: str
    name: str
    principals: frozenset[str] = frozenset()
    on_behalf_of: str | None = None

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
