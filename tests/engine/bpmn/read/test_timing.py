"""Days and months of timers are local, every turn is reckoned from the beginning, and missed turns are counted."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from engine.base import clock
from engine.bpmn.read.cycles import due_of, next_due, turns_come
from engine.bpmn.read.element import Timer
from engine.bpmn.read.expressions import read_expression
from engine.bpmn.read.times import TimerError, instant
from engine.bpmn.read.timing import first_due


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.local_zone())


def local(moment: datetime) -> str:
    return f"{moment.astimezone(clock.local_zone()):%Y-%m-%d %H:%M}"


def due(kind: str, value: str, start: str):
    expression = read_expression(value)
    assert expression is not None
    return first_due(Timer(kind, expression), {}, at(start).astimezone(UTC))


@pytest.fixture
def paris() -> Iterator[None]:
    clock.live_in("Europe/Paris")
    yield
    clock.live_in("Asia/Ho_Chi_Minh")


LENGTHS = [
    ("P1M", "2026-03-01 00:30", "2026-04-01 00:30"),
    ("P1M", "2026-01-31 23:30", "2026-02-28 23:30"),
    ("P1M", "2028-01-31 00:30", "2028-02-29 00:30"),
    ("P1Y", "2028-02-29 06:00", "2029-02-28 06:00"),
    ("P4Y", "2028-02-29 06:00", "2032-02-29 06:00"),
    ("P1M2DT3H", "2026-01-31 08:00", "2026-03-02 11:00"),
    ("P2W", "2026-02-20 00:10", "2026-03-06 00:10"),
    ("PT0.5S", "2026-02-20 00:10", "2026-02-20 00:10"),
    ('=duration("P1M")', "2026-03-01 00:30", "2026-04-01 00:30"),
    ('=duration("P1DT1H")', "2026-03-01 00:30", "2026-03-02 01:30"),
    ("-P1M", "2026-03-31 00:30", "2026-02-28 00:30"),
]


@pytest.mark.parametrize(("length", "start", "end"), LENGTHS)
def test_months_and_days_are_those_of_the_local_calendar(length: str, start: str, end: str) -> None:
    assert local(due("duration", length, start).at) == end


def test_another_zone_can_be_chosen_and_its_summer_keeps_the_hour(paris: None) -> None:
    assert local(due("duration", "P1D", "2026-03-28 08:00").at) == "2026-03-29 08:00"
    assert local(due("duration", "PT24H", "2026-03-28 08:00").at) == "2026-03-29 09:00"
    assert local(due("duration", "P1M", "2026-03-01 00:30").at) == "2026-04-01 00:30"


CYCLES = [
    ("R/P1M", "2026-01-31 00:30", ["2026-02-28 00:30", "2026-03-31 00:30", "2026-04-30 00:30", "2026-05-31 00:30"]),
    ("R2/P1Y", "2028-02-29 00:30", ["2029-02-28 00:30", "2030-02-28 00:30"]),
    ("R3/2026-01-31T08:00/P1M", "2026-02-10 00:00", ["2026-02-28 08:00", "2026-03-31 08:00"]),
    ("R2/2026-01-31T08:00:00+07:00/P1M", "2025-01-01 00:00", ["2026-01-31 08:00", "2026-02-28 08:00"]),
    ("R2/2026-01-31T01:00Z/P1M", "2027-01-01 00:00", ["2026-02-28 08:00"]),
    ("R/P7D/2026-01-20", "2026-01-01 09:00", ["2026-01-08 09:00", "2026-01-15 09:00"]),
    ("R/P7D/2026-01-05", "2026-01-01 09:00", ["2026-01-05 00:00"]),
    ('=cycle(2, duration("PT1H"))', "2026-01-01 09:00", ["2026-01-01 10:00", "2026-01-01 11:00"]),
    ('=cycle(2, duration("P1M"))', "2026-01-31 09:00", ["2026-02-28 09:00", "2026-03-31 09:00"]),
    ("R3/2026-01-01T10:00:00Z/PT1H", "2026-01-01 09:00", ["2026-01-01 17:00", "2026-01-01 18:00", "2026-01-01 19:00"]),
    ("R/P1W/2026-01-16T09:00", "2026-01-01 09:00", ["2026-01-08 09:00", "2026-01-15 09:00"]),
    ("R2/2026-01-05/2026-01-12", "2026-01-01 09:00", ["2026-01-05 00:00", "2026-01-12 00:00"]),
]


CRONS = [
    ("0 0 9 * * MON", ["2026-01-05 09:00", "2026-01-12 09:00", "2026-01-19 09:00"]),
    ("0 30 8-16/4 * * mon-fri", ["2026-01-01 08:30", "2026-01-01 12:30", "2026-01-01 16:30", "2026-01-02 08:30"]),
    ("0 0 0 L * *", ["2026-01-31 00:00", "2026-02-28 00:00", "2026-03-31 00:00"]),
    ("0 0 8 L-3 * ?", ["2026-01-28 08:00", "2026-02-25 08:00", "2026-03-28 08:00"]),
    ("0 0 8 15W * ?", ["2026-01-15 08:00", "2026-02-16 08:00", "2026-03-16 08:00"]),
    ("0 0 0 1W * *", ["2026-02-02 00:00", "2026-03-02 00:00", "2026-04-01 00:00"]),
    ("0 0 8 LW * *", ["2026-01-30 08:00", "2026-02-27 08:00", "2026-03-31 08:00"]),
    ("0 0 8 ? * MON#2", ["2026-01-12 08:00", "2026-02-09 08:00", "2026-03-09 08:00"]),
    ("0 0 8 ? * 5L", ["2026-01-30 08:00", "2026-02-27 08:00", "2026-03-27 08:00"]),
    ("0 0 0 13 * FRI", ["2026-02-13 00:00", "2026-03-13 00:00", "2026-11-13 00:00"]),
    ("0 0 0 29 2 MON", ["2044-02-29 00:00", "2072-02-29 00:00"]),
    ("@monthly", ["2026-02-01 00:00", "2026-03-01 00:00"]),
    ("0 */20 8 1 JAN *", ["2026-01-01 08:20", "2026-01-01 08:40", "2027-01-01 08:00"]),
]


@pytest.mark.parametrize(("cron", "turns"), CRONS)
def test_a_cron_expression_comes_as_the_local_clock_says(cron: str, turns: list[str]) -> None:
    turn, found = due("cycle", cron, "2026-01-01 08:00"), []
    while turn is not None and len(found) < len(turns):
        found.append(local(turn.at))
        turn = next_due(due_of(turn.state))
    assert found == turns


def test_turns_of_a_cron_expression_are_counted_when_they_were_missed() -> None:
    first = due("cycle", "0 0 9 * * MON", "2026-01-01 08:00")
    following = next_due(first, turns_come(first, at("2026-01-20 08:00")))
    assert turns_come(first, at("2026-01-20 08:00")) == 3
    assert following is not None
    assert local(following.at) == "2026-01-26 09:00"


def test_a_cycle_ends_with_the_calendar() -> None:
    assert next_due(due("cycle", "R/P4000Y", "2026-01-01 08:00")) is None


@pytest.mark.parametrize(("cycle", "start", "turns"), CYCLES)
def test_every_turn_of_a_cycle_is_reckoned_from_its_beginning(cycle: str, start: str, turns: list[str]) -> None:
    turn, found = due("cycle", cycle, start), []
    while turn is not None and len(found) < 4:
        found.append(local(turn.at))
        turn = next_due(due_of(turn.state))  # kept and read back between turns
    assert found == turns


@pytest.mark.parametrize(
    ("cycle", "now", "come", "then"),
    [
        ("R/P1D", "2026-01-01 09:00", 1, "2026-01-03 08:00"),
        ("R/P1D", "2026-01-02 08:00", 1, "2026-01-03 08:00"),
        ("R/P1D", "2026-01-05 07:59", 3, "2026-01-05 08:00"),
        ("R/P1D", "2026-01-05 08:00", 4, "2026-01-06 08:00"),
        ("R3/P1D", "2026-02-05 08:00", 3, None),
        ("R9/P1D", "2026-01-04 08:00", 3, "2026-01-05 08:00"),
        ("R/P1M", "2027-01-02 00:00", 12, "2027-02-01 08:00"),
        ("R/PT1S", "2027-01-01 08:00", 365 * 86_400, "2027-01-01 08:00"),
    ],
)
def test_turns_that_were_missed_are_counted_and_passed_over(cycle: str, now: str, come: int, then: str | None) -> None:
    first = due("cycle", cycle, "2026-01-01 08:00")
    turns = turns_come(first, at(now))
    following = next_due(first, turns)
    assert (turns, following and local(following.at)) == (come, then)


def test_a_cycle_kept_without_an_anchor_goes_on_from_the_turn_at_hand() -> None:
    kept = due_of({"due": "2026-01-31T01:00:00+00:00", "repeats": 1, "interval": "P1M"})
    following = next_due(kept)
    assert following is not None
    assert local(following.at) == "2026-02-28 08:00"
    assert next_due(following) is None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("duration", "3 days"), ("duration", "P"), ("duration", "PT"), ("duration", "P1H"), ("duration", "P999999999Y"),
        ("cycle", "R/PT0S"), ("cycle", "R/-P1D"), ("cycle", "R/P0D"), ("cycle", "R²/P1D"),
        ("cycle", "R"), ("cycle", "R/"), ("cycle", "P1D"), ("cycle", "R/P1D/P1D"), ("cycle", "R/2026-01-02/2026-01-01"),
        ("cycle", "R/1/2/3"), ("cycle", "0 0 9 * *"), ("cycle", "0 0 25 * * *"), ("cycle", "0 0 0 31 2 *"),
        ("cycle", "every 3 days"),
        ("cycle", "0 0 0 * * MON#6"), ("cycle", '=cycle(-1, duration("P1D"))'),
        ("cycle", "=unheard"), ("date", "tomorrow"), ("date", "2026-02-29"), ("date", "=5"),
        ("date", "0001-01-01T00:00"),
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused(kind: str, value: str) -> None:
    with pytest.raises(TimerError):
        due(kind, value, "2026-01-01 08:00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01", "2026-03-01 00:00"),
        ("2026-03-01T00:30", "2026-03-01 00:30"),
        ("2026-03-01T00:30:00+07:00", "2026-03-01 00:30"),
        ("2026-02-28T17:30:00Z", "2026-03-01 00:30"),
        ("2026-03-01T00:30:00@Asia/Ho_Chi_Minh", "2026-03-01 00:30"),
        ("2026-02-28T12:30:00-05:00", "2026-03-01 00:30"),
        ("2026-03-01T00:30:00+07:00[Asia/Ho_Chi_Minh]", "2026-03-01 00:30"),
        ("2026-02-28T18:30:00[Europe/Paris]", "2026-03-01 00:30"),
    ],
)
def test_a_date_is_local_unless_it_says_otherwise(text: str, expected: str) -> None:
    assert local(instant(text)) == expected
    assert instant(text).utcoffset() == timedelta(0)
