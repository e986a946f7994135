"""One component of a schema, read property by property; a wrong one becomes a finding and reads as missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.base.text import N_, Text
from engine.feel.errors import FeelError
from forms.components import NOTHING, Path, Wording
from forms.conditions import Condition, Formula, formula_of
from forms.prose import Template
from forms.schema.notes import Notes, name_of

_PATH = re.compile(r"\w+(\.\w+)*")
_CONTROL = re.compile(r"\{\{\s*[#/]")


@dataclass(frozen=True)
class Part:
    """A component's properties and where to note what is wrong with them."""

    raw: Mapping[str, Any]
    notes: Notes
    name: str

    @classmethod
    def of(cls, raw: Mapping[str, Any], notes: Notes) -> "Part":
        """Take up a component."""
        return cls(raw, notes, name_of(raw))

    def section(self, entry: str) -> "Part":
        """Return the properties under one entry: `validate`, `layout`, `conditional` and the like."""
        inner = self.raw.get(entry)
        if inner is not None and not isinstance(inner, Mapping):
            self.refuse("form-value", Text(N_("“%(entry)s” must be an object."), {"entry": entry}))
        return Part(inner if isinstance(inner, Mapping) else {}, self.notes, self.name)

    def refuse(self, rule: str, message: Text) -> None:
        """Note an error of this component."""
        self.notes.add(rule, message, self.name)

    def text(self, entry: str) -> str:
        """Return a text, empty where there is none."""
        value = self.raw.get(entry)
        if value is None or isinstance(value, str):
            return value or ""
        self.refuse("form-value", Text(N_("“%(entry)s” must be a text."), {"entry": entry}))
        return ""

    def is_true(self, entry: str, default: bool = False) -> bool:
        """Return a truth value."""
        value = self.raw.get(entry, default)
        if isinstance(value, bool):
            return value
        self.refuse("form-value", Text(N_("“%(entry)s” must be true or false."), {"entry": entry}))
        return default

    def whole(self, entry: str) -> int | None:
        """Return a whole number from 0 on."""
        value = self.decimal(entry)
        if value is None:
            return None
        if value == value.to_integral_value() and 0 <= value <= 1_000_000:
            return int(value)
        self.refuse("form-value", Text(N_("“%(entry)s” must be a whole number from 0 on."), {"entry": entry}))
        return None

    def decimal(self, entry: str) -> Decimal | None:
        """Return a number; the editor writes some as text."""
        value = self.raw.get(entry)
        if value is None or value == "":
            return None
        found = exact(value)
        if found is None:
            self.refuse("form-value", Text(N_("“%(entry)s” must be a number."), {"entry": entry}))
        return found

    def formula(self, entry: str) -> Formula | None:
        """Return a FEEL expression; numbers and truth values stand for themselves."""
        value = self.raw.get(entry)
        if value is None or value == "":
            return None
        if isinstance(value, bool):
            return Formula(str(value).lower())
        number = exact(value)
        return self.checked(entry, Formula(format(number, "f")) if number is not None else formula_of(str(value)))

    def checked(self, entry: str, formula: Formula) -> Formula:
        """Return the formula, noting what FEEL has against it."""
        try:
            formula.compile()
        except FeelError as error:
            said = {"entry": entry, "problem": error.text, "source": formula.source[:80]}
            self.refuse("form-feel", Text(N_("“%(entry)s” is no FEEL expression (%(source)s): %(problem)s"), said))
            return Formula("null")
        return formula

    def condition(self, entry: str) -> Condition:
        """Return a condition: true, false, or an expression."""
        value = self.raw.get(entry)
        if value is None or isinstance(value, bool):
            return Condition(bool(value))
        formula = self.formula(entry)
        return Condition(formula) if formula else Condition()

    def wording(self, entry: str) -> Wording:
        """Return a text with the English one, which stands in the custom properties."""
        vi = self.template(self.raw, entry)
        en = self.template(self._custom(), f"{entry}:en")
        if not vi.source and not en.source:
            return NOTHING
        return Wording(vi, en if en.source else None)

    def custom_wording(self, entry: str) -> Wording:
        """Return a text of our own properties, with its English one beside it."""
        custom = self.custom()
        return Part({entry: custom.text(entry), "properties": custom.raw}, self.notes, self.name).wording(entry)

    def custom(self) -> "Part":
        """Return our own properties, which the editor keeps as texts under `properties`."""
        return Part(self._custom(), self.notes, self.name)

    def _custom(self) -> Mapping[str, Any]:
        return self.section("properties").raw

    def template(self, raw: Mapping[str, Any], entry: str) -> Template:
        """Return a text with formulas in it, each checked."""
        template = Template(Part(raw, self.notes, self.name).text(entry))
        if _CONTROL.search(template.source):
            said = Text(N_("“%(entry)s”: conditions and loops between braces are not supported."), {"entry": entry})
            self.refuse("form-template", said)
            return Template("")
        for formula in template.formulas:
            self.checked(entry, formula)
        return template

    def path(self, entry: str) -> Path:
        """Return a dotted path of names, empty where it is missing or wrong."""
        value = self.text(entry)
        if not value:
            return ()
        if _PATH.fullmatch(value) and len(value) <= 200 and not any(step.isdigit() for step in value.split(".")):
            return tuple(value.split("."))
        said = {"entry": entry, "value": value[:80]}
        self.refuse("form-key", Text(N_("“%(entry)s” must be names joined by dots, not “%(value)s”."), said))
        return ()


def exact(value: Any) -> Decimal | None:
    """Return a JSON number, or a text that is one, without loss."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 40 else None
