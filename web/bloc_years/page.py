"""The page of one year of a bloc."""

from typing import Any

from flask import render_template
from flask_babel import format_decimal, gettext, ngettext

from engine.commands.remarks import LONGEST
from web.base.database import database
from web.bloc_years.addresses import scope_in
from web.bloc_years.parts import AT, parts_of
from web.bloc_years.words import CHANGES, CRITERIA, DIRECTIONS, PRESENCES, STATES, TURNS
from web.layout.keys import new_key
from web.parts.checks import read_checks
from web.parts.naming import load_names
from web.parts.shown import papers_of
from web.parts.sight import sees_nomination
from web.signin.access import current_actor
from workflows.procedures.bloc_year.conference import attendees_of
from workflows.procedures.bloc_year.counting import VOTES
from workflows.procedures.bloc_year.overview.cluster import share_of_flags, votes_of
from workflows.procedures.bloc_year.overview.directions import directions_for
from workflows.procedures.bloc_year.overview.sight import speaks_for, visible_year
from workflows.procedures.bloc_year.overview.steps import TITLES
from workflows.procedures.bloc_year.overview.year import read_year
from workflows.registers.ballot.sheets import count_of
from workflows.registers.movements.store import movements_of_bloc
from workflows.registers.organisation.called import words_for


def year_page(code: str) -> str:
    """Write the page of a year that the person may read.

    Raises NotFoundError.
    """
    me, scope = current_actor(), scope_in(code)
    with database().read() as reading:
        found = visible_year(reading, scope, me)
        year = read_year(reading, found, me)
        conference = {"presences": PRESENCES, "attendees": attendees_of}
        words = {"states": STATES, "turns": TURNS, "titles": TITLES, "decimal": format_decimal, "longest": LONGEST}
        drafting = {"criterion_kinds": CRITERIA, "criterion_changes": CHANGES}
        seen = {one.code for one in year.candidates if sees_nomination(reading, me, one.code)}
        shown = {
            "is_head": me.holds("bloc_head", scope),
            "to_take_on": [one for one in year.leads if one.taker(me) is not None],
            "is_auditor": me.holds("auditor"),
            "speaks_for": speaks_for(reading, found, me),
            "papers": papers_of(reading, me, "bloc", scope),
            "movements": movements_of_bloc(reading, scope),
            "directions": directions_for(reading, scope, me),
            "direction_states": DIRECTIONS,
            "owner": found.owner,
            "votes": votes_of(reading, found) if found.owner else [],
            "shares": read_checks({"checks": share_of_flags(reading, found)}),
            "counts": {vote: count_of(reading, scope, vote) for vote in VOTES},
            "key": new_key(),
        }
        parts = {"parts": parts_of(year, shown), "at": AT}
        names = load_names(reading, {*(one.unit_code for one in year.remarks), found.owner or ""})
        told = said_of(found.year.bloc.name)
        page = {**told, **words, **conference, **drafting, **shown, **parts}
        return render_template("bloc_years/year.html", year=year, names=names, seen=seen, **page)


def said_of(name: str) -> dict[str, Any]:
    """Return what templates translate with, in the words for a bloc of a name."""
    return {
        "_": lambda text, **values: words_for(name, gettext(text, **values)),
        "ngettext": lambda *texts, **values: words_for(name, ngettext(*texts, **values)),
    }
