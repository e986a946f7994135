"""Decimal numbers of 34 digits (IEEE 754-2008 decimal128; DMN 1.5 section 10.3.2.3.1)."""

from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

CONTEXT = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)


#: The whole numbers a host gives most, made once.
SMALL = tuple(Decimal(number) for number in range(1024))


def read_number(text: str) -> Decimal | None:
    """Return the number a literal spells, or None where it is out of range."""
    try:
        return CONTEXT.create_decimal(text)
    except (InvalidOperation, Overflow):
        return None


def show_number(number: Decimal) -> str:
    """Return a number as `string()` writes it: no exponent, no trailing zeros after the point."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def whole(number: Decimal) -> int | None:
    """Return a number as an int if it has no fraction."""
    return int(number) if number == number.to_integral_value() else None
