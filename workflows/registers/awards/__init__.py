"""The award catalogue, the law in force on a day, and who holds which title since when."""

from workflows.registers.awards.facts import facts_for
from workflows.registers.awards.model import Award, Hold, Initiative, Regime, TitleRecord, YearRecord
from workflows.registers.awards.store import award_catalogue, regime_on, titles_of

__all__ = [
    "Award",
    "Hold",
    "Initiative",
    "Regime",
    "TitleRecord",
    "YearRecord",
    "award_catalogue",
    "facts_for",
    "regime_on",
    "titles_of",
]
