"""Days off and days made up for by decision change how working days are reckoned."""

from datetime import date

import pytest

from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from engine.feel import compile_expression, workdays
from workflows.registers.calendar.commands import CalendarRefusedError, clear_day, set_day
from workflows.registers.calendar.following import follow_calendar
from workflows.registers.calendar.store import days_of_year

ADMIN = Actor("a", "Quản trị", frozenset({"administrator@*"}))
MONDAY, TUESDAY, SATURDAY = date(2019, 11, 4), date(2019, 11, 5), date(2019, 11, 9)


def decide(database, day, is_working, by=ADMIN, decision="QĐ 12/QĐ-BNV", key="k"):
    with database.transaction() as session:
        set_day(session, day, is_working=is_working, decision=decision, by=by, key=f"{key}-{day}")
    follow_calendar(database)


def test_a_day_off_by_decision_is_left_out_and_a_day_made_up_for_is_counted(database, clock):
    assert workdays.add_working_days(MONDAY, 5) == date(2019, 11, 11)
    decide(database, TUESDAY, False)
    assert workdays.add_working_days(MONDAY, 5) == date(2019, 11, 12)
    decide(database, SATURDAY, True)
    assert workdays.add_working_days(MONDAY, 5) == date(2019, 11, 11)
    assert workdays.working_days_between(MONDAY, date(2019, 11, 11)) == 5


def test_deadlines_of_diagrams_follow_the_calendar(database, clock):
    first, second = (workdays.add_working_days(clock.today(), days) for days in (1, 2))
    decide(database, first, False)
    due = compile_expression("working days after(today(), 1)").evaluate({})
    assert due == second


def test_tet_is_off_without_any_decision():
    assert workdays.add_working_days(date(2019, 2, 1), 1) == date(2019, 2, 11)


def test_a_day_put_back_is_as_the_law_has_it(database, clock):
    decide(database, TUESDAY, False)
    with database.transaction() as session:
        clear_day(session, TUESDAY, by=ADMIN, key="c")
    follow_calendar(database)
    assert workdays.is_working_day(TUESDAY)


def test_only_an_administrator_with_a_decision_changes_the_calendar(database, clock):
    with pytest.raises(NotAllowedError):
        decide(database, TUESDAY, False, by=Actor("b", "B", frozenset({"unit_officer@X"})))
    with pytest.raises(CalendarRefusedError):
        decide(database, TUESDAY, False, decision="  ")
    with database.read() as session:
        assert days_of_year(session, 2019) == []
