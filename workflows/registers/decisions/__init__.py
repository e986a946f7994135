"""The decision tables on awards, as DMN files that go into the releases of the procedures using them."""

from collections.abc import Iterable
from pathlib import Path

import engine.feel.workdays  # noqa: F401 - the tables ask `working days after`
import workflows.registers.decisions.counting  # noqa: F401 - the tables ask `count vote`, which must be known before they are read

HERE = Path(__file__).parent


def files() -> dict[str, bytes]:
    """Return every decision file by name: `eligibility.dmn` and its neighbours."""
    return {path.name: path.read_bytes() for path in sorted(HERE.glob("*.dmn"))}


def cases_of(names: Iterable[str]) -> dict[str, bytes]:
    """Return the test cases kept beside decision files, by name: `eligibility.tests.csv`."""
    places = [HERE / f"{name.removesuffix('.dmn')}.tests.csv" for name in names]
    return {path.name: path.read_bytes() for path in places if path.exists()}
