"""What money goes with an award, as a multiple of the base salary: verified multiples only, each with its article."""

import csv
from dataclasses import dataclass
from functools import cache

from workflows.registers.awards.catalogue import DATA


@dataclass(frozen=True)
class Money:
    """A multiple of the base salary, as papers write it (`4,5`), and the article that says so."""

    multiple: str
    article: str


def money_for(award: str, regime: str) -> Money | None:
    """Return what goes with an award under a regime, by the code its rules know it by; nothing where unverified."""
    return _multiples().get((award, regime))


@cache
def _multiples() -> dict[tuple[str, str], Money]:
    with (DATA / "award_money.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["award_code"], row["regime_code"]): Money(row["multiple"], row["article"]) for row in rows}
