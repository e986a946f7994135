"""Numbers as people type them: 12,5 or 12.5, 1.234.567,5 or 1,234,567.5."""

import re
from decimal import Decimal

from engine.base.text import N_, Text
from forms.errors import AnswerError
from forms.limits import MAX_NUMBER

_SHAPE = re.compile(r"[+-]?[0-9][0-9.,]*")
_SPACES = re.compile("[\\s\u00a0\u202f']")


def read_number(text: str, digits: int | None = None) -> Decimal:
    """Return the number a person typed; `digits` is how many decimals the field takes.

    Raises AnswerError for what is no number, is too long, or can be read in two ways.
    """
    plain = _SPACES.sub("", text).replace("\u2212", "-")
    if len(plain) > MAX_NUMBER:
        raise AnswerError(Text(N_("Enter a number of at most %(count)s characters."), {"count": MAX_NUMBER}))
    if not _SHAPE.fullmatch(plain):
        raise AnswerError(Text(N_("Enter a number, for example 12 or 12,5.")))
    return Decimal(_with_point(plain, digits))


def _with_point(plain: str, digits: int | None) -> str:
    """Return the number with a decimal point and no signs between thousands."""
    dots, commas = plain.count("."), plain.count(",")
    if dots and commas:
        return _two_signs(plain)
    if dots > 1 or commas > 1:
        return _thousands(plain, "." if dots else ",")
    if dots and _may_be_thousand(plain):
        return _lone_dot(plain, digits)
    return plain.replace(",", ".")


def _two_signs(plain: str) -> str:
    """Read the sign that comes last as the decimal one."""
    decimal, between = (",", ".") if plain.rindex(",") > plain.rindex(".") else (".", ",")
    if plain.count(decimal) > 1:
        raise AnswerError(Text(N_("Enter a number, for example 12 or 12,5.")))
    whole, _, fraction = plain.partition(decimal)
    return f"{_thousands(whole, between)}.{fraction}"


def _thousands(plain: str, sign: str) -> str:
    first, *groups = plain.lstrip("+-").split(sign)
    if not 1 <= len(first) <= 3 or any(len(group) != 3 for group in groups):
        raise AnswerError(Text(N_("Enter a number, for example 12 or 12,5.")))
    return plain.replace(sign, "")


def _may_be_thousand(plain: str) -> bool:
    return re.fullmatch(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}", plain) is not None


def _lone_dot(plain: str, digits: int | None) -> str:
    """Read 1.234 as a thousand where the field takes fewer decimals; otherwise ask."""
    if digits is not None and digits < 3:
        return plain.replace(".", "")
    whole, _, fraction = plain.partition(".")
    raise AnswerError(
        Text(
            N_("%(text)s can be read in two ways: write %(thousand)s or %(decimal)s."),
            {"text": plain, "thousand": whole + fraction, "decimal": f"{whole},{fraction}"},
        )
    )


def write_number(value: Decimal, language: str = "vi") -> str:
    """Return a number as it stands in its input: no signs between thousands."""
    plain = format(value, "f")
    return plain if language == "en" and not _may_be_thousand(plain) else plain.replace(".", ",")
