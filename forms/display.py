"""Values as people read them: decimal comma, day before month."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal

from engine.base.clock import local_zone

_FIRST_PARTED = 10_000
_MOST_DIGITS = 24  # Babel works with 28
_WORDS: Mapping[str, tuple[str, str]] = {"vi": ("Có", "Không"), "en": ("Yes", "No")}


def show_value(value: Any, language: str) -> str:
    """Return a value as text for reading, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _WORDS.get(language, _WORDS["vi"])[0 if value else 1]
    if isinstance(value, int | Decimal):
        return show_number(Decimal(value), language)
    if isinstance(value, date | time):
        return show_time(value)
    return _show_structure(value, language)


def _show_structure(value: Any, language: str) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(show_value(item, language) for item in value)
    if isinstance(value, Mapping):
        return show_value(value.get("label", value.get("name", value.get("value"))), language)
    return str(value)


def show_number(value: Decimal, language: str) -> str:
    """Return a number as read in Vietnamese: 1.234.567,5; up to four digits stay together, for most are years."""
    if not value.is_finite() or len(value.as_tuple().digits) > _MOST_DIGITS or abs(value.adjusted()) > _MOST_DIGITS:
        return str(value)
    locale, parted = "en" if language == "en" else "vi", abs(value) >= _FIRST_PARTED
    return str(format_decimal(value, locale=locale, decimal_quantization=False, group_separator=parted))


def show_time(value: date | time) -> str:
    """Return a day, a time of day or both, as written in Vietnam."""
    if isinstance(value, datetime):
        local = value.astimezone(local_zone()) if value.tzinfo else value
        return local.strftime("%H:%M %d/%m/%Y")
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else value.strftime("%H:%M")
