"""Fixtures of procedures: an office whose people work through them."""

from typing import Any

import pytest

from engine.store.database import Database
from tests.workflows.procedures.nomination.office import Office


@pytest.fixture
def office(database: Database, clock: Any) -> Office:
    """Return the small organisation, on each database."""
    return Office(database)
