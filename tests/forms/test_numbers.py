from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import AnswerError
from forms.numbers import read_number, write_number


@pytest.mark.parametrize(
    ("typed", "digits", "value"),
    [
        ("12", None, "12"),
        ("12,5", None, "12.5"),
        ("12.5", None, "12.5"),
        (" 1 234 567,5 ", None, "1234567.5"),
        ("1.234.567,5", None, "1234567.5"),
        ("1,234,567.5", None, "1234567.5"),
        ("1.234.567", None, "1234567"),
        ("1.234", 0, "1234"),
        ("1.234", 2, "1234"),
        ("1,234", None, "1.234"),
        ("0.125", None, "0.125"),
        ("-3,5", None, "-3.5"),
        ("\u22123", None, "-3"),
        ("12\u00a0000", None, "12000"),
    ],
)
def test_numbers_are_read_as_written_in_vietnam_and_elsewhere(typed: str, digits: int | None, value: str) -> None:
    assert read_number(typed, digits) == Decimal(value)


def test_a_number_with_two_readings_is_asked_about_with_both() -> None:
    with pytest.raises(AnswerError) as refused:
        read_number("1.234")
    assert str(refused.value.text) == "1.234 can be read in two ways: write 1234 or 1,234."


@pytest.mark.parametrize(
    "typed",
    ["a", "1e5", "NaN", "Infinity", "1.2.3", "1,2,3", "1..2", ",", "-", "1.23,4.5", "12.34,5", "٣", "0x1f", "9" * 31],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(AnswerError):
        read_number(typed)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_shown_in_its_input_is_read_back_the_same(value: Decimal) -> None:
    assert read_number(write_number(value), 4) == value
    assert read_number(write_number(value, "en"), 4) == value


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_refused(typed: str) -> None:
    with suppress(AnswerError):
        assert read_number(typed).is_finite()
