"""How long somebody held a post, as commending by contribution asks (Decree 152/2025 Art. 21)."""

from collections.abc import Mapping
from typing import Any

from workflows.registers.awards.model import YearRecord


def tenure_facts(sex: str, records: Mapping[int, YearRecord], year: int) -> dict[str, Any]:
    """Return the `post` last held by the end of a year, in how many years, and whether a woman's third is taken off.

    Women need a third less, but for those who retire at the later age (Decree 98/2023 Art. 4, Decree 152/2025 Art. 4).
    """
    held = {y: row for y, row in records.items() if y <= year and row.post}
    last = held[max(held)] if held else None
    return {
        "post": last.post if last else None,
        "post_years": sum(last is not None and row.post == last.post for row in held.values()),
        "post_years_less_third": last is not None and sex == "female" and not last.retires_later,
    }
