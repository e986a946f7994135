"""What a decision model consists of (DMN 1.5 section 6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.base.text import N_, Text
from engine.dmn.builder import typed
from engine.dmn.run import Reader, State, frame_of
from engine.feel.compiler import Closure
from engine.feel.frame import Frame
from engine.feel.functions import Function
from engine.feel.kinds import adapt
from engine.feel.types import ANY, AnyType, coerce
from engine.feel.userfunction import UserFunction


@dataclass(eq=False)
class InputData:
    """What is given from outside."""

    id: str
    name: str
    kind: AnyType = ANY

    def decide(self, state: State) -> Any:
        """Return the given value if it fits the type."""
        value = adapt(state.given(self.name))
        if self.kind is ANY:
            return value
        fit = coerce(value, self.kind)
        if fit is None and value is not None:
            state.run.warn(Text(N_("The value of “%(name)s” has the wrong type."), {"name": self.name}), 0)
        return fit


@dataclass(eq=False)
class Decision:
    """A question with its logic and what it requires."""

    id: str
    name: str
    kind: AnyType = ANY
    readers: dict[str, Reader] = field(default_factory=dict)
    logic: Closure = lambda _: None
    #: Compiles the logic on first use, where the model was not read as a whole.
    prepare: Callable[[], None] | None = None
    required: list[Any] = field(default_factory=list)

    def decide(self, state: State) -> Any:
        """Return the answer, fitted to the decision's type."""
        _prepare(self)
        return typed(self.logic, self.kind, self.name)(frame_of(self.readers, state))


@dataclass(eq=False)
class Knowledge:
    """A business knowledge model: a function decisions may call."""

    id: str
    name: str
    params: tuple[tuple[str, AnyType], ...] = ()
    kind: AnyType = ANY
    readers: dict[str, Reader] = field(default_factory=dict)
    logic: Closure = lambda _: None
    #: Compiles the logic on first use, where the model was not read as a whole.
    prepare: Callable[[], None] | None = None

    def decide(self, state: State) -> Function:
        """Return the function."""
        _prepare(self)
        return UserFunction(self.params, self.logic, frame_of(self.readers, state), cost=5, result=self.kind)


@dataclass(eq=False)
class Service:
    """A decision service: decisions offered as one function of their inputs (DMN 1.5 section 6.3.10)."""

    id: str
    name: str
    inputs: list[InputData] = field(default_factory=list)
    input_decisions: list[Decision] = field(default_factory=list)
    outputs: list[Decision] = field(default_factory=list)
    kind: AnyType = ANY

    def decide(self, state: State) -> Function:
        """Return the service as a function: input data first, then input decisions."""
        given: list[InputData | Decision] = [*self.inputs, *self.input_decisions]
        params = tuple((element.name, element.kind) for element in given)

        def answer(frame: Frame) -> Any:
            inner = self.state_for(frame.vars, state)
            return self.result(inner)

        return UserFunction(params, answer, frame_of({}, state), cost=5, result=self.kind)

    def state_for(self, given: Mapping[str, Any], outer: State) -> State:
        """Return a state of its own in which the input decisions are as given."""
        decided = {id(part): coerce(adapt(given.get(part.name)), part.kind) for part in self.input_decisions}
        return State(given, outer.run, decided)

    def result(self, state: State) -> Any:
        """Return the one output decision's value, or a context of several."""
        if len(self.outputs) == 1:
            return state.value_of(self.outputs[0])
        return {output.name: state.value_of(output) for output in self.outputs}


def _prepare(part: Decision | Knowledge) -> None:
    if part.prepare is not None:
        part.prepare()
        part.prepare = None


Part = InputData | Decision | Knowledge | Service
