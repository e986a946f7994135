"""Where both can run a diagram, this engine and the stock SpiffWorkflow go the same way, step by step."""

import os
from typing import Any

import pytest

from engine.base.actor import SYSTEM
from engine.bpmn.build.library import prepare
from engine.commands import deploy
from engine.store.database import Database
from tests.engine.play import key
from tests.engine.shapes.drawer import COMMON, Drawer
from tests.engine.shapes.walk import StockWalk
from tests.engine.shapes.zeebe import Artist
from tests.whole import taken

SEED = int(os.environ.get("BANGVANG_SEED", "0"))
BATCHES = range(5)
BATCH = 20
PATHS = 5


@pytest.mark.parametrize("batch", taken(BATCHES, BATCHES[:2]))
def test_random_walks_are_those_of_the_stock_engine(sqlite_database: Database, clock: Any, batch: int) -> None:
    for seed in range(SEED + batch * BATCH, SEED + (batch + 1) * BATCH):
        drawer = Drawer(seed, COMMON)
        block, name = drawer.process(), f"process{seed}"
        files = {f"{name}.bpmn": Artist().process(block, name)}
        sqlite_database.perform(
            lambda s, files=files, name=name: deploy(s, files, procedure=name, author=SYSTEM, approver=None, key=key())
        )
        for path in range(PATHS):
            walk = StockWalk(sqlite_database, prepare(files).definition(name), f"K-{seed}-{path}", f"{seed}/{path}")
            try:
                walk.go(block, name, drawer.values(walk.random))
            except Exception as error:
                error.add_note(f"diagram of seed {seed}, path {path}: {block}")
                raise
