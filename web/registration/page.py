"""What the page of registrations shows: the units one answers for, with what each registered and reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from web.layout.numbers import read_number
from web.parts.naming import unit_name
from workflows.registers.awards.model import Award, SubjectKind
from workflows.registers.awards.store import awards
from workflows.registers.organisation.access import visible_units
from workflows.registers.organisation.model import Unit, body_of
from workflows.registers.organisation.store import people_of_unit, unit_tree
from workflows.registers.registration import store
from workflows.registers.registration.commands import may_register
from workflows.registers.registration.model import RegisteredTarget

TITLE = "title"
MOST_PEOPLE = 200
EMPTY_ROWS = 3


@dataclass(frozen=True)
class Standing:
    """What a unit registered, and how many of its targets were reached by July and by December."""

    unit: Unit
    collectives: int
    people: int
    targets: int
    july: tuple[int, int]
    december: tuple[int, int]


def units_for(session: Session, me: Actor) -> list[Unit]:
    """Return the units whose registrations somebody reads: those under their posts; of an auditor all of a body."""
    seen = visible_units(me)
    roots = [None] if seen.everything else sorted(set(seen.roots))
    found = {unit.code: unit for root in roots for unit in unit_tree(session, root)}
    return list(found.values())


def chosen_year(sent: Any) -> int:
    """Return the year asked for, this one unless told."""
    return read_number(sent.get("nam"), 2000, 2200) or clock.today().year


def page_of(session: Session, me: Actor, year: int, asked: str) -> dict[str, Any]:
    """Return what the page shows of a year and the unit asked for, the first of one's own unless told."""
    units = units_for(session, me)
    mine = [one for one in units if may_register(me, one.code)]
    unit = next((one for one in units if one.code == asked), next(iter([*mine, *units]), None))
    shown: dict[str, Any] = {"year": year, "units": [(one.code, unit_name(one)) for one in units], "unit": unit}
    if unit is None:
        return shown
    targets = store.targets_of(session, unit.code, year)
    choices = [one for one in awards(session) if one.family == TITLE and one.is_given_in(unit.body_code)]
    return shown | {
        "standings": standings(session, [one for one in units if one.code.startswith(f"{unit.code}.")] + [unit], year),
        "registered": store.registrations_in(session, unit.code, year),
        "targets": targets,
        "blank_rows": range(len(targets), len(targets) + EMPTY_ROWS) if _may_plan(year, targets) else (),
        "may_plan": _may_plan(year, targets),
        "months": {"july": _is_reckoned(year, 7), "december": _is_reckoned(year, 12)},
        "may_register": may_register(me, unit.code),
        "is_open": clock.today().year <= year <= clock.today().year + 1,
        "titles": _choices(choices),
        "people": people_of_unit(session, unit.code, whole=False)[:MOST_PEOPLE],
        "rule": store.rule_of(session, body_of(unit.code)),
    }


def _choices(choices: Sequence[Award]) -> dict[str, list[Award]]:
    kinds = (SubjectKind.INDIVIDUAL, SubjectKind.COLLECTIVE)
    return {kind: [one for one in choices if kind in one.subjects] for kind in kinds}


def _is_reckoned(year: int, month: int) -> bool:
    today = clock.today()
    return (today.year, today.month) >= (year, month)


def _may_plan(year: int, targets: Sequence[RegisteredTarget]) -> bool:
    return not targets or not _is_reckoned(year, 7)


def standings(session: Session, units: Sequence[Unit], year: int) -> list[Standing]:
    """Return how units stand, in the order of the tree."""
    roots = [one.code for one in units]
    counted = store.count_registered(session, roots, year)
    targets: dict[str, list[RegisteredTarget]] = {}
    for one in store.targets_under(session, roots, year):
        targets.setdefault(one.unit_code, []).append(one)
    ordered = sorted(units, key=lambda one: one.code)
    return [_standing(one, counted.get(one.code, (0, 0)), targets.get(one.code, [])) for one in ordered]


def _standing(unit: Unit, counted: tuple[int, int], targets: Sequence[RegisteredTarget]) -> Standing:
    halves = [[getattr(one, half) for one in targets] for half in ("july", "december")]
    july, december = (_reached(targets, values) for values in halves)
    return Standing(unit, *counted, len(targets), july, december)


def _reached(targets: Sequence[RegisteredTarget], values: Sequence[Decimal | None]) -> tuple[int, int]:
    """Return how many targets were reached and of how many it is told."""
    told = [(one.planned, value) for one, value in zip(targets, values, strict=True) if value is not None]
    return sum(value >= planned for planned, value in told), len(told)
