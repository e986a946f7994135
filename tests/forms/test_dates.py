from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.dates import read_date, read_moment, read_time, split_moment, write_date, write_time
from forms.errors import AnswerError


@pytest.mark.parametrize("typed", ["23/11/2026", "23-11-2026", "23.11.2026", " 23 11 2026 ", "23112026", "2026-11-23"])
def test_a_day_is_read_in_the_ways_people_write_it(typed: str) -> None:
    assert read_date(typed) == date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed", ["31/02/2026", "29/02/2025", "1/13/2026", "0/1/2026", "1/1/1899", "1/1/26", "mai", ""]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(AnswerError):
        read_date(typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("14:30", time(14, 30)),
        ("14h30", time(14, 30)),
        ("7h", time(7)),
        ("7 giờ", None),
        ("24:00", None),
        ("9:60", None),
    ],
)
def test_times_of_day(typed: str, value: time | None) -> None:
    if value is None:
        with pytest.raises(AnswerError):
            read_time(typed)
    else:
        assert read_time(typed) == value


def test_a_moment_is_of_vietnam() -> None:
    moment = read_moment("23/11/2026", "14:30")
    assert moment.utcoffset() == timedelta(hours=7)
    assert split_moment(datetime(2026, 11, 23, 7, 30, tzinfo=UTC)) == ("23/11/2026", "14:30")


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_shown_in_its_input_is_read_back_the_same(day: date) -> None:
    assert read_date(write_date(day)) == day


@given(st.times())
def test_a_time_shown_in_its_input_is_read_back_to_the_minute(hour: time) -> None:
    assert read_time(write_time(hour)) == hour.replace(second=0, microsecond=0)
