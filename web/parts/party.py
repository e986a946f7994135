"""The opinion of a party committee on a nomination, as pages tell it to those who judge it."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from web.layout.language import language
from web.layout.times import show_date
from workflows.procedures.nomination.party.model import PartyOpinion
from workflows.procedures.nomination.party.required import Asked, opinion_asked
from workflows.procedures.nomination.party.store import opinions_on
from workflows.registers.awards.rules import newest_release
from workflows.registers.nominations.model import Nomination
from workflows.registers.sources import VERIFIED


def party_facts(session: Session, about: Nomination) -> list[tuple[str, str]]:
    """Return what the party committee said last, or what is missing and who supplies it; nothing if none is asked."""
    found = opinions_on(session, about.code)
    asked = None if found else opinion_asked(session, about, newest_release(session, "nomination"))
    if not found and asked is None:
        return []
    said = told(found[0]) if found else _missing(asked) if asked else ""
    return [(_("Opinion of the party committee"), said)]


def told(opinion: PartyOpinion) -> str:
    """Return an opinion in words: for or against, whose, in which paper, and why not."""
    named = {"committee": opinion.committee, "no": opinion.paper_no, "day": show_date(opinion.paper_on)}
    if opinion.agrees:
        return _("agrees: %(committee)s, paper %(no)s of %(day)s", **named)
    return _("does NOT agree: %(committee)s, paper %(no)s of %(day)s – %(why)s", why=opinion.note, **named)


def _missing(asked: Asked) -> str:
    is_english = language() == "en"
    who = asked.committee_en if is_english else asked.committee
    supplier = asked.supplier_en if is_english else asked.supplier
    said = _("missing: the opinion of %(who)s; %(supplier)s supplies it", who=who, supplier=supplier)
    return said if asked.status == VERIFIED else _("%(what)s (as the body applies it)", what=said)
