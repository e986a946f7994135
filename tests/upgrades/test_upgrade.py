"""What each version that landed left in a database is taken over whole: every running case loads, goes on and ends.

The first versions and the newest are taken over on both databases, those between on one, the next on the other. The
cases of the oldest, of the fourth and of the newest go on to their ends. In `make soak` all do both on both.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
from web.cli.schema import Standing, standing, upgrade_schema
from web.cli.upkeep import bring_procedures
from web.health.finding import Grade

ENGINES = ("sqlite", "postgresql")
ON_BOTH = ("aebae18", "da37f26", "cb9868b", "c9cf39b", "a4185e5")  # the first four versions and the newest kept
ENDED = {"sqlite": ("aebae18", "a4185e5"), "postgresql": ("c9cf39b",)}


def cut() -> Iterator[Any]:
    """Yield which version is taken over on which kind of database."""
    for place, path in enumerate(FILLED):
        on_both = WHOLE or path.name.startswith(ON_BOTH)
        for engine in ENGINES if on_both else [ENGINES[place % 2]]:
            yield pytest.param(engine, path, id=f"{engine}-{path.name.partition('.')[0]}")


@pytest.fixture
def untouched(engine: str, request: pytest.FixtureRequest, tmp_path: Path, worker_name: str) -> Iterator[Database]:
    """Return a database without a single table."""
    if engine == "sqlite":
        address = f"sqlite:///{tmp_path / 'old.db'}"
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        address = cluster.create_empty(f"upgraded_{worker_name}")
    opened = Database(address)
    yield opened
    opened.dispose()


@pytest.mark.parametrize(("engine", "path"), list(cut()))
def test_an_earlier_version_is_taken_over_and_its_cases_end(untouched: Database, engine: str, path: Path) -> None:
    fill(untouched, path)
    upgrade_schema(untouched)
    assert standing(untouched) is Standing.OWN
    bring_procedures(untouched)
    cache.clear()
    assert still_running(untouched)
    assert [one for one in find_unloadable(untouched) if one.grade is not Grade.GOOD] == []
    if WHOLE or path.name.startswith(ENDED[engine]):
        finish_everything(untouched)
        assert still_running(untouched) == []
    with untouched.read() as session:
        assert session.scalar(select(func.count()).where(Variable.value.is_(None))) == 0
        assert session.scalar(select(func.count()).where(VariableChange.value.is_(None))) == 0
        broken = [one for one in instances.all_ids(session) if not verify(session, one).ok]
    assert broken == []
