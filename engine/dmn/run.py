"""One evaluation of a model: what was asked, what is known, which rules fired."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.feel.frame import Frame, Root


@dataclass(frozen=True)
class FiredRule:
    """A rule of a decision table that gave the result; `index` counts from 1 as people count rows."""

    decision_id: str
    rule_id: str
    index: int
    annotations: dict[str, str] = field(default_factory=dict)


class Run(Root):
    """The budget and the warnings of an evaluation, and the rules that fired."""

    __slots__ = ("fired",)

    def __init__(self) -> None:
        super().__init__({})
        self.warnings = []
        self.fired: list[FiredRule] = []


class State:
    """The inputs and the values already decided, each once."""

    def __init__(
        self,
        inputs: Mapping[str, Any],
        run: Run,
        values: dict[int, Any] | None = None,
        imported_as: Mapping[str, list[str]] | None = None,
    ) -> None:
        self.inputs = inputs
        self.run = run
        self.values: dict[int, Any] = {} if values is None else values
        self.imported_as: Mapping[str, list[str]] = imported_as or {}

    def value_of(self, element: Any) -> Any:
        """Return an element's value, deciding it on first use."""
        key = id(element)
        if key not in self.values:
            self.values[key] = None  # a decision that requires itself finds null
            self.values[key] = element.decide(self)
        return self.values[key]


Reader = Callable[[State], Any]


class Requirements(Mapping[str, Any]):
    """The variables a decision requires, decided when they are read."""

    def __init__(self, readers: Mapping[str, Reader], state: State) -> None:
        self._readers = readers
        self._state = state

    def __contains__(self, name: object) -> bool:
        return name in self._readers

    def __getitem__(self, name: str) -> Any:
        return self._readers[name](self._state)

    def __iter__(self) -> Iterator[str]:
        return iter(self._readers)

    def __len__(self) -> int:
        return len(self._readers)


def frame_of(readers: Mapping[str, Reader], state: State) -> Frame:
    """Return the frame in which an element's logic runs."""
    return Frame(Requirements(readers, state), state.run, state.run)
