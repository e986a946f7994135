"""Writes the golden instances of the present version: `.venv/bin/python -m tests.golden`.

A folder that is committed for a released version is never written again; see docs/decisions.
"""

import json
import tempfile
from typing import Any

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.bpmn.build.library import prepare
from engine.commands import deploy
from engine.model.values import encode
from engine.store.database import Database
from tests.conftest import INSTANT
from tests.engine.play import Play, key
from tests.engine.shapes.model import Move
from tests.engine.shapes.walk import Walk
from tests.engine.shapes.zeebe import Artist
from tests.golden.dump import Rows, dump, newest_schema
from tests.golden.scenarios import SCENARIOS, Scenario
from tests.golden.specials import SPECIALS, VALUES
from tests.golden.test_golden import FOLDER, VERSION
from web.shell.tables import load_all

CASE = "golden"


class KeptWalk(Walk):
    """A walk that keeps the rows as they stand after some steps, and the moves that are made from there on."""

    steps = 0

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.rows_kept: Rows = {}
        self.moves_left: list[dict[str, Any]] = []
        self.taken = 0
        self.kept_at = clock.now()

    def move(self, move: Move, given: Any) -> None:
        self._keep_in_time()
        if self.rows_kept:
            self.moves_left.append({**move.wait._asdict(), "answer": encode(given)})
        super().move(move, given)
        self.taken += 1

    def _keep_in_time(self) -> None:
        if self.taken == self.steps:
            self.kept_at = clock.now()
            with self.database.read() as session:
                self.rows_kept = dump(session)


def walked(database: Database, scenario: Scenario, seed: int) -> dict[str, Any]:
    """Walk a scenario to its end and return what was kept on the way."""
    files = {"p.bpmn": Artist().process(scenario.block, "golden")}
    database.perform(lambda s: deploy(s, files, procedure="golden", author=SYSTEM, approver=None, key=key()))
    walk = KeptWalk(database, prepare(files).definition("golden"), CASE, f"golden/{seed}")
    walk.steps = scenario.steps
    run = walk.go(scenario.block, "golden", scenario.variables)
    if not walk.rows_kept:
        msg = f"“{scenario.name}” ended after {walk.taken} steps"
        raise ValueError(msg)
    ends = {"variables": encode(run.variables), "visits": dict(run.visits)}
    return {"at": walk.kept_at.isoformat(), "moves": walk.moves_left, "ends": ends, "rows": walk.rows_kept}


def special(database: Database, name: str) -> dict[str, Any]:
    """Come to a special state and return its rows."""
    play = Play(database)
    play.deploy(SPECIALS[name].diagram)
    instance_id = play.start(VALUES.get(name), business_key=CASE)
    SPECIALS[name].come(play, instance_id)
    with database.read() as session:
        return {"at": clock.now().isoformat(), "special": name, "rows": dump(session)}


def main() -> None:
    """Write a file per instance."""
    load_all()
    folder = FOLDER / VERSION
    folder.mkdir(parents=True, exist_ok=True)
    makers: list[tuple[str, Any]] = [(s.name, lambda db, s=s, n=n: walked(db, s, n)) for n, s in enumerate(SCENARIOS)]
    makers += [(name, lambda db, name=name: special(db, name)) for name in SPECIALS]
    for number, (name, make) in enumerate(makers, 1):
        with tempfile.TemporaryDirectory() as made, clock.travel_to(INSTANT):
            database = Database(f"sqlite:///{made}/golden.db")
            database.create_all()
            kept = {"name": name, "schema": newest_schema(), **make(database)}
            database.dispose()
        path = folder / f"{number:02}-{name.replace(' ', '-')}.json"
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
