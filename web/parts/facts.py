"""The facts of a nomination that a person deciding needs first."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from web.layout.times import show_date
from web.parts.naming import authority_name, load_names, regime_name, type_name
from workflows.registers.awards.store import award_rule
from workflows.registers.frozen.digest import short
from workflows.registers.frozen.store import last_round
from workflows.registers.nominations.model import Nomination

Facts = list[tuple[str, str]]


def nomination_facts(session: Session, about: Nomination, step: str) -> Facts:
    """Return the facts with their labels."""
    names = load_names(session, [about.body_code, about.reviewer])
    return [
        (_("Proposed award"), names.award(about.award_code, about.body_code)),
        (_("Type of commendation"), type_name(about.commendation_type)),
        *_achievement(about),
        (_("Decided by"), authority_name(award_rule(session, about.award_code, about.regime))),
        (_("Step now"), step),
        (_("Year"), str(about.year)),
        (_("Submitting body"), names.unit(about.body_code)),
        *([(_("Reviewed and decided by"), names.unit(about.review_code))] if about.review_code else []),
        (_("Rules applied"), regime_name(session, about.regime)),
        *_handed(session, about.code),
    ]


def _achievement(about: Nomination) -> Facts:
    """Return the feat with its day, or the movement, that is commended."""
    if about.feat_on is not None:
        return [(_("The feat"), about.feat), (_("Day of the feat"), show_date(about.feat_on))]
    return [(_("The movement"), about.feat)] if about.feat else []


def _handed(session: Session, code: str) -> Facts:
    """Return the mark of the content a nomination stands under, once it was handed over."""
    found = last_round(session, code)
    if found is None:
        return []
    mark = _("%(mark)s, round %(round)s", mark=short(found.sha256), round=found.no)
    return [(_("Content handed over"), mark)]
