"""How long candidates are published before the council meets."""

import pytest

from engine.dmn import load_model
from workflows.shipped import procedures

MODEL = load_model(next(one for one in procedures() if one.key == "unit_review").files()["publication.dmn"])


@pytest.mark.parametrize(
    ("award", "regime", "days", "status"),
    [
        ("AHLD", "R2025", 10, "verified"),
        ("CSTDTQ", "R2017", 10, "unverified"),
        ("HCLD3", "R2024", 10, "unverified"),
        ("CTDCP", "R2017", 0, "unverified"),
        ("LDTT", "R2025", 0, "unverified"),
    ],
)
def test_days_by_award_and_law(award, regime, days, status):
    value = MODEL.evaluate("publication", {"award": award, "regime": regime}).value
    assert (value["days"], value["status"]) == (days, status)
    assert value["source"]
