"""Codes that diagrams write out: who keeps units, councils, blocs and people tells which of them there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

PRINCIPAL, PERSON = "principal", "person"
Code = tuple[str, str]
"""What a code is said as, and the code: a principal (`role@place`), a person's id, or an action's parameter by name."""


@dataclass(frozen=True)
class Unknown:
    """A code that is in no register: the nearest one there is, and whether the register holds anything yet."""

    near: str = ""
    is_filled: bool = True


class Registers(Protocol):
    """Knows the codes of an installation."""

    def unknown(self, session: Session, codes: frozenset[Code]) -> Mapping[Code, Unknown]:
        """Return those of some codes that a register would hold and does not."""
        ...


_known: list[Registers] = []


def use_registers(registers: Registers) -> None:
    """Let somebody tell which codes there are from now on."""
    _known[:] = [registers]


def registers() -> Registers | None:
    """Return who tells which codes there are; None where nobody does."""
    return _known[0] if _known else None
