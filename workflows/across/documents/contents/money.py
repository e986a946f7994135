"""The money that comes with an award, as papers write it: only where the text that says so was read."""

import re
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.clock import local_day
from workflows.registers.awards.reward import reward_of
from workflows.registers.nominations.model import Nomination

_SOURCE = re.compile(r"NĐ (?P<number>\S+)(?: (?P<article>Điều \d+))?")
VERIFIED = "verified"


@dataclass(frozen=True)
class Money:
    """A multiple of the base salary, as papers write it (`4,5`), and the article that says so."""

    multiple: str
    article: str

    def times(self, number: int) -> str:
        """Return the multiple for so many holders."""
        return written(number * Decimal(self.multiple.replace(",", ".")))


def money_for(session: Session, nomination: Nomination) -> Money | None:
    """Return what comes with the award of a nomination on the day it was decided; nothing where that is unverified."""
    on = local_day(nomination.decided_at) if nomination.decided_at else clock.today()
    found = reward_of(session, nomination.award_code, nomination.regime, on)
    if found is None or found.multiple_status != VERIFIED:
        return None
    return Money(written(found.multiple), in_full(found.source))


def written(multiple: Decimal) -> str:
    """Return a multiple with a comma, one digit behind it."""
    return f"{multiple:.1f}".replace(".", ",")


def in_full(source: str) -> str:
    """Return an article as papers cite it: `NĐ 98/2023/NĐ-CP Điều 54` is Article 54 of the decree of that number."""
    found = _SOURCE.fullmatch(source)
    if found is None:
        return source
    return " ".join(filter(None, [found["article"], f"Nghị định số {found['number']}"]))
