"""The instants at which tests stand: a morning in November 2019 unless BANGVANG_TEST_INSTANT names another."""

import os
from datetime import UTC, datetime

from engine.clock import local_zone

INSTANTS = {
    "morning": datetime(2019, 11, 4, 9, 0, tzinfo=local_zone()),  # a Monday
    "before-midnight": datetime(2019, 11, 4, 23, 30, tzinfo=local_zone()),
    "after-midnight": datetime(2019, 11, 4, 0, 30, tzinfo=local_zone()),  # in UTC it is still Sunday
}


def instant_of_this_run() -> datetime:
    """Return the instant that the environment names. Raises KeyError for a name that is not known."""
    return INSTANTS[os.environ.get("BANGVANG_TEST_INSTANT") or "morning"].astimezone(UTC)
