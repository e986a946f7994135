"""One report: its lines, reasons and paces, with everything named in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from web.parts.naming import TYPES, load_names, own_name, type_name
from web.reports import figures, store
from web.reports.asked import Asked
from web.reports.figures import Line, Pace
from workflows.registers.organisation.store import all_blocs


@dataclass(frozen=True)
class Report:
    """What a page or a workbook shows; `is_cut` where the paces are those of the newest tasks alone."""

    asked: Asked
    lines: list[Line]
    total: Line
    reasons: list[tuple[str, str, int]]
    paces: list[Pace]
    is_cut: bool
    choices: Mapping[str, list[tuple[str, str]]]

    @property
    def most(self) -> int:
        """Return how many the largest line holds."""
        return max((line.proposed for line in self.lines), default=0)


def make_report(session: Session, actor: Actor, asked: Asked) -> Report:
    """Work out the report an actor asks for, of what they may see."""
    groups, seen = store.counts(session, actor, asked), store.values_seen(session, actor)
    units = {str(group.value) for group in groups if group.value} if asked.by in ("unit", "body") else set()
    names = load_names(session, {*units, *seen["body"]})
    blocs = {bloc.code: own_name(bloc) for bloc in all_blocs(session)}
    known: dict[str, Mapping[Any, str]] = {
        "award": names.awards,
        "type": {code: type_name(code) for code in TYPES},
        "body": names.units,
        "unit": names.units,
        "bloc": blocs,
        "year": {},
    }
    steps = store.steps_done(session, actor, asked)
    found = figures.lines(groups, figures.names_from(known[asked.by], _("Outside any bloc")))
    return Report(
        asked=asked,
        lines=found,
        total=figures.total(found, _("Total")),
        reasons=store.reasons(session, actor, asked),
        paces=figures.paces(steps, own_name),
        is_cut=len(steps) == store.MOST_STEPS,
        choices={
            name: [(str(value), known[name].get(value, str(value))) for value in values]
            for name, values in seen.items()
        },
    )
