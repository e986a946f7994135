"""Who is kept from a step: its properties are known ones, name steps there are, and say why where they let somebody."""

from collections.abc import Iterator
from difflib import get_close_matches

from engine.base.errors import Finding
from engine.base.text import N_, Text
from engine.bpmn.check.known import Known, about, label
from engine.bpmn.read.diagram import Process
from engine.bpmn.read.element import Element
from engine.bpmn.read.kinds import ElementKind
from engine.bpmn.read.timing import MISSED
from engine.bpmn.token.conditions import NULL_IS_FALSE
from engine.model.capacity import CAPACITIES, NONE, is_deciding, listed

STEPS = ("separateFrom", "togetherWith")
REASONS = {"separateFrom": "separateReason", "togetherWith": "separateReason", "concernedMay": "concernedReason"}
SWITCHES = ("final", "inPerson", "alone", "nullIsFalse")
PROPERTIES = (
    *STEPS,
    *SWITCHES,
    *sorted({*REASONS, *REASONS.values()} - set(STEPS)),
    "capacity",
    "excluded",
    "attention",
    "title",
    "name:en",
    "legalSource",
    "ballotMode",
)
ELSEWHERE = (NULL_IS_FALSE, MISSED, "name:en")
SHORTEST_REASON = 10
ALIKE = 0.75


def check_properties(process: Process, known: Known) -> Iterator[Finding]:
    """`property`: what a user task says of itself is said in words and with values that are read."""
    for element in process.elements.values():
        if element.kind != ElementKind.USER_TASK:
            yield from _elsewhere(element)
            continue
        for name, value in element.properties.items():
            meant = _near(name, PROPERTIES)
            if name not in PROPERTIES and meant:
                yield _wrong(element, N_("“%(name)s” has the property “%(said)s”; “%(meant)s” is meant."), name, meant)
            elif name in STEPS:
                yield from _unknown_steps(element, value, known)
            elif not _is_read(name, value, known):
                yield _wrong(element, N_("“%(name)s”: “%(meant)s” is not a value of “%(said)s”."), name, value)


def _elsewhere(element: Element) -> Iterator[Finding]:
    """Yield what another element says of itself by a name that is nearly one that is read."""
    for name, value in element.properties.items():
        meant = _near(name, ELSEWHERE)
        if name not in (*ELSEWHERE, *PROPERTIES) and meant:
            yield _wrong(element, N_("“%(name)s” has the property “%(said)s”; “%(meant)s” is meant."), name, meant)
        elif name == NULL_IS_FALSE and value not in ("true", "false"):
            yield _wrong(element, N_("“%(name)s”: “%(meant)s” is not a value of “%(said)s”."), name, value)


def check_apart(process: Process, _known: Known) -> Iterator[Finding]:
    """`apart`: a step that signs, votes or decides is apart from every earlier one, or its diagram says why not."""
    for element in _human(process):
        said = element.properties
        for name, reason in REASONS.items():
            lets = said.get(name, "").strip() if name != "separateFrom" else NONE in listed(said.get(name))
            if lets and len(said.get(reason, "").strip()) < SHORTEST_REASON:
                text = N_("“%(name)s” lets people act twice or for themselves by “%(said)s” and does not say why.")
                yield _apart(element, text, said=name)
        if said.get("ballotMode") and not is_deciding(said):
            yield _apart(element, N_("“%(name)s” is a vote, but is not marked as final."))


def _human(process: Process) -> list[Element]:
    return [element for element in process.elements.values() if element.kind == ElementKind.USER_TASK]


def _unknown_steps(element: Element, value: str, known: Known) -> Iterator[Finding]:
    for step in sorted(listed(value) - known.steps - {NONE}):
        meant = _near(step, known.steps)
        if meant:
            text = N_("“%(name)s” names the step “%(said)s”, which there is not; “%(meant)s” may be meant.")
        else:
            text = N_("“%(name)s” names the step “%(said)s”, which there is not.")
        yield _wrong(element, text, step, meant)
    if NONE in listed(value) and len(listed(value)) > 1:
        yield _wrong(element, N_("“%(name)s”: “%(said)s” stands alone, or is left out."), NONE, "")


def _is_read(name: str, value: str, known: Known) -> bool:
    if name in SWITCHES:
        return value in ("true", "false")
    if name == "capacity":
        return value in CAPACITIES
    if name == "concernedMay" and known.kinds:
        return listed(value) <= known.kinds | {"all"}
    return name != "excluded" or value.startswith("=")


def _near(word: str, words: "frozenset[str] | tuple[str, ...]") -> str:
    folded = {one.lower(): one for one in words}
    found = get_close_matches(word.strip().lower(), folded, 1, ALIKE)
    return folded[found[0]] if found else ""


def _wrong(element: Element, text: str, said: str, meant: str) -> Finding:
    return about("property", element, Text(text, {"name": label(element), "said": said, "meant": meant}))


def _apart(element: Element, text: str, **said: str) -> Finding:
    return about("apart", element, Text(text, {"name": label(element), **said}))


RULES = (check_properties, check_apart)
