"""Variables in scopes: the instance, each sub-process, each multi-instance child, each activity with input mappings.

Every SpiffWorkflow task of a scope holds the same Scope object, so parallel branches see each other's results and
nothing is copied from step to step. A write keeps the value's text under the name, so only what changed is stored.
"""

from collections.abc import Iterator, MutableMapping
from uuid import UUID

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.model.values import decode, encode

SHORT = 200
"""How long a value's text may be to be remembered for comparing, in characters."""


class VariableError(BangVangError):
    """A value cannot be kept as a variable, such as a function."""


def _text_of(name: str, value: object) -> str:
    try:
        return encode(value)
    except TypeError:
        text = Text(
            N_("The value of “%(name)s” is a %(kind)s and cannot be kept."), {"name": name, "kind": _kind(value)}
        )
        raise VariableError(text) from None


def _kind(value: object) -> str:
    return type(value).__name__


class Scope(MutableMapping[str, object]):
    """A mapping of variables with its parent behind it.

    `owner` is the id of the SpiffWorkflow task whose life the scope shares; None for the instance's own scope.
    `touched` is shared by all scopes of an instance: those that differ from what is stored. `stored` holds the short
    texts that were written last: a value set to what it was already is not written again. `keeps` what is set within
    from going further out, and `hides` what is further out from within: so a call activity may ask for it.
    """

    def __init__(self, id: UUID, parent: "Scope | None" = None, owner: UUID | None = None) -> None:  # noqa: A002
        self.id = id
        self.parent = parent
        self.owner = owner
        self.local: dict[str, object] = {}
        self.changed: dict[str, str] = {}
        self.stored: dict[str, str] = {}
        self.is_new = True
        self.keeps = False
        self.hides = False
        self.touched: dict[UUID, Scope] = {} if parent is None else parent.touched

    def __getitem__(self, name: str) -> object:
        holder = self.find(name)
        if holder is None:
            raise KeyError(name)
        return holder.local[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.find(name) is not None

    def __setitem__(self, name: str, value: object) -> None:
        """Set a variable where it lives; a new one goes to the outermost scope, as Zeebe propagates variables."""
        self._home(name).set_local(name, value)

    def __delitem__(self, name: str) -> None:
        msg = "variables are never removed"
        raise TypeError(msg)

    def __iter__(self) -> Iterator[str]:
        seen: set[str] = set()
        scope: Scope | None = self
        while scope is not None:
            yield from (name for name in scope.local if name not in seen)
            seen.update(scope.local)
            scope = scope._around

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def _around(self) -> "Scope | None":
        """Return the next scope further out that can be seen from here."""
        return None if self.hides else self.parent

    def _home(self, name: str) -> "Scope":
        """Return the scope in which a variable is set."""
        scope = self
        while name not in scope.local and scope.parent is not None and not scope.keeps:
            scope = scope.parent
        return scope

    def find(self, name: str) -> "Scope | None":
        """Return the nearest scope that holds a variable."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.local:
                return scope
            scope = scope._around
        return None

    def set_local(self, name: str, value: object) -> None:
        """Set a variable in this very scope; raises VariableError for what cannot be kept."""
        text = _text_of(name, value)
        self.local[name] = value
        if name not in self.changed and self.stored.get(name) == text:
            return
        self.changed[name] = text
        self.touch()

    def read_back(self, name: str, text: str) -> None:
        """Take a variable as it is stored."""
        self.local[name] = decode(text)
        self._remember(name, text)

    def note_stored(self) -> None:
        """Note that what changed has been written."""
        self.is_new = False
        for name, text in self.changed.items():
            self._remember(name, text)
        self.changed.clear()

    def _remember(self, name: str, text: str) -> None:
        if len(text) <= SHORT:
            self.stored[name] = text
        else:
            self.stored.pop(name, None)

    def touch(self) -> None:
        """Note that this scope differs from what is stored, among all scopes of its instance."""
        self.touched[self.id] = self
