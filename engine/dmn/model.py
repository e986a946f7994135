"""A decision model ready to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.base.errors import Finding, NotFoundError
from engine.base.text import N_, Text
from engine.dmn.elements import Decision, InputData, Knowledge, Part, Service
from engine.dmn.run import FiredRule, Run, State
from engine.feel.errors import FeelError
from engine.feel.frame import run_within
from engine.feel.kinds import adapt
from engine.feel.types import AnyType, coerce


@dataclass(frozen=True)
class DecisionResult:
    """A decision's value, the rules that gave it (of required decisions too), and why values became null."""

    value: Any
    rules: list[FiredRule]
    warnings: list[FeelError]


@dataclass
class Model:
    """A decision model: its parts by id, its types, and what a check found in it."""

    namespace: str = ""
    name: str = ""
    inputs: dict[str, InputData] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    knowledge: dict[str, Knowledge] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    types: dict[str, AnyType] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    #: Imported models by the name they are imported under.
    imports: dict[str, "Model"] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def part(self, part_id: str) -> Part | None:
        """Return a part by its id."""
        for parts in (self.inputs, self.decisions, self.knowledge, self.services):
            if part_id in parts:
                return parts[part_id]
        return None

    def final_decisions(self) -> list[Decision]:
        """Return the decisions that no other decision of this model requires."""
        needed = {id(part) for decision in self.decisions.values() for part in decision.required}
        return [decision for decision in self.decisions.values() if id(decision) not in needed]

    def evaluate(self, decision: str, context: Mapping[str, Any]) -> DecisionResult:
        """Return what a decision, named by id or name, comes to for input data given by name.

        Raises NotFoundError, FeelLimitError.
        """
        asked = _named(self.decisions, decision)
        return self._decided(lambda state: state.value_of(asked), State(context, Run()))

    def evaluate_service(self, service: str, context: Mapping[str, Any]) -> DecisionResult:
        """Return what a decision service comes to for its input data and input decisions given by name."""
        asked = _named(self.services, service)
        outer = State({}, Run())
        state = asked.state_for(context, outer)
        return self._decided(lambda inner: coerce(asked.result(inner), asked.kind), state)

    def invoke(self, function: str, args: Mapping[str, Any]) -> DecisionResult:
        """Return what a business knowledge model comes to for arguments given by name."""
        asked = _named(self.knowledge, function)
        given = {name: adapt(arg) for name, arg in args.items()}
        return self._decided(lambda state: state.value_of(asked).invoke_named(given, state.run), State({}, Run()))

    def _decided(self, decide: Any, state: State) -> DecisionResult:
        value = run_within(state.run, decide, state)
        return DecisionResult(value, state.run.fired, state.run.warnings or [])


def _named(parts: Mapping[str, Any], wanted: str) -> Any:
    if wanted in parts:
        return parts[wanted]
    for part in parts.values():
        if part.name == wanted:
            return part
    raise NotFoundError(Text(N_("There is no decision “%(name)s” in this model."), {"name": wanted}))
