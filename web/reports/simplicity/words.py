"""The words of the page of simplicity."""

from collections.abc import Mapping

from flask_babel import gettext as _

from engine.base.text import N_
from web.reports.simplicity.asked import BY

HEADS: Mapping[str, str] = {
    "days": N_("Days (median)"),
    "nine_of_ten": N_("Days (nine of ten)"),
    "steps": N_("Steps"),
    "people": N_("People involved"),
    "papers": N_("Papers"),
    "returns": N_("Returned"),
    "again": N_("Entered twice"),
}
"""The figures of a line; days of one case have a head of their own."""


def by_name(by: str) -> str:
    """Return the name of what the page is told along."""
    return _(BY[by])


def case_head(name: str) -> str:
    """Return the head of a measure in the list of cases."""
    return _("Working days") if name == "days" else _(HEADS[name])
