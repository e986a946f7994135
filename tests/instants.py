"""The instants at which tests stand: a morning in November 2019 unless BANGVANG_TEST_INSTANT names another.

`rotating` takes the next of the others each day, and the head of the run says which: set the variable to that name to
repeat it.
"""

import os
from datetime import UTC, date, datetime

from engine.base.clock import local_zone

VARIABLE = "BANGVANG_TEST_INSTANT"
INSTANTS = {
    "morning": datetime(2019, 11, 4, 9, 0, tzinfo=local_zone()),  # a Monday
    "before-midnight": datetime(2019, 11, 4, 23, 30, tzinfo=local_zone()),
    "after-midnight": datetime(2019, 11, 4, 0, 30, tzinfo=local_zone()),  # in UTC it is still Sunday
    "end-of-february": datetime(2020, 2, 28, 23, 30, tzinfo=local_zone()),
    "leap-day": datetime(2020, 2, 29, 0, 30, tzinfo=local_zone()),
}


def name_of_this_run() -> str:
    """Return which instant the environment names; a rotating one is settled here for the workers of the run too."""
    name = os.environ.get(VARIABLE) or "morning"
    if name == "rotating":
        others = [one for one in INSTANTS if one != "morning"]
        name = others[date.today().toordinal() % len(others)]  # noqa: DTZ011 - any day does
        os.environ[VARIABLE] = name
    return name


def instant_of_this_run() -> datetime:
    """Return the instant that the environment names. Raises KeyError for a name that is not known."""
    return INSTANTS[name_of_this_run()].astimezone(UTC)
