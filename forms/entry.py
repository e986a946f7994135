"""Between what people type and typed answers, one kind of field at a time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from engine.base.clock import local_day, local_zone
from engine.base.plaintext import plain_text
from engine.base.text import N_, Text
from forms.components import (
    CheckboxField,
    ChoiceField,
    ComponentKind,
    DateField,
    Field,
    FileField,
    NumberField,
    Option,
    TextField,
    key_of,
)
from forms.dates import read_date, read_moment, read_time, split_moment, write_date, write_time
from forms.errors import AnswerError
from forms.limits import MAX_FILES
from forms.numbers import read_number, write_number
from forms.schema.part import exact
from forms.view import TICKED

Options = Sequence[Option]


def read_answer(field: Field, typed: list[str], options: Options = ()) -> Any:
    """Return the answer in what was typed; None, False or an empty list where nothing was.

    Raises AnswerError.
    """
    return _READERS[type(field)](field, typed, options)


def _read_number(field: NumberField, typed: list[str], _options: Options) -> Decimal | None:
    return read_number(typed[0], field.digits) if typed[0].strip() else None


def _read_tick(_field: CheckboxField, typed: list[str], _options: Options) -> bool:
    return typed[0].lower() in TICKED


def _read_text(field: TextField, typed: list[str], _options: Options) -> str | None:
    text = plain_text(typed[0]).strip()
    if field.kind == ComponentKind.TEXT_LINE:
        text = " ".join(text.split())
    return text or None


def _read_choice(field: ChoiceField, typed: list[str], options: Options) -> Any:
    by_key = {option.key: option.value for option in options}
    chosen = [key for key in typed if key]
    if any(key not in by_key for key in chosen):
        raise AnswerError(Text(N_("Choose from the values offered.")))
    if field.is_multiple:
        return [option.value for option in options if option.key in set(chosen)]
    return by_key[chosen[0]] if chosen else None


def _read_date(field: DateField, typed: list[str], _options: Options = ()) -> Any:
    if not any(part.strip() for part in typed):
        return None
    if field.subtype == "datetime":
        return read_moment(typed[0], typed[1] if len(typed) > 1 else "")
    return read_time(typed[0]) if field.subtype == "time" else read_date(typed[0])


def _read_files(field: FileField, typed: list[str], _options: Options) -> list[str]:
    ids = [text for text in typed if text]
    if len(ids) > (MAX_FILES if field.is_multiple else 1):
        raise AnswerError(
            Text(N_("Attach at most %(count)s files."), {"count": MAX_FILES})
            if field.is_multiple
            else Text(N_("Attach one file only."))
        )
    return [_file_id(text) for text in ids]


def _file_id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise AnswerError(Text(N_("This file is not known here; attach it again."))) from None


_READERS: Mapping[type[Field], Callable[[Any, list[str], Options], Any]] = {
    TextField: _read_text,
    NumberField: _read_number,
    CheckboxField: _read_tick,
    ChoiceField: _read_choice,
    DateField: _read_date,
    FileField: _read_files,
}


def empty_answer(field: Field) -> Any:
    """Return what stands for no answer: a box left alone is false, several choices or files are an empty list."""
    if isinstance(field, FileField) or (isinstance(field, ChoiceField) and field.is_multiple):
        return []
    return False if isinstance(field, CheckboxField) else None


def accept_value(field: Field, value: Any, options: Options = ()) -> Any:
    """Return a value the process or the schema gives, as this field would hold it; None where it cannot."""
    match field:
        case ChoiceField():
            return _accept_choice(field, value, options)
        case DateField():
            return _accept_date(field, value)
    return _ACCEPTORS[type(field)](value)


_ACCEPTORS: Mapping[type[Field], Callable[[Any], Any]] = {
    NumberField: exact,
    CheckboxField: lambda value: value is True or value == "true",
    FileField: lambda value: [str(one) for one in value] if isinstance(value, list) else [],
    TextField: lambda value: None if value is None or value == "" else str(value),
}


def _accept_choice(field: ChoiceField, value: Any, options: Options) -> Any:
    by_key = {option.key: option.value for option in options}
    if field.is_multiple:
        given = value if isinstance(value, list) else []
        return [by_key[key_of(one)] for one in given if key_of(one) in by_key]
    return by_key.get(key_of(value)) if value is not None else None


def _accept_date(field: DateField, value: Any) -> Any:
    if isinstance(value, str):
        return _parse_date(field, value)
    wanted = {"date": date, "time": time, "datetime": datetime}[field.subtype]
    if field.subtype == "date" and isinstance(value, datetime):
        return local_day(value)
    return value if isinstance(value, wanted) else None


def _parse_date(field: DateField, value: str) -> Any:
    try:
        return _parse_moment(value) if field.subtype == "datetime" else _read_date(field, [value])
    except (ValueError, AnswerError):
        return None


def _parse_moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=local_zone())


def write_answer(field: Field, value: Any, language: str = "vi") -> list[str]:
    """Return an answer as it stands in the field's inputs."""
    match value:
        case None:
            return []
        case bool():
            return ["true" if value else "false"]
        case int() | Decimal() if isinstance(field, NumberField):
            return [write_number(Decimal(value), language)]
        case datetime() | date() | time():
            return _write_date(field, value)
        case list():
            return [key_of(one) for one in value]
    return [key_of(value)]


def _write_date(field: Field, value: date | time) -> list[str]:
    if isinstance(value, datetime):
        day, hour = split_moment(value)
        return [day, hour] if isinstance(field, DateField) and field.subtype == "datetime" else [day]
    return [write_date(value) if isinstance(value, date) else write_time(value)]
