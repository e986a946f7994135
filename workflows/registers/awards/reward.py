"""The money that comes with an award: a multiple of the base salary of the day on which it is decided."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from workflows.registers.awards.rules import decide_under, newest_release
from workflows.registers.awards.store import find_award


@dataclass(frozen=True)
class Reward:
    """So many times the base salary, in đồng; from which text, and whether that was read (`verified`).

    `status` is that of the amount, `multiple_status` that of the multiple alone.
    """

    multiple: Decimal
    base_salary: int
    amount: int
    source: str
    status: str
    multiple_status: str


def reward_of(session: Session, award: str, regime: str, decided_on: date) -> Reward | None:
    """Return what comes with an award decided on a day; none where no amount is known for it.

    Raises NotFoundError for an unknown award.
    """
    asked = {"award": find_award(session, award).rules_code, "regime": regime, "decided_on": decided_on}
    found = decide_under(session, newest_release(session, "nomination"), "money.dmn", "reward", asked)
    if found is None:
        return None
    words = (str(found[name]) for name in ("source", "status", "multiple_status"))
    return Reward(found["multiple"], int(found["base_salary"]), int(found["amount"]), *words)
