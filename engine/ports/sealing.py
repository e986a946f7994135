"""Content that stands still: whoever keeps cases tells the engine what people hand over and act on.

The engine asks before each task of a case is completed, and tells after. What is answered goes into the history.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from sqlalchemy.orm import Session

from engine.base.actor import Actor


class Sealed(NamedTuple):
    """Content that stands still: its digest, and the round in which it was handed over."""

    content: str
    round: int


UNSEALED = Sealed("", 0)
"""What a step acts on where nothing was handed over."""


class Seals(Protocol):
    """Knows the content of cases by their business key; `variables` are those of the instance acted in."""

    def require_same(
        self, session: Session, step: tuple[str, str], answers: Mapping[str, Any], variables: Mapping[str, Any]
    ) -> Sealed:
        """Return the content that a step (business key, element) acts on; raise where it changed."""
        ...

    def hand_over(
        self,
        session: Session,
        step: tuple[str, str],
        answers: Mapping[str, Any],
        variables: Mapping[str, Any],
        by: Actor,
    ) -> Sealed | None:
        """Freeze what a completed step hands over and return it; None where it hands over nothing."""
        ...


_known: list[Seals] = []


def use_seals(seals: Seals) -> None:
    """Let somebody keep the content of cases from now on."""
    _known[:] = [seals]


def seals() -> Seals | None:
    """Return who keeps the content of cases, if anybody does."""
    return _known[0] if _known else None
