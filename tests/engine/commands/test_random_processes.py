"""Random processes go every way as an independent interpreter says, and every step reads back the same from its rows.

Every run takes a hundred diagrams, `make soak` five hundred; `BANGVANG_SEED` chooses others. Each failure names the
seed of its diagram and the number of its path.
"""

import os
from typing import Any

import pytest
from sqlalchemy import event

from engine.base.actor import SYSTEM
from engine.bpmn.build.library import Ready, prepare
from engine.commands import deploy
from engine.store.database import Database
from tests.engine.play import key
from tests.engine.shapes.blocks import Block
from tests.engine.shapes.drawer import Drawer
from tests.engine.shapes.walk import Walk
from tests.engine.shapes.zeebe import Artist
from tests.whole import taken

SEED = int(os.environ.get("BANGVANG_SEED", "0"))
BATCH = 20  # diagrams
BATCHES = range(25)  # every fifth on PostgreSQL, where a step takes twice as long
CUT = (0, 1, 7, 14, 21)
PATHS = 5


def draw(seed: int) -> tuple[Drawer, Block, dict[str, bytes]]:
    """Return a random process and its files."""
    drawer, artist = Drawer(seed), Artist()
    block = drawer.process()
    name = f"process{seed}"
    return drawer, block, {f"{name}.bpmn": artist.process(block, name)}


def walk_all(database: Database, ready: Ready, drawer: Drawer, block: Block, seed: int) -> None:
    """Walk a process on all its paths; a failure says how to see it again."""
    for path in range(PATHS):
        walk = Walk(database, ready.definition(f"process{seed}"), f"K-{seed}-{path}", f"{seed}/{path}")
        try:
            walk.go(block, f"process{seed}", drawer.values(walk.random))
        except Exception as error:
            error.add_note(f"diagram of seed {seed}, path {path}: {block}")
            raise


def fast(database: Database) -> Database:
    """Let SQLite not wait for the disk: nothing is killed here."""
    if database.is_sqlite:
        event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    return database


@pytest.mark.parametrize("batch", taken(BATCHES, CUT))
def test_random_processes_go_as_the_interpreter_says(request: pytest.FixtureRequest, clock: Any, batch: int) -> None:
    engine = "postgresql" if batch % 5 == 0 else "sqlite"
    database = fast(request.getfixturevalue(f"{engine}_database"))
    first = SEED + batch * BATCH
    seeds = range(first, first + BATCH)
    print(f"diagrams of seeds {seeds}")  # noqa: T201 - to be seen where a test fails
    drawn = {seed: draw(seed) for seed in seeds}
    for seed, (drawer, block, files) in drawn.items():
        database.perform(
            lambda s, files=files, seed=seed: deploy(
                s, files, procedure=f"process{seed}", author=SYSTEM, approver=None, key=key()
            )
        )
        walk_all(database, prepare(files), drawer, block, seed)
    database.dispose()
