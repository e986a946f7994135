"""Variables that nobody sets by hand, because a signature, a vote or a decision writes them or hangs on them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.bpmn.build.builder import Definition
from engine.bpmn.check.content import expressions_of
from engine.bpmn.check.decisive.steps import decisive_steps, label
from engine.bpmn.check.decisive.ways import Ways
from engine.bpmn.check.known import Known
from engine.bpmn.check.names import names_in, set_by
from engine.bpmn.read.element import Element
from engine.bpmn.read.expressions import read_expression
from engine.ports.actions import registry

AUTOMATIC = frozenset({"serviceTask", "businessRuleTask", "scriptTask", "sendTask"})
WHO = ("assignee", "candidateGroups", "candidateUsers", "inputCollection", "loopCardinality", "completionCondition")
PEOPLE = ("separateFrom", "excluded")
"""The properties of a step that say who must not do it."""
ANYTHING = ""
"""What stands for names that the diagram does not tell: an action without output mapping returns what it likes."""


@dataclass(frozen=True)
class Settled:
    """Which variables belong to which step; `rest` is the step that may set or read what the diagram does not name.

    Where there is such a step, only `loose` names may be set: those that steps which decide nothing are known to set.
    """

    named: Mapping[str, str]
    rest: str = ""
    loose: frozenset[str] = field(default_factory=frozenset)

    def step_of(self, name: str) -> str:
        """Return the step that a variable belongs to, by what people call it; nothing where it may be set."""
        return self.named.get(name) or ("" if name in self.loose else self.rest)


def settled_variables(definition: Definition, fields: Mapping[str, frozenset[str]]) -> Settled:
    """Return what must not be set by hand in the instances of a process.

    It is what a decisive step reads and writes, what says who signs or votes, what is worked out after it and from
    what, and that by which the process chooses its way after it. `fields` are what each form can set.
    """
    ways = Ways(definition.processes)
    known = Known(fields=fields)
    found: dict[str, str] = {}
    deciding: set[str] = set()
    for step in decisive_steps(ways.elements.values()):
        element = ways.elements[step]
        later = [ways.elements[one] for one in ways.ahead(step) if one != step]
        worked = [one for one in later if one.kind in AUTOMATIC]
        deciding |= {step, *(one.id for one in worked)}
        for name in (*_of(element, known), *_asked(element), *_all_of(worked, known), *_chosen(ways, later)):
            found.setdefault(name, label(element))
    _follow_back(found, ways, known)
    rest = found.pop(ANYTHING, "")
    return Settled(found, rest, _loose(ways, deciding, known) if rest else frozenset())


def _follow_back(found: dict[str, str], ways: Ways, known: Known) -> None:
    """Add from what automatic steps work out that which is settled, however far before."""
    worked = [one for one in ways.elements.values() if one.kind in AUTOMATIC]
    writes = {one.id: set(set_by(one, known)) - {ANYTHING} - {m.target for m in one.inputs} for one in worked}
    is_new = True
    while is_new:
        is_new = False
        for one in worked:
            step = next((found[name] for name in sorted(writes[one.id]) if name in found), "")
            for name in _read(one) - found.keys() - {ANYTHING} if step else ():
                found[name], is_new = step, True


def _of(element: Element, known: Known) -> set[str]:
    """Return what a step writes and reads; ANYTHING among it where the diagram does not say."""
    keys = known.fields.get(element.form_id, frozenset()) if element.form_id else frozenset()
    return ((set(set_by(element, known)) | set(keys)) - {m.target for m in element.inputs}) | _read(element)


def _all_of(elements: Iterable[Element], known: Known) -> set[str]:
    return {name for one in elements for name in _of(one, known)}


def _read(element: Element) -> set[str]:
    """Return what a step is given: its inputs, or without those what its action asks for by name."""
    if element.inputs:
        return {name for one in element.inputs for name in names_in(one.source)}
    if element.decision_id:
        return {ANYTHING}
    if element.action in registry:
        return set(registry.find(element.action).parameters)
    return names_in_script(element)


def names_in_script(element: Element) -> set[str]:
    """Return the variables that a step's expressions read."""
    return {name for _what, expression in expressions_of(element) for name in names_in(expression)}


def _asked(element: Element) -> set[str]:
    """Return the variables that say who does a step, and those from which its results are put together."""
    found = {name for one in element.outputs for name in names_in(one.source)}
    for what, expression in expressions_of(element):
        found |= names_in(expression) if what in WHO else set()
    for name in PEOPLE:
        found |= names_in(read_expression(element.properties.get(name)))
    return found


def _chosen(ways: Ways, later: Iterable[Element]) -> set[str]:
    gateways = {one.id for one in later if one.kind.endswith("Gateway")}
    flows = (flow for process in ways.processes for flow in process.flows.values() if flow.source in gateways)
    return {name for flow in flows for name in names_in(flow.condition)}


def _loose(ways: Ways, deciding: set[str], known: Known) -> frozenset[str]:
    """Return the names that steps which decide nothing are known to set."""
    others = (one for one in ways.elements.values() if one.id not in deciding)
    return frozenset(_names(others, known)) - {ANYTHING}


def _names(elements: Iterable[Element], known: Known) -> Iterator[str]:
    for one in elements:
        yield from set_by(one, known)
        yield from known.fields.get(one.form_id, frozenset()) if one.form_id else ()
