"""The decision tables on awards, as DMN files that go into the releases of the procedures using them."""

from pathlib import Path

HERE = Path(__file__).parent


def files() -> dict[str, bytes]:
    """Return every decision file by name: `eligibility.dmn` and its neighbours."""
    return {path.name: path.read_bytes() for path in sorted(HERE.glob("*.dmn"))}
