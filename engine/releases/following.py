"""What may come after an element, as its diagram draws it: the next steps that people see."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.bpmn.build.library import ready_release
from engine.bpmn.build.specs import Step
from engine.bpmn.read.kinds import ElementKind

SEEN = frozenset({"userTask", "intermediateCatchEvent", "receiveTask", "endEvent", "callActivity", "subProcess"})


@dataclass(frozen=True)
class NextStep:
    """An element that may be reached next without another person's step between."""

    element_id: str
    name: str
    name_en: str
    is_end: bool


def steps_after(session: Session, release_id: UUID, process_id: str, element_id: str) -> list[NextStep]:
    """Return the steps that may follow an element, in the order the diagram leads to them; nothing for unknown ones.

    Gateways and automatic steps are passed over; which way is taken is decided by their conditions then.
    """
    try:
        definition = ready_release(session, release_id).definition(process_id)
    except NotFoundError:
        return []
    for spec in (definition.spec, *definition.inner.values()):
        start = spec.task_specs.get(element_id)
        if start is not None:
            return _walk(start)
    return []


def _walk(start: Any) -> list[NextStep]:
    found: dict[str, NextStep] = {}
    seen, todo = {start.name}, list(start.outputs)
    while todo:
        spec = todo.pop(0)
        if spec.name in seen:
            continue
        seen.add(spec.name)
        if isinstance(spec, Step) and spec.element.kind in SEEN and spec.element.name:
            found.setdefault(spec.element.id, _next(spec))
        else:
            todo.extend(spec.outputs)
    return list(found.values())


def _next(spec: Step) -> NextStep:
    element = spec.element
    english = element.properties.get("name:en", "")
    return NextStep(element.id, element.name, english, element.kind == ElementKind.END_EVENT)
