"""The words of reports."""

from collections.abc import Mapping

from flask_babel import gettext as _

from engine.base.text import N_
from web.reports.asked import BY

HEADS: Mapping[str, str] = {
    "proposed": N_("Proposed"),
    "passed": N_("Passed by the body"),
    "awarded": N_("Awarded"),
    "failed": N_("Not passed"),
    "withdrawn": N_("Withdrawn"),
    "going_on": N_("Under way"),
}
OUTCOMES: Mapping[str, str] = {
    "failed": N_("Not passed"),
    "rejected": N_("Not proposed"),
    "withdrawn": N_("Withdrawn"),
}


def by_name(by: str) -> str:
    """Return the name of what a report is told along."""
    return _(BY[by])
