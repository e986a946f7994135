"""What each version that landed left in a database is taken over whole: every running case loads, goes on and ends.

The cases of a version go on to their ends on one of the databases, the next version's on the other, and in `make soak`
on both: what ends them is the same program on the same tables.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine.bpmn.keep import cache
from engine.history import verify
from engine.model import Variable, VariableChange
from engine.store import instances
from engine.store.database import Database
from tests.cluster import Cluster
from tests.upgrades.filling import FILLED, fill
from tests.upgrades.finishing import finish_everything, still_running
from tests.whole import WHOLE
from web.cli.doctor import find_unloadable
from web.cli.schema import is_current, upgrade_schema
from web.cli.upkeep import bring_procedures
from web.health.finding import Grade


@pytest.fixture(params=["sqlite", "postgresql"])
def untouched(request: pytest.FixtureRequest, tmp_path: Path, worker_name: str) -> Iterator[Database]:
    """Return a database without a single table."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'old.db'}"
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        address = cluster.create_empty(f"upgraded_{worker_name}")
    opened = Database(address)
    yield opened
    opened.dispose()


@pytest.mark.parametrize("path", FILLED, ids=lambda path: path.name.partition(".")[0])
def test_an_earlier_version_is_taken_over_and_its_cases_end(untouched: Database, path: Path) -> None:
    fill(untouched, path)
    upgrade_schema(untouched)
    assert is_current(untouched)
    bring_procedures(untouched)
    cache.clear()
    assert still_running(untouched)
    assert [one for one in find_unloadable(untouched) if one.grade is not Grade.GOOD] == []
    if WHOLE or untouched.is_sqlite == bool(FILLED.index(path) % 2):
        finish_everything(untouched)
        assert still_running(untouched) == []
    with untouched.read() as session:
        assert session.scalar(select(func.count()).where(Variable.value.is_(None))) == 0
        assert session.scalar(select(func.count()).where(VariableChange.value.is_(None))) == 0
        broken = [one for one in instances.all_ids(session) if not verify(session, one).ok]
    assert broken == []
