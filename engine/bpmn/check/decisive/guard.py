"""What must not be done by hand to a case because of the steps in it that decide."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.base.text import N_, Text
from engine.bpmn.build.builder import Definition
from engine.bpmn.check.content import expressions_of
from engine.bpmn.check.decisive.steps import is_decisive, is_final
from engine.bpmn.check.decisive.ways import Ways
from engine.bpmn.check.known import Known
from engine.bpmn.check.names import names_in, set_by
from engine.bpmn.read.element import Element
from engine.bpmn.read.expressions import read_expression

AUTOMATIC = frozenset({"serviceTask", "businessRuleTask", "scriptTask", "sendTask"})
WHO = ("assignee", "candidateGroups", "candidateUsers", "inputCollection", "loopCardinality", "completionCondition")
PEOPLE = ("separateFrom", "excluded")
"""The properties of a step that say who must not do it."""


@dataclass(frozen=True)
class Shift:
    """Elements whose tokens are taken out, all from which tokens went with them, where others are put, where any stand.

    `left` is how things stand afterwards.
    """

    taken: Collection[str]
    gone: Collection[str]
    placed: Collection[str]
    left: Collection[str]


def refused_move(definition: Definition, shift: Shift) -> Text | None:
    """Say why tokens must not go from some elements to others, or None where they may.

    What is final lies ahead afterwards as before, and a token comes behind what decides only from behind it, to where
    its way leads for sure.
    """
    ways = Ways(definition.processes)
    text = N_("“%(name)s” signs or decides: a case cannot be moved past it by hand.")
    for step in sorted(_decisive(ways)):
        behind = [place for place in shift.placed if place != step and step in ways.behind(place)]
        allowed = all(any(_from_behind(ways, step, token, place) for token in shift.taken) for place in behind)
        if not allowed or _is_skipped(ways, step, shift):
            return Text(text, {"name": _label(ways.elements[step])})
    return None


def _decisive(ways: Ways) -> Iterator[str]:
    yield from (element.id for element in ways.elements.values() if is_decisive(element))


def _from_behind(ways: Ways, step: str, token: str, place: str) -> bool:
    return token != step and step in ways.behind(token) and ways.is_sure_after(place, token)


def _is_skipped(ways: Ways, step: str, shift: Shift) -> bool:
    """Tell whether a final step lay ahead of what is taken out and lies ahead of nothing afterwards."""
    if not is_final(ways.elements[step]):
        return False
    after = (*shift.left, *shift.placed)
    return any(step in ways.ahead(token) for token in shift.gone) and not any(step in ways.ahead(one) for one in after)


def settled_variables(definition: Definition, fields: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Map each variable that must not be set by hand to the step it belongs to, by what people call that.

    They are those that a decisive step reads into its results and writes, those by which it is found who signs or
    votes, those that are worked out after it, and those by which the process chooses its way after it. `fields` are
    what each form can set.
    """
    ways = Ways(definition.processes)
    known = Known(fields=fields)
    found: dict[str, str] = {}
    for step in sorted(_decisive(ways)):
        element = ways.elements[step]
        later = [ways.elements[one] for one in ways.ahead(step) if one != step]
        for name in (*_written(element, known), *_asked(element), *_worked_out(later, known), *_chosen(ways, later)):
            found.setdefault(name, _label(element))
    return found


def _written(element: Element, known: Known) -> set[str]:
    keys = known.fields.get(element.form_id, frozenset()) if element.form_id else frozenset()
    return ({name for name in set_by(element, known) if name} | set(keys)) - {m.target for m in element.inputs}


def _asked(element: Element) -> set[str]:
    """Return the variables that say who does a step, and those from which its results are put together."""
    found = {name for one in element.outputs for name in names_in(one.source)}
    for what, expression in expressions_of(element):
        found |= names_in(expression) if what in WHO else set()
    for name in PEOPLE:
        found |= names_in(read_expression(element.properties.get(name)))
    return found


def _worked_out(later: Iterable[Element], known: Known) -> set[str]:
    return {name for one in later if one.kind in AUTOMATIC for name in _written(one, known)}


def _chosen(ways: Ways, later: Iterable[Element]) -> set[str]:
    gateways = {one.id for one in later if one.kind.endswith("Gateway")}
    flows = (flow for process in ways.processes for flow in process.flows.values() if flow.source in gateways)
    return {name for flow in flows for name in names_in(flow.condition)}


def lost_steps(old: Definition, new: Definition, mapping: Mapping[str, str], standing: Mapping[str, str]) -> list[Text]:
    """Say which final steps a move to another release would lose, or put a token behind.

    `standing` maps the elements where tokens stand to those of the new release where they will.
    """
    before, after = Ways(old.processes), Ways(new.processes)
    lost = N_("“%(name)s” signs or decides, and the new version has no such step in its place.")
    past = N_("“%(name)s” signs or decides in the new version, and this case would stand behind it without it.")
    found = []
    targets = {one.id: mapping.get(one.id, one.id) for one in before.elements.values() if is_final(one)}
    for step in sorted(targets):
        one = after.elements.get(targets[step])
        if one is None or not is_final(one):
            found.append(Text(lost, {"name": _label(before.elements[step])}))
    for here, there in standing.items():
        was = {targets[step] for step in before.behind(here) if step in targets}
        passed = (
            {step for step in after.behind(there) if is_final(after.elements[step])}
            if there in after.elements
            else set()
        )
        found += [Text(past, {"name": _label(after.elements[step])}) for step in sorted(passed - was)]
    return found


def _label(element: Element) -> str:
    return element.name or element.id
