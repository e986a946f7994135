"""What a run of the benchmark found: a table to read and `build/bench.json` to compare."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent
PAGE = HOME / "build" / "bench.json"


@dataclass(frozen=True)
class Figure:
    """One figure: the median of what was measured, between its extremes."""

    value: float
    unit: str
    min: float
    max: float


@dataclass
class Report:
    """All figures of one run, by name."""

    figures: dict[str, Figure] = field(default_factory=dict)

    def record(self, name: str, values: Sequence[float], unit: str) -> Figure:
        """Keep the median of the values under a name and print it; `unit` says what one of them is."""
        figure = Figure(statistics.median(values), unit, min(values), max(values))
        self.figures[name] = figure
        print(
            f"  {name:<46} {figure.value:>12,.3f} {unit:<12} {figure.min:>12,.3f} … {figure.max:<12,.3f}",
            flush=True,
        )
        return figure

    def ratio(self, name: str, above: Sequence[float], below: Sequence[float]) -> Figure:
        """Keep how many times `above` is `below`, both measured turn about in this run: one ratio a pair."""
        return self.record(name, [a / b for a, b in zip(above, below, strict=True)], "×")

    def write(self) -> None:
        """Write `build/bench.json`, keeping figures of benchmarks that were not run this time out."""
        PAGE.parent.mkdir(exist_ok=True)
        page = {name: vars(figure) for name, figure in sorted(self.figures.items())}
        PAGE.write_text(json.dumps(page, indent=1) + "\n", encoding="utf-8")
