"""What an answer must satisfy, checked in the order people can act on."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Context, Decimal
from typing import Any

from engine.base.clock import now, today
from engine.base.text import N_, Text
from forms.components import (
    CheckboxField,
    ChoiceField,
    DateField,
    Field,
    FileField,
    ListGroup,
    NumberField,
    Rules,
    TextField,
    Wording,
)
from forms.display import show_number
from forms.limits import MAX_MATCHED
from forms.sheet import Sheet, Slot

_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]{1,63}(\.[^\s@.]{1,63}){1,8}")
_EXACT = Context(prec=120)  # more digits than any number that can be typed
_PHONE = re.compile(r"\+?[0-9]{8,15}")


def find_fault(sheet: Sheet, slot: Slot, language: str) -> Text | None:
    """Return why the answer in a slot cannot be taken, None when it can."""
    field = slot.component
    if isinstance(field, ListGroup) and slot not in sheet.hidden:
        return _validity(field.rules, sheet.value(slot) or [], sheet.names(slot), language)
    if not isinstance(field, Field) or slot in sheet.hidden or slot in sheet.locked:
        return None
    if slot.name in sheet.faults:
        return sheet.faults[slot.name]
    names, value = sheet.names(slot), sheet.value(slot)
    if is_empty(field, value) and field.rules.required.holds(names):
        return _missing(field, names, language)
    if value is None or value == []:
        return None
    return _against_kind(field, value, names, language) or _validity(field.rules, value, names, language)


def is_empty(field: Field, value: Any) -> bool:
    """Tell whether nothing was answered; an unticked box is no answer where one is required."""
    return value is None or value == [] or (isinstance(field, CheckboxField) and value is False)


def _missing(field: Field, names: Mapping[str, Any], language: str) -> Text:
    if isinstance(field, ChoiceField) and field.is_multiple:
        return Text(N_("Choose at least one value."))
    if isinstance(field, DateField) and field.subtype == "time":
        return Text(N_("Enter a time."))
    label = _begun_small(field.label.choose(language).fill(names, language))
    if isinstance(field, TextField) and label:
        return Text(N_("Enter %(what)s."), {"what": label})
    return Text(_MISSING[type(field)])


def _begun_small(label: str) -> str:
    """Return a label as it stands within a sentence; nothing of one that asks, which names no answer."""
    bare = label.strip().rstrip(":. ")
    if bare.endswith("?"):
        return ""
    return bare if bare[1:2].isupper() else bare[:1].lower() + bare[1:]


_MISSING: Mapping[type[Field], str] = {
    TextField: N_("Enter an answer."),
    NumberField: N_("Enter a number."),
    CheckboxField: N_("Tick this box to go on."),
    ChoiceField: N_("Choose one of the values."),
    DateField: N_("Enter a date."),
    FileField: N_("Attach a file."),
}


def _validity(rules: Rules, value: Any, names: Mapping[str, Any], language: str) -> Text | None:
    """Apply the form's own rule to an answer that was given; null counts as not satisfied."""
    if rules.valid is None or rules.valid.evaluate({**names, "value": value}) is True:
        return None
    return _own_message(rules.message, names, language) or Text(N_("This answer is not allowed here."))


def _own_message(message: Wording | None, names: Mapping[str, Any], language: str) -> Text | None:
    return Text(message.choose(language).fill(names, language)) if message else None


def _against_kind(field: Field, value: Any, names: Mapping[str, Any], language: str) -> Text | None:
    match field:
        case TextField():
            return _against_text(field, value)
        case NumberField():
            return _against_number(field, value) or _against_range(field, value, names, language)
        case DateField():
            return _against_date(field, value)
    return None


def _against_text(field: TextField, value: str) -> Text | None:
    if len(value) > field.max_length:
        said = {"count": field.max_length, "now": len(value)}
        return Text(N_("Write at most %(count)s characters; there are %(now)s now."), said)
    if len(value) < field.min_length:
        return Text(N_("Write at least %(count)s characters."), {"count": field.min_length})
    return _against_format(field, value)


def _against_format(field: TextField, value: str) -> Text | None:
    if field.format == "email" and not _EMAIL.fullmatch(value):
        return Text(N_("Enter an e-mail address, for example ten@coquan.gov.vn."))
    if field.format == "phone" and not _PHONE.fullmatch(re.sub(r"[\s.()-]", "", value)):
        return Text(N_("Enter a telephone number, for example 024 3825 5058."))
    if field.pattern and (len(value) > MAX_MATCHED or re.search(field.pattern, value) is None):
        return Text(N_("This is not in the form asked for."))
    return None


def _against_number(field: NumberField, value: Decimal) -> Text | None:
    decimals = -int(_EXACT.normalize(value).as_tuple().exponent)
    if field.digits is not None and decimals > field.digits:
        if field.digits == 0:
            return Text(N_("Enter a whole number."))
        return Text(N_("Enter at most %(count)s decimals."), {"count": field.digits})
    if field.increment and _EXACT.remainder(value, field.increment) != 0:
        return Text(N_("Enter a multiple of %(step)s."), {"step": show_number(field.increment, "vi")})
    return None


def _against_range(field: NumberField, value: Decimal, names: Mapping[str, Any], language: str) -> Text | None:
    least = field.least.evaluate(names) if field.least else None
    most = field.most.evaluate(names) if field.most else None
    if isinstance(least, Decimal) and value < least:
        return Text(N_("Enter a number from %(least)s on."), {"least": show_number(least, language)})
    if isinstance(most, Decimal) and value > most:
        return Text(N_("Enter a number of at most %(most)s."), {"most": show_number(most, language)})
    return None


def _against_date(field: DateField, value: Any) -> Text | None:
    if not field.refuses_past or not isinstance(value, date):
        return None
    is_past = value < now() if isinstance(value, datetime) else value < today()
    return Text(N_("Enter a day that has not passed.")) if is_past else None
