"""What a run found beside the stored baseline: `tests/bench/baseline.json`, figures of earlier runs by name.

Only what another machine would find too is compared: ratios, counts and sizes. Times and shares of cores say more of
the machine than of the program.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.bench.report import Figure

BASELINE = Path(__file__).with_name("baseline.json")
OF_THE_MACHINE = frozenset({"ms", "s", "µs"})
NOTABLE = 0.1
"""The share by which a figure may move and still be called the same."""


def is_comparable(figure: Figure) -> bool:
    """Tell whether a figure says something of the program rather than of the machine."""
    return figure.unit not in OF_THE_MACHINE and not figure.unit.startswith(("of ", "/"))


def read() -> dict[str, Figure]:
    """Return the stored figures."""
    if not BASELINE.exists():
        return {}
    return {name: Figure(**kept) for name, kept in json.loads(BASELINE.read_text(encoding="utf-8")).items()}


def keep(found: Mapping[str, Figure]) -> None:
    """Store the comparable figures of a run; those of parts that were not run stay as they were."""
    kept = read() | {name: figure for name, figure in found.items() if is_comparable(figure)}
    page = {name: vars(figure) for name, figure in sorted(kept.items())}
    BASELINE.write_text(json.dumps(page, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def table(found: Mapping[str, Figure]) -> list[str]:
    """Return a line for each comparable figure: before, now, and by how much it moved where that is notable."""
    before = read()
    return [_line(name, figure, before.get(name)) for name, figure in sorted(found.items()) if is_comparable(figure)]


def _line(name: str, now: Figure, before: Figure | None) -> str:
    if before is None:
        return f"  {name:<46} {'new':>12} {now.value:>12,.3f} {now.unit}"
    return f"  {name:<46} {before.value:>12,.3f} {now.value:>12,.3f} {now.unit:<10} {_moved(before, now)}"


def _moved(before: Figure, now: Figure) -> str:
    """Say how far a figure moved; within what both runs saw, it did not."""
    if not before.value:
        return "" if not now.value else "was none"
    share = now.value / before.value - 1
    if abs(share) < NOTABLE or (now.min <= before.max and before.min <= now.max):
        return ""
    return f"{share:+.0%}"
