"""The instants at which tests stand: a morning in November 2019 unless BANGVANG_TEST_INSTANT names another."""

import os
from datetime import UTC, datetime

from engine.clock import LOCAL_ZONE

INSTANTS = {
    "morning": datetime(2019, 11, 4, 9, 0, tzinfo=LOCAL_ZONE),  # a Monday
    "before-midnight": datetime(2019, 11, 4, 23, 30, tzinfo=LOCAL_ZONE),
    "after-midnight": datetime(2019, 11, 4, 0, 30, tzinfo=LOCAL_ZONE),  # in UTC it is still Sunday
}


def instant_of_this_run() -> datetime:
    """Return the instant that the environment names. Raises KeyError for a name that is not known."""
    return INSTANTS[os.environ.get("BANGVANG_TEST_INSTANT") or "morning"].astimezone(UTC)
