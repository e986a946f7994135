"""What an award is given for, in the words of papers."""

from workflows.across.documents.contents.letterhead import day
from workflows.registers.awards.achievement import ADHOC, CONTRIBUTION, MOVEMENT
from workflows.registers.nominations.model import Nomination

_OTHERS = {
    CONTRIBUTION: "có quá trình cống hiến",
    "seniority": "có đủ niên hạn",
    "diplomatic": "có thành tích trong khen thưởng đối ngoại",
}


def of_what(nomination: Nomination) -> str:
    """Return what stands behind an award's name: its year, and the ground where that is not merit."""
    words = {ADHOC: " (khen thưởng đột xuất)", MOVEMENT: f" ({nomination.feat})"}
    return f"năm {nomination.year}{words.get(nomination.commendation_type, '')}"


def for_what(nomination: Nomination) -> str:
    """Return what stands behind whom an award is given to; nothing where it is the merit of the year."""
    if nomination.commendation_type == ADHOC:
        return f", đã lập thành tích đột xuất ngày {day(nomination.feat_on)}: {nomination.feat.rstrip('.')}"
    if nomination.commendation_type == MOVEMENT:
        return f", đã có thành tích trong {nomination.feat}"
    told = _OTHERS.get(nomination.commendation_type)
    return f", {told}" if told else ""
