"""Working days leave out weekends and Vietnamese holidays."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import compile_expression
from engine.feel.workdays import add_working_days, is_working_day, working_days_between


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2019, 7, 26), 1, date(2019, 7, 29)),  # a Friday to a Monday
        (date(2019, 8, 30), 1, date(2019, 9, 3)),  # over National Day, 2 September
        (date(2027, 2, 4), 1, date(2027, 2, 11)),  # over Tết Đinh Mùi
        (date(2019, 7, 29), -1, date(2019, 7, 26)),
        (date(2025, 4, 25), 1, date(2025, 4, 26)),  # a Saturday worked for Friday, 2 May
        (date(2025, 4, 29), 1, date(2025, 5, 5)),
        (date(2026, 8, 21), 1, date(2026, 8, 22)),
        (date(2026, 8, 28), 1, date(2026, 9, 3)),
        (date(2026, 9, 3), -1, date(2026, 8, 28)),
        (date(2019, 7, 30), 10, date(2019, 8, 13)),
    ],
)
def test_working_days_skip_weekends_and_holidays(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count) == end


@settings(deadline=None)  # the first of a year reads its holidays
@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(1, 60))
def test_adding_and_counting_agree(start: date, count: int) -> None:
    end = add_working_days(start, count)
    assert is_working_day(end)
    assert working_days_between(start, end) == count


def test_diagrams_can_ask_for_working_days() -> None:
    expression = compile_expression("working days after(day, 10)")
    assert expression.evaluate({"day": date(2019, 7, 30)}) == date(2019, 8, 13)


@pytest.mark.parametrize("start", ['duration("P2D")', '"2019-11-04"', "true", 'date("9999-12-30")'])
def test_what_is_no_day_or_leaves_the_calendar_gives_null(start: str) -> None:
    assert compile_expression(f"working days after({start}, 30)").evaluate({}) is None
    assert compile_expression(f'working days after(date("2019-11-04"), {start})').evaluate({}) is None


def test_days_before_are_counted_back_one_by_one() -> None:
    expression = compile_expression("working days before(day, 10)")
    assert expression.evaluate({"day": date(2019, 8, 13)}) == date(2019, 7, 30)


def test_decided_days_given_are_the_ones_asked() -> None:
    monday = date(2019, 11, 4)
    assert is_working_day(monday, {})
    assert not is_working_day(monday, {monday: False})
    assert working_days_between(monday, monday) == 0
    assert add_working_days(date(2019, 11, 3), 0) == date(2019, 11, 3)
