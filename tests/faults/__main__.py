"""The soak: everything that can go wrong, for as long as is asked, on both databases; see docs/how-to-run.md.

`python -m tests.faults [PART ...] [--seed N] [--minutes M]` with parts kills, races, refusals, crowds,
random-kills, restarts, history.
"""

import argparse
import json
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.base import clock
from engine.store.database import Database
from tests.cluster import SAFE, Cluster
from tests.engine.play import Play
from tests.faults.clients import journal
from tests.faults.commands import COMMANDS, WORK, deploy_all
from tests.faults.crowds import crowd
from tests.faults.kills import FaultError, Killing
from tests.faults.nemesis import Crew, Report, under_kills, under_restarts, undisturbed
from tests.faults.oracles import violations
from tests.faults.races import PAIRS, race
from tests.faults.refusals import SCENARIOS, contest
from tests.workflows.procedures.nomination.office import Office
from web.shell.tables import load_all

ROUNDS = 200
CONTESTS, PEOPLE = 100, 30
INSTANT = datetime(2019, 11, 4, 2, 0, tzinfo=UTC)
KILLS = 1_000
OPERATIONS = 50_000
CLIENTS = 8
RESTARTS_FOR = 60  # operations a client asks for while the database restarts, times a hundred


class Soak:
    """One run: its seed, its folder, its clusters, and what was found."""

    def __init__(self, folder: Path, seed: int, scale: float) -> None:
        self.folder = folder
        self.seed = seed
        self.scale = scale
        self.clusters = {"fast": Cluster(folder / "fast"), "safe": Cluster(folder / "safe", SAFE)}
        for cluster in self.clusters.values():
            cluster.folder.mkdir()
        self.results: dict[str, dict[str, Any]] = {}

    def database(self, engine: str, name: str, cluster: str = "fast") -> Database:
        """Return a new database with all tables."""
        if engine == "sqlite":
            address = f"sqlite:///{self.folder / name}.db"
        else:
            address = self.clusters[cluster].create_empty(f"soak_{name}")
        made = Database(address)
        made.create_all()
        return made

    def play(self, engine: str, name: str) -> Play:
        """Return moves on a new database where everything the cases need is deployed."""
        play = Play(self.database(engine, name))
        play.folder = self.folder / f"{engine}-{name}"  # what reaches outside on one database is not the other's
        play.folder.mkdir()
        deploy_all(play)
        return play

    def crew(self, database: Database, name: str, operations: int, clients: int = CLIENTS) -> Crew:
        """Return clients and two workers, with the process they use deployed."""
        Play(database).deploy(journal())
        folder = self.folder / name
        folder.mkdir()
        return Crew(database, folder, clients, max(1, operations // clients), 2, self.seed)

    def scaled(self, number: int) -> int:
        """Return a number of rounds at the scale asked for."""
        return max(1, int(number * self.scale))


def kills(soak: Soak, engine: str) -> dict[str, Any]:
    """SIGKILL at every point of every command and of every kind of work."""
    killed = 0
    with clock.travel_to(datetime.now(UTC)):
        for name in [*COMMANDS, *WORK]:
            killing = Killing(soak.play(engine, f"kills_{name}"), name)
            killing.kill_everywhere()
            killed += killing.kills
            require(violations(killing.play.database))
            killing.play.database.dispose()
    return {"commands": len(COMMANDS) + len(WORK), "kills": killed}


def races(soak: Soak, engine: str) -> dict[str, Any]:
    """Race every pair of moves."""
    rounds = soak.scaled(ROUNDS)
    for pair in PAIRS:
        with clock.travel_to(datetime.now(UTC)):
            play = soak.play(engine, f"races_{'_'.join(pair)}")
            outcomes = race(play, pair, rounds, soak.seed)
            say(f"  {' and '.join(pair)}: {dict(outcomes)}")
            play.database.dispose()
    return {"pairs": len(PAIRS), "rounds": rounds * len(PAIRS)}


def crowds(soak: Soak, engine: str) -> dict[str, Any]:
    """Let thirty people give each command at once, again and again."""
    rounds = soak.scaled(CONTESTS)
    for name in COMMANDS:
        with clock.travel_to(datetime.now(UTC)):
            play = soak.play(engine, f"crowds_{name}")
            require([*crowd(play, name, PEOPLE, rounds), *violations(play.database)])
            play.database.dispose()
    return {"commands": len(COMMANDS), "rounds": rounds * len(COMMANDS), "people": PEOPLE}


def refusals(soak: Soak, engine: str) -> dict[str, Any]:
    """Let thirty people ask at once for what only one of them may have, again and again."""
    rounds = soak.scaled(CONTESTS)
    with clock.travel_to(INSTANT):
        office = Office(soak.database(engine, "refusals"))
        for name in SCENARIOS:
            require([wrong for _ in range(rounds) for wrong in contest(office, name, PEOPLE)])
        office.database.dispose()
    return {"refusals": len(SCENARIOS), "rounds": rounds * len(SCENARIOS), "people": PEOPLE}


def random_kills(soak: Soak, engine: str) -> dict[str, Any]:
    """Kill clients and workers at random while they work."""
    wanted, killed, number = soak.scaled(KILLS) // 2, 0, 0
    total = Report()
    while killed < wanted:
        crew = soak.crew(soak.database(engine, f"random_{number}"), f"random-{engine}-{number}", 2_000)
        report = under_kills(crew, 12, most=wanted - killed)
        killed, number = killed + report.kills, number + 1
        add(total, report)
    return summary(total)


def restarts(soak: Soak, engine: str) -> dict[str, Any]:
    """End PostgreSQL at once and start it again under load, with fsync on."""
    if engine == "sqlite":
        return {}
    cluster = soak.clusters["safe"]
    crew = soak.crew(soak.database(engine, "restarts", "safe"), "restarts", soak.scaled(RESTARTS_FOR * 100))
    return summary(require_sound(under_restarts(crew, cluster.restart, 4)))


def history(soak: Soak, engine: str) -> dict[str, Any]:
    """Check the history of many clients at few instances."""
    crew = soak.crew(soak.database(engine, "history"), f"history-{engine}", soak.scaled(OPERATIONS) // 2)
    return summary(require_sound(undisturbed(crew)))


PARTS: dict[str, Callable[[Soak, str], dict[str, Any]]] = {
    "kills": kills,
    "races": races,
    "refusals": refusals,
    "crowds": crowds,
    "random-kills": random_kills,
    "restarts": restarts,
    "history": history,
}


def add(total: Report, report: Report) -> None:
    """Add one run's figures to the whole."""
    require_sound(report)
    total.operations += report.operations
    total.answered += report.answered
    total.kills += report.kills


def require_sound(report: Report) -> Report:
    """Return a report without violations. Raises FaultError."""
    require(report.violations)
    return report


def require(found: list[str]) -> None:
    """Raise FaultError where something was found."""
    if found:
        raise FaultError("\n".join(found[:20]))


def summary(report: Report) -> dict[str, Any]:
    """Return a report's figures."""
    return {name: value for name, value in vars(report).items() if value}


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def soaking(seed: int, scale: float) -> Iterator[Soak]:
    """Make a folder for a run and clean up after it."""
    folder = Path(tempfile.mkdtemp(prefix="bangvang-soak-"))
    folder.chmod(0o711)
    soak = Soak(folder, seed, scale)
    try:
        yield soak
    finally:
        for cluster in soak.clusters.values():
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run the parts asked for on both databases; return 1 where an oracle was violated."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts, all unless told")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the seed of all random choices")
    parser.add_argument("--scale", type=float, default=1.0, help="times the usual number of rounds, such as 0.01")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="one database alone")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    load_all()
    say(f"seed {given.seed}, scale {given.scale}")
    failed = False
    with soaking(given.seed, given.scale) as soak:
        for part in given.parts or PARTS:
            for engine in [given.only] if given.only else ["sqlite", "postgresql"]:
                failed |= not run(soak, part, engine)
        Path("build").mkdir(exist_ok=True)
        Path("build/soak.json").write_text(json.dumps({"seed": given.seed, **soak.results}, indent=1) + "\n")
    return int(failed)


def run(soak: Soak, part: str, engine: str) -> bool:
    """Run one part on one database and say what came of it; tell whether nothing was violated."""
    began = time.monotonic()
    try:
        figures = PARTS[part](soak, engine)
    except FaultError as error:
        say(f"{part} on {engine}: VIOLATED\n{error}")
        return False
    figures["seconds"] = round(time.monotonic() - began)
    soak.results[f"{part}.{engine}"] = figures
    say(f"{part} on {engine}: 0 violations, " + ", ".join(f"{value} {name}" for name, value in figures.items()))
    return True


if __name__ == "__main__":
    sys.exit(main())
