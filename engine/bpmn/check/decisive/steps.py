"""Which steps decide."""

from collections.abc import Iterable

from engine.bpmn.read.element import Element
from engine.bpmn.read.kinds import ElementKind, EventKind

FINAL = "final"


def is_final(element: Element) -> bool:
    """Tell whether a step is called final in its diagram: a signature, a vote, an issued decision."""
    return element.properties.get(FINAL) == "true"


def is_decisive(element: Element) -> bool:
    """Tell whether a step decides, or waits for what another process has decided."""
    waits = element.kind == ElementKind.RECEIVE_TASK or (
        element.kind == ElementKind.INTERMEDIATE_CATCH_EVENT
        and any(one.kind == EventKind.MESSAGE for one in element.triggers)
    )
    return waits or is_final(element)


def decisive_steps(elements: Iterable[Element]) -> list[str]:
    """Return the ids of those among some elements that decide."""
    return sorted(element.id for element in elements if is_decisive(element))


def label(element: Element) -> str:
    """Return what people call an element."""
    return element.name or element.id
