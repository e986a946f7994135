"""One evaluation of a model: what was asked, what is known, which rules fired."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.feel.frame import Frame, Root
from engine.feel.showing import show

LONGEST_RESULT = 200


@dataclass(frozen=True)
class FiredRule:
    """A rule of a decision table that gave the result; `index` counts from 1 as people count rows."""

    decision_id: str
    rule_id: str
    index: int
    annotations: dict[str, str] = field(default_factory=dict)
    #: What the rule itself came to.
    value: Any = None

    @property
    def result(self) -> str:
        """Return what the rule came to as FEEL, cut to what a line holds."""
        text = show(self.value)
        return text if len(text) <= LONGEST_RESULT else text[: LONGEST_RESULT - 1] + "…"


class Run(Root):
    """The budget and the warnings of an evaluation, and the rules that fired."""

    __slots__ = ("fired",)

    def __init__(self) -> None:
        super().__init__({})
        self.warnings = []
        self.fired: list[FiredRule] = []


class State:
    """The inputs and the values already decided, each once; an imported model has its own under its import's name."""

    def __init__(
        self, inputs: Mapping[str, Any], run: Run, values: dict[int, Any] | None = None, outer: "State | None" = None
    ) -> None:
        self.inputs = inputs
        self.run = run
        self.values: dict[int, Any] = {} if values is None else values
        self.outer = outer
        self._imported: dict[str, State] = {}

    def value_of(self, element: Any) -> Any:
        """Return an element's value, deciding it on first use."""
        key = id(element)
        if key not in self.values:
            self.values[key] = None  # a decision that requires itself finds null
            self.values[key] = element.decide(self)
        return self.values[key]

    def given(self, name: str) -> Any:
        """Return what was given for an input; what is not given for an imported model is taken from its importer."""
        if name not in self.inputs and self.outer is not None:
            return self.outer.given(name)
        return self.inputs.get(name)

    def within(self, name: str) -> "State":
        """Return the state of the model imported under a name: its inputs are the entries given under that name."""
        if name not in self._imported:
            given = self.given(name)
            self._imported[name] = State(given if isinstance(given, Mapping) else {}, self.run, outer=self)
        return self._imported[name]


Reader = Callable[[State], Any]


class Requirements(dict[str, Any]):
    """The variables a decision requires, decided when they are read; as a dictionary it knows only their names."""

    def __init__(self, readers: Mapping[str, Reader], state: State) -> None:
        super().__init__(readers)
        self._state = state

    def __getitem__(self, name: str) -> Any:
        return super().__getitem__(name)(self._state)


def frame_of(readers: Mapping[str, Reader], state: State) -> Frame:
    """Return the frame in which an element's logic runs."""
    return Frame(Requirements(readers, state), state.run, state.run)
