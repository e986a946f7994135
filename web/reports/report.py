"""One report: its lines, reasons and paces, with everything named in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from web.parts.naming import TYPES, Names, load_names, own_name, type_name
from web.parts.places import SEXES, units_within
from web.reports import figures, persons, store
from web.reports.asked import Asked, Narrowed
from web.reports.figures import Line, Pace
from workflows.registers.awards.store import regimes
from workflows.registers.movements.store import names_of_movements
from workflows.registers.organisation.store import all_blocs

Known = Mapping[str, Mapping[Any, str]]
Choices = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Report:
    """What a page or a workbook shows; `is_cut` where the paces are those of the newest tasks alone."""

    asked: Asked
    lines: list[Line]
    total: Line
    reasons: list[tuple[str, str, int]]
    paces: list[Pace]
    is_cut: bool
    choices: Choices

    @property
    def most(self) -> int:
        """Return how many the largest line holds."""
        return max((line.proposed for line in self.lines), default=0)


def make_report(session: Session, actor: Actor, asked: Asked) -> Report:
    """Work out the report an actor asks for, of what they may see."""
    groups, seen = store.counts(session, actor, asked), store.values_seen(session, actor)
    units = {str(group.value) for group in groups if group.value} if asked.by in ("unit", "body") else set()
    known = _known(session, load_names(session, {*units, *seen["body"]}))
    value_of = persons.directness if asked.by == "direct" else None
    found = figures.lines(groups, _namer(asked, known), value_of)
    total = figures.total(found, _("Total"))
    steps = store.steps_done(session, actor, asked, total.proposed)
    return Report(
        asked=asked,
        lines=found,
        total=total,
        reasons=store.reasons(session, actor, asked),
        paces=figures.paces(steps, own_name),
        is_cut=total.proposed > store.FEW or len(steps) == store.MOST_STEPS,
        choices=make_choices(session, asked, known, seen),
    )


def _known(session: Session, names: Names) -> Known:
    return persons.people_names() | {
        "award": names.awards,
        "type": {code: type_name(code) for code in TYPES},
        "body": names.units,
        "unit": {code: names.placed(code) for code in names.units},
        "movement": dict(names_of_movements(session)),
        "bloc": {bloc.code: own_name(bloc) for bloc in all_blocs(session)},
        "regime": {regime.code: own_name(regime) for regime in regimes(session)},
        "year": {},
    }


def _namer(asked: Asked, known: Known) -> Callable[[Any], str]:
    if asked.by == "half":
        return persons.half_name
    if asked.by in persons.OF_PEOPLE:
        return persons.people_namer(known[asked.by])
    none = _("Outside any movement") if asked.by == "movement" else _("Outside any bloc")
    return figures.names_from(known[asked.by], none)


def make_choices(session: Session, asked: Narrowed, known: Known, seen: Mapping[str, Sequence[Any]]) -> Choices:
    """Return what a report may be narrowed to: values the reader sees cases of, units of the body chosen, the sexes."""
    found = {name: [(str(value), known[name].get(value, str(value))) for value in seen[name]] for name in seen}
    return found | {"unit": units_within(session, asked.body), "sex": [(code, _(sex)) for code, sex in SEXES.items()]}
