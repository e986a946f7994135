"""Names of awards, units and steps in the language of the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.text import N_
from engine.model import UserTask
from web.layout.language import language
from workflows.registers.awards import store as awards
from workflows.registers.awards.achievement import ADHOC, CONTRIBUTION, MERIT, MOVEMENT
from workflows.registers.awards.model import AwardRule
from workflows.registers.awards.store import AwardNames
from workflows.registers.organisation import store as organisation
from workflows.registers.organisation.called import words_for
from workflows.registers.organisation.model import Unit, body_of

TYPES = {
    MERIT: N_("Merit"),
    ADHOC: N_("Ad hoc, for a feat"),
    MOVEMENT: N_("Emulation movement"),
    CONTRIBUTION: N_("Process of contribution"),
    "seniority": N_("Seniority"),
    "diplomatic": N_("Diplomatic"),
}


class Named(Protocol):
    """Whatever has a name in Vietnamese and perhaps one in English."""

    @property
    def name(self) -> str:
        """The name in Vietnamese."""

    @property
    def name_en(self) -> str:
        """The name in English, empty where there is none."""


@dataclass(frozen=True)
class Names:
    """Names by code for one page."""

    awards: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    called: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def award(self, code: str, body: str = "") -> str:
        """Return the name of an award, as a body calls it where one is told; its code where there is none."""
        return self.called.get((code, body)) or self.awards.get(code, code)

    def unit(self, code: str) -> str:
        """Return the name of a unit, its code where there is none."""
        return self.units.get(code, code)

    def placed(self, code: str) -> str:
        """Return the name of a unit with that of the body it lies in, where it is not the body itself."""
        body = body_of(code)
        return self.unit(code) if body == code else f"{self.unit(code)}, {self.unit(body)}"


def load_names(session: Session, units: Iterable[str] = ()) -> Names:
    """Return the names of all awards, and of some units and the bodies they lie in."""
    codes, names = set(units), awards.all_names(session)
    return Names(
        awards={one.code: own_name(one) for one in names if not one.body_code},
        units=_unit_names(session, codes | {body_of(code) for code in codes}),
        called=_called(names),
    )


def _called(names: Iterable[AwardNames]) -> dict[tuple[str, str], str]:
    """Return what bodies call awards, in Vietnamese: on English pages awards have their general names."""
    found = names if language() != "en" else ()
    return {(one.code, one.body_code): one.name for one in found if one.body_code}


def _unit_names(session: Session, codes: set[str]) -> dict[str, str]:
    if not codes:
        return {}
    return {code: unit_name(unit) for code, unit in organisation.units_by_code(session, codes).items()}


def own_name(thing: Named) -> str:
    """Return the name of a thing in the language of the page, in Vietnamese where it has no English one."""
    name = thing.name_en if language() == "en" and thing.name_en else thing.name
    return words_for(thing.title, name) if isinstance(thing, UserTask) else name


def type_name(code: str) -> str:
    """Return the name of a type of commendation."""
    return _(TYPES[code]) if code in TYPES else code


def with_type(name: str, code: str) -> str:
    """Return the name of an award with the type of commendation behind it, where that is not merit."""
    return name if code == MERIT else f"{name} · {type_name(code)}"


def authority_name(rule: AwardRule | None) -> str:
    """Return who decides on an award."""
    if rule is None:
        return "–"
    name = rule.authority_en if language() == "en" and rule.authority_en else rule.authority
    return _("%(who)s, submitted by the Prime Minister", who=name) if rule.through else name


def unit_name(unit: Unit) -> str:
    """Return the name of a unit."""
    return own_name(unit)


def step_name(task: UserTask) -> str:
    """Return the name of the step a task stands for."""
    return own_name(task)


def regime_name(session: Session, code: str) -> str:
    """Return the name of a legal regime, its code where there is none."""
    regime = next((regime for regime in awards.regimes(session) if regime.code == code), None)
    if regime is None:
        return code
    return own_name(regime)
