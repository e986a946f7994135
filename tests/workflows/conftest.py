"""Fixtures of procedures: an office whose people work through them."""

from typing import Any

import pytest

from engine.store.database import Database
from tests.workflows.procedures.nomination.office import Office, begun


@pytest.fixture
def office(database: Database, clock: Any, request: pytest.FixtureRequest) -> Office:
    """Return the small organisation, on each database, after the walk that the test is marked with."""
    return begun(database, request)
