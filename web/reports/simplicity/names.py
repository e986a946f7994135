"""What is named on the page of simplicity: what its lines stand for, and what it may be narrowed to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base import clock
from web.layout.language import language
from web.layout.times import show_date
from web.parts.naming import TYPES, Names, own_name, type_name
from web.reports.report import Choices, Known, make_choices
from web.reports.simplicity import store
from web.reports.simplicity.asked import MAIN, Asked
from workflows.registers.movements.store import names_of_movements
from workflows.registers.organisation.store import all_blocs
from workflows.shipped import procedures


def known_names(session: Session, asked: Asked, names: Names) -> Known:
    """Return by what a page may be told along: its values with their names."""
    return {
        "award": names.awards,
        "type": {code: type_name(code) for code in TYPES},
        "body": names.units,
        "unit": {code: names.placed(code) for code in names.units},
        "movement": dict(names_of_movements(session)),
        "bloc": {bloc.code: own_name(bloc) for bloc in all_blocs(session)},
        "release": {one[0]: _release(*one) for one in store.releases_of(session, asked.procedure)},
        "year": {},
    }


def _release(number: int, since: datetime) -> str:
    return _("Version %(number)s, from %(day)s", number=number, day=show_date(clock.local_day(since)))


def choices(session: Session, asked: Asked, known: Known, seen: Mapping[str, Sequence[Any]]) -> Choices:
    """Return what the page may be narrowed to: what every report may be, and all versions of the procedure."""
    found = make_choices(session, asked, known, seen)
    releases = [(str(number), name) for number, name in known["release"].items()]
    return found | {"procedure": _procedures(session), "release": releases}


def _procedures(session: Session) -> list[tuple[str, str]]:
    """Return the procedures there are versions of, that of nominations first."""
    named = {one.key: one.name_en if language() == "en" else one.name_vi for one in procedures()}
    live = [(code, named.get(code, code)) for code in store.procedures_live(session)]
    return sorted(live, key=lambda one: (one[0] != MAIN, one[1]))
