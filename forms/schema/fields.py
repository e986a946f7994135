"""Fields of a schema: components that hold an answer."""

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from engine.base.text import N_, Text
from forms.components import (
    CheckboxField,
    ChoiceField,
    DateField,
    ExpressionField,
    Field,
    FileField,
    NumberField,
    Option,
    Rules,
    TextField,
    key_of,
)
from forms.conditions import Condition, Formula
from forms.limits import MAX_LINE, MAX_OPTIONS, MAX_PROSE
from forms.schema.part import Part, exact
from forms.schema.patterns import is_safe_pattern

_ACCEPT = re.compile(r"\.[a-z0-9]{1,8}|[a-z]+/[a-z0-9.+*-]+")
Common = dict[str, Any]


def read_field(part: Part, common: Common) -> Field:
    """Build the field a component describes; `common` is what every component has."""
    key = part.path("key")
    if not key:
        part.refuse("form-key", Text(N_("A component of type “%(type)s” needs a key."), {"type": part.text("type")}))
    common |= {
        "key": key,
        "readonly": part.condition("readonly"),
        "disabled": part.condition("disabled"),
        "default": part.raw.get("defaultValue"),
        "rules": read_rules(part),
    }
    return READERS[part.text("type")](part, common)


def read_rules(part: Part) -> Rules:
    """Return what a component's answer must satisfy: the schema's `required`, and our own rules."""
    custom = part.custom()
    required = Condition(part.section("validate").is_true("required"))
    if not required.given:
        required = custom.condition("requiredWhen")
    message = part.custom_wording("message") if custom.text("message") else None
    return Rules(required, custom.formula("validWhen"), message)


def _text(part: Part, common: Common) -> Field:
    rules = part.section("validate")
    most = MAX_LINE if part.text("type") == "textfield" else MAX_PROSE
    return TextField(
        **common,
        min_length=rules.whole("minLength") or 0,
        max_length=min(rules.whole("maxLength") or most, most),
        pattern=_pattern(rules),
        format=cast(Any, _format(rules)),
        **_adorners(part),
    )


def _pattern(rules: Part) -> str:
    pattern = rules.text("pattern")
    if pattern and not is_safe_pattern(pattern):
        rules.refuse(
            "form-pattern",
            Text(N_("The pattern “%(pattern)s” is wrong or could run too long."), {"pattern": pattern[:80]}),
        )
        return ""
    return pattern


def _format(rules: Part) -> str:
    wanted = rules.text("validationType")
    return wanted if wanted in {"email", "phone"} else ""


def _adorners(part: Part) -> dict[str, Any]:
    look = part.section("appearance")
    return {"prefix": look.text("prefixAdorner")[:20], "suffix": look.text("suffixAdorner")[:20]}


def _number(part: Part, common: Common) -> Field:
    rules = part.section("validate")
    return NumberField(
        **common,
        digits=part.whole("decimalDigits"),
        increment=part.decimal("increment"),
        least=rules.formula("min"),
        most=rules.formula("max"),
        **_adorners(part),
    )


def _checkbox(_part: Part, common: Common) -> Field:
    return CheckboxField(**common)


def _choice(part: Part, common: Common) -> Field:
    source = part.formula("valuesExpression") or part.formula("valuesKey")
    given = part.raw.get("values")
    if source is None and not isinstance(given, list):
        part.refuse("form-options", Text(N_("A choice needs values, a values key or a values expression.")))
    options = () if source else _options(part, given if isinstance(given, list) else [])
    return ChoiceField(**common, options=options, source=source)


def _options(part: Part, given: list[Any]) -> tuple[Option, ...]:
    options = [_option(raw) for raw in given[:MAX_OPTIONS]]
    if None in options or len(given) > MAX_OPTIONS:
        part.refuse(
            "form-options",
            Text(N_("Each of at most %(count)s values needs a label and a value."), {"count": MAX_OPTIONS}),
        )
    found = [option for option in options if option is not None]
    if len({option.key for option in found}) < len(found):
        part.refuse("form-options", Text(N_("Two values to choose from are the same.")))
    return tuple(found)


def _option(raw: Any) -> Option | None:
    """Return one of the static values."""
    if not isinstance(raw, Mapping) or isinstance(raw.get("value"), list | dict | type(None)):
        return None
    value = raw["value"]
    if not isinstance(value, str | bool):
        value = exact(value)
    if value is None or not key_of(value):
        return None
    return Option(value, str(raw.get("label") or key_of(value)), str(raw.get("label:en") or ""))


def _date(part: Part, common: Common) -> Field:
    subtype = part.text("subtype") or "date"
    if subtype not in {"date", "time", "datetime"}:
        part.refuse("form-value", Text(N_("“%(entry)s” must be date, time or datetime."), {"entry": "subtype"}))
        subtype = "date"
    if not common["label"].vi.source:
        common["label"] = part.wording("timeLabel" if subtype == "time" else "dateLabel")
    return DateField(**common, subtype=cast(Any, subtype), refuses_past=part.is_true("disallowPassedDates"))


def _files(part: Part, common: Common) -> Field:
    accept = tuple(piece.strip().lower() for piece in part.text("accept").split(",") if piece.strip())
    if not all(_ACCEPT.fullmatch(piece) for piece in accept):
        part.refuse("form-value", Text(N_("“%(entry)s” must be file endings such as .pdf,.docx."), {"entry": "accept"}))
    return FileField(
        **common, accept=accept, is_multiple=str(part.raw.get("multiple")).lower().removeprefix("=") == "true"
    )


def _expression(part: Part, common: Common) -> Field:
    return ExpressionField(**common, formula=part.formula("expression") or _missing_expression(part))


def _missing_expression(part: Part) -> Formula:
    part.refuse("form-feel", Text(N_("“%(entry)s” is missing."), {"entry": "expression"}))
    return Formula("null")


READERS: Mapping[str, Callable[[Part, Common], Field]] = {
    "textfield": _text,
    "textarea": _text,
    "number": _number,
    "checkbox": _checkbox,
    "radio": _choice,
    "select": _choice,
    "checklist": _choice,
    "taglist": _choice,
    "datetime": _date,
    "filepicker": _files,
    "expression": _expression,
}
