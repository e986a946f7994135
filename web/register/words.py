"""Words of the register in the language of the page."""

from datetime import date

from flask_babel import gettext as _

from engine.base.text import N_
from web.layout.times import show_date
from web.parts.facts import Facts
from web.parts.naming import type_name
from workflows.registers.awards.model import TitleRecord

GROUNDS = {
    "fraud": N_("Fraud in declaring merit"),
    "false_papers": N_("False information or papers"),
    "contrary": N_("Appraised or proposed contrary to the rules"),
    "violation": N_("A finding or judgment on a breach in the time counted"),
}
OUTCOMES = {"revoked": (N_("revoked"), "bad"), "kept": (N_("the award stands"), "ok")}


def title_facts(one: TitleRecord) -> Facts:
    """Return what an entry of the register says, with its labels; what is empty is left out."""
    found = [
        (_("Type of commendation"), type_name(one.commendation_type)),
        (_("Achievement"), _dated(one.feat, one.feat_on)),
        (_("Decision"), _dated(one.decision_no, one.decided_on)),
        (_("Revoked by"), _dated(one.revoked_no, one.revoked_on)),
        (_("Reason"), one.revoked_for),
    ]
    return [(label, value) for label, value in found if value]


def _dated(text: str, day: date | None) -> str:
    return ", ".join([*([text] if text else []), *([show_date(day)] if day else [])])
