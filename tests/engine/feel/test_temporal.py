"""Dates, times and durations."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from engine.base.clock import travel_to
from engine.feel import YearsMonthsDuration, compile_expression, show

CASES = [
    ('date("2020-01-31") + duration("P1M")', "2020-02-29"),
    ("date(2019, 2, 29)", "null"),
    ('@"2019-12-31" - @"2019-01-01"', "P364D"),
    ('@"2019-12-31T23:00:00" + @"PT2H"', "2020-01-01T01:00:00"),
    ('@"2020-03-28T12:00:00@Europe/Paris" + @"P1D"', "2020-03-29T13:00:00@Europe/Paris"),
    ('@"2019-12-31T10:00:00+07:00" = @"2019-12-31T03:00:00Z"', "true"),
    ('@"2019-12-31T10:00:00+07:00" = @"2019-12-31T10:00:00"', "true"),
    ('@"2019-12-31T10:00:00+07:00" - @"2019-12-31T10:00:00"', "null"),
    ('@"10:30:00" + @"PT14H"', "00:30:00"),
    ('@"P1Y6M" * 2', "P3Y"),
    ('@"P1D" / @"PT6H"', "4"),
    ('@"P1D" + @"P1M"', "null"),
    ('years and months duration(@"2011-12-22", @"2013-08-24")', "P1Y8M"),
    ('@"2019-12-31T10:15:30.123456789Z"', "2019-12-31T10:15:30.123456789Z"),
    ('string(date("-999999999-12-31"))', '"-999999999-12-31"'),
    ('date("9999-12-31") + @"P1D"', "10000-01-01"),
    ('date("10000-01-01") - @"P1D"', "9999-12-31"),
    ('date("99999-01-01") > date("9999-01-01")', "true"),
    ('date and time(date("2019-12-31"), time("24:00:00"))', "2019-12-31T00:00:00"),
    ('@"2019-12-31T24:00:00"', "2020-01-01T00:00:00"),
    ('@"2019-12-31".weekday', "2"),
    ('@"2019-12-31T10:00:00@Asia/Ho_Chi_Minh".timezone', '"Asia/Ho_Chi_Minh"'),
    ('@"2019-12-31T10:00:00@Asia/Ho_Chi_Minh".time offset', "PT7H"),
    ('@"-P1DT2H".hours', "-2"),
    ('day of week(@"2019-12-31")', '"Tuesday"'),
    ('week of year(@"2019-12-31")', "1"),
    ('month of year(@"2019-12-31")', '"December"'),
    ('time(10, 30, 0, @"PT7H")', "10:30:00+07:00"),
    ('time("10:30:00@Nowhere/City")', "null"),
    ('@"2019-12-31" in [@"2019-01-01"..@"2019-12-31"]', "true"),
    ('for d in @"2019-12-30"..@"2020-01-01" return d.day', "[30, 31, 1]"),
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_time_is_reckoned(source: str, expected: str) -> None:
    value = compile_expression(source).evaluate({})

    assert (show([value])[1:-1] if value is not None else "null") == expected


def test_temporal_values_are_pythons_own() -> None:
    assert compile_expression('@"2019-12-31"').evaluate({}) == date(2019, 12, 31)
    assert compile_expression('@"P1Y2M"').evaluate({}) == YearsMonthsDuration(14)
    moment = compile_expression('@"2019-12-31T10:00:00@Asia/Ho_Chi_Minh"').evaluate({})
    assert moment == datetime(2019, 12, 31, 3, tzinfo=UTC)
    assert moment.tzinfo == ZoneInfo("Asia/Ho_Chi_Minh")


def test_now_and_today_follow_the_clock() -> None:
    with travel_to(datetime(2019, 12, 31, 18, 0, tzinfo=UTC)):
        assert compile_expression("now()").evaluate({}) == datetime(2019, 12, 31, 18, 0, tzinfo=UTC)
        assert compile_expression("today()").evaluate({}) == date(2020, 1, 1)
