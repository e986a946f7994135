"""How many of a unit may be proposed for an award at most."""

from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from workflows.registers.awards.store import count_holders
from workflows.registers.decisions.decide import decide

if TYPE_CHECKING:
    from workflows.procedures.nomination.letters.checking import Asked

# What the share is taken of, by award: the holders of a title for the same year.
_BASES = {"CSTDCS": "LDTT"}


def cap_check(session: Session, asked: "Asked", proposed: int) -> list[dict[str, Any]]:
    """Return the check that a list stays within the award's share (whole numbers, rounded down), none without one.

    Counted are those who hold the award for the year already and those proposed now.
    """
    base_award = _BASES.get(asked.award)
    rule = decide("caps.dmn", "cap_percent", {"award": asked.award, "regime": asked.regime})
    if base_award is None or not isinstance(rule, dict):
        return []
    base = count_holders(session, asked.unit, base_award, asked.year)
    most = base * int(rule["percent"]) // 100
    held = count_holders(session, asked.unit, asked.award, asked.year)
    said = {"percent": rule["percent"], "base": base, "most": most, "all": held + proposed}
    return [
        {
            "rule": "ty-le",
            "met": held + proposed <= most,
            "text": "Không quá {percent}% của {base} người đạt Lao động tiên tiến: {all}/{most}".format(**said),
            "text_en": "At most {percent}% of {base} Advanced Workers: {all} of {most}".format(**said),
            "source": str(rule["source"]),
            "status": str(rule["status"]),
        }
    ]
