"""The facts of a nomination that a person deciding needs first."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from web.parts.naming import authority_name, load_names, regime_name
from workflows.registers.awards.store import award_rule
from workflows.registers.frozen.digest import short
from workflows.registers.frozen.store import last_round
from workflows.registers.nominations.model import Nomination

Facts = list[tuple[str, str]]


def nomination_facts(session: Session, about: Nomination, step: str) -> Facts:
    """Return the facts with their labels."""
    names = load_names(session, [about.body_code, about.reviewer])
    return [
        (_("Proposed award"), names.award(about.award_code)),
        (_("Decided by"), authority_name(award_rule(session, about.award_code, about.regime))),
        (_("Step now"), step),
        (_("Year"), str(about.year)),
        (_("Submitting body"), names.unit(about.body_code)),
        *([(_("Reviewed and decided by"), names.unit(about.review_code))] if about.review_code else []),
        (_("Rules applied"), regime_name(session, about.regime)),
        *_handed(session, about.code),
    ]


def _handed(session: Session, code: str) -> Facts:
    """Return the mark of the content a nomination stands under, once it was handed over."""
    found = last_round(session, code)
    if found is None:
        return []
    mark = _("%(mark)s, round %(round)s", mark=short(found.sha256), round=found.no)
    return [(_("Content handed over"), mark)]
