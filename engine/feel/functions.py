"""Functions as FEEL values: built in, written in FEEL, or given by the host."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.feel.frame import Root

if TYPE_CHECKING:
    from engine.feel.types import AnyType

Signature = tuple[tuple["AnyType", ...], "AnyType"]


class Function(ABC):
    """Something that can be called from an expression."""

    @abstractmethod
    def invoke(self, args: Sequence[Any], root: Root, position: int = 0) -> Any:
        """Call with arguments by position; what cannot be computed is None and a warning on the root."""

    @abstractmethod
    def invoke_named(self, args: Mapping[str, Any], root: Root, position: int = 0) -> Any:
        """Call with arguments by name."""

    def signature(self) -> "Signature | None":
        """Return the types of parameters and result, if they are known."""
        return None

    def arity(self) -> int | None:
        """Return how many parameters there are, if that is one number."""
        return None

    def __call__(self, *args: Any) -> Any:
        """Call from the host with arguments by position."""
        return self.invoke(args, Root({}))
