"""The facts of a nomination that a person deciding needs first."""

from flask_babel import format_decimal
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.clock import local_day
from web.layout.times import show_date
from web.parts.naming import authority_name, load_names, regime_name, type_name
from workflows.procedures.nomination.limits import limit_of
from workflows.registers.awards.reward import reward_of
from workflows.registers.awards.store import award_rule
from workflows.registers.frozen.store import last_round
from workflows.registers.nominations.model import LIST, Nomination
from workflows.registers.sources import VERIFIED

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
        *_limit(session, about),
        *_reward(session, about),
    ]


def _achievement(about: Nomination) -> Facts:
    """Return the feat with its day, or the movement, that is commended."""
    if about.feat_on is not None:
        day, number = show_date(about.feat_on), about.achievement.feat_no
        said = _("%(day)s, feat %(number)s of that day", day=day, number=number) if number > 1 else day
        return [(_("The feat"), about.feat), (_("Day of the feat"), said)]
    return [(_("The movement"), about.feat)] if about.feat else []


def _limit(session: Session, about: Nomination) -> Facts:
    """Return by when its level has to be done with it, and how much of that time is used."""
    found = limit_of(session, about)
    if found is None:
        return []
    numbers = {"days": found.days, "day": show_date(found.last_day), "used": found.used, "paused": found.paused}
    said = _("%(days)s working days, to %(day)s; %(used)s used, %(paused)s not counted", **numbers)
    over = _("the time is over")
    return [(_("Time for the whole"), _marked(f"{said} – {over}" if found.is_over else said, found.status))]


def _reward(session: Session, about: Nomination) -> Facts:
    """Return the money that comes with the award, at the base salary of the day it was decided, today before that."""
    on = local_day(about.decided_at) if about.decided_at else clock.today()
    found = reward_of(session, about.award_code, about.regime, on)
    if found is None or about.subject_kind == LIST:
        return []
    numbers = {"multiple": format_decimal(found.multiple), "salary": format_decimal(found.base_salary)}
    said = _("%(multiple)s × %(salary)s đồng = %(amount)s đồng", amount=format_decimal(found.amount), **numbers)
    return [(_("Money that comes with it"), _marked(said, found.status))]


def _marked(said: str, status: str) -> str:
    """Return words; of what was not read in the text of the law, that the body applies it so."""
    applied = _("as the body applies it")
    return said if status == VERIFIED else f"{said} ({applied})"


def _handed(session: Session, code: str) -> Facts:
    """Return how often the content a nomination stands under was handed over; its digest stands in the record."""
    found = last_round(session, code)
    return [] if found is None else [(_("Content handed over"), _("round %(round)s", round=found.no))]
