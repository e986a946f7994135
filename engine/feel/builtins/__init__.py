"""The built-in functions (DMN 1.5 section 10.3.4), by what they work on."""

from engine.feel.builtins import (
    aggregates,
    contexts,
    conversion,
    lists,
    moments,
    numeric,
    ranges,
    rangetext,
    strings,
)
from engine.feel.builtins.registry import BUILTINS

__all__ = [
    "BUILTINS", "aggregates", "contexts", "conversion", "lists", "moments", "numeric", "ranges", "rangetext", "strings",
]  # fmt: skip
