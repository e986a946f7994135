"""How an instance stands, for those who operate it: its tokens, its scopes, and where a token could be put."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from SpiffWorkflow.util.task import TaskState
from sqlalchemy.orm import Session

from engine.base.text import N_, Text
from engine.bpmn.build.specs import Step, SubProcess, TokenJoin
from engine.bpmn.keep.running import looking
from engine.bpmn.run.live import Indexed, LiveWorkflow
from engine.bpmn.run.moving import Place, is_place
from engine.bpmn.token.foundation import ProcessSpec
from engine.bpmn.token.token import Token as LiveToken

WAITS = {
    TaskState.FUTURE: N_("could not be entered"),
    TaskState.WAITING: N_("waits"),
    TaskState.READY: N_("is open"),
    TaskState.STARTED: N_("is under way"),
}


@dataclass(frozen=True)
class Token:
    """A token at a drawn element; `inside` names the sub-process it stands in, `is_single` one of several at a step."""

    id: UUID
    element_id: str
    name: str
    kind: str
    state: Text
    inside: str
    is_single: bool


@dataclass(frozen=True)
class ScopeView:
    """A scope of variables that lives, with the element it belongs to (empty for the instance's own)."""

    id: UUID
    name: str
    variables: dict[str, object]


@dataclass(frozen=True)
class PlaceView:
    """A place where a token could be put, with what to call it."""

    place: Place
    name: Text


@dataclass(frozen=True)
class Inspection:
    """How one instance stands."""

    tokens: list[Token]
    scopes: list[ScopeView]
    places: list[PlaceView]


def inspect_instance(session: Session, instance_id: UUID) -> Inspection:
    """Read an instance without a lock; raises NotFoundError."""
    live = looking(session, instance_id).live
    tokens = [_token(live, task) for w in _open(live) for task in w.unfinished.values() if _is_told(task)]
    return Inspection(tokens, list(_scopes(live)), list(_places(live)))


def _open(live: LiveWorkflow) -> list[Indexed]:
    return [w for w in (live, *live.subprocesses.values()) if not w.completed]


def _is_told(task: LiveToken) -> bool:
    return task.element is not None and task.task_spec.is_told


def _token(live: LiveWorkflow, task: LiveToken) -> Token:
    element = task.drawn
    around = task.workflow.parent_task_id
    holder = None if around is None else live.all_tasks.get(around)
    inside = "" if holder is None else _label(holder)
    state = Text(WAITS.get(task.state, N_("is under way")))
    return Token(task.id, element.id, element.name or element.id, element.kind, state, inside, bool(task.triggered))


def _label(task: LiveToken) -> str:
    """Return an element's name, with the turn where it is one of several."""
    element = task.drawn
    number = task.internal_data.get("number")
    turn = "" if number is None or not task.triggered else f" ({number + 1})"
    return f"{element.name or element.id}{turn}"


def _scopes(live: LiveWorkflow) -> Iterator[ScopeView]:
    for scope in live.scopes.values():
        owner = None if scope.owner is None else live.all_tasks.get(scope.owner)
        if scope.owner is None:
            yield ScopeView(scope.id, "", dict(sorted(scope.local.items())))
        elif owner is not None and not owner.has_state(TaskState.FINISHED_MASK) and owner.element is not None:
            yield ScopeView(scope.id, _label(owner), dict(sorted(scope.local.items())))


def _places(live: LiveWorkflow) -> Iterator[PlaceView]:
    """Yield the places of what is open, then those inside sub-processes that would be opened."""
    opened = set()
    for workflow in _open(live):
        opened.add(workflow.spec.name)
        within = None if workflow is live else workflow.parent_task_id
        around = "" if within is None else _label(live.all_tasks[within])
        yield from _places_in(workflow.spec, within, around)
    for name, spec in live.subprocess_specs.items():
        if name not in opened and spec is not live.spec and _can_open(live, name):
            yield from _places_in(spec, None, name)


def _can_open(live: LiveWorkflow, container: str) -> bool:
    steps = (step for spec in live.subprocess_specs.values() for step in spec.task_specs.values())
    holders = [s for s in steps if isinstance(s, SubProcess) and s.container == container]
    return len(holders) == 1 and holders[0].element.loop is None and not holders[0].element.is_event_subprocess


def _places_in(spec: ProcessSpec, within: UUID | None, around: str) -> Iterator[PlaceView]:
    for step in spec.task_specs.values():
        if not isinstance(step, Step) or not is_place(step):
            continue
        name = step.element.name or step.element.id
        flows = step.incoming if isinstance(step, TokenJoin) and len(step.incoming) > 1 else [""]
        for flow in flows:
            yield PlaceView(Place(step.element.id, flow, within), _place_name(name, flow, around))


def _place_name(name: str, flow: str, around: str) -> Text:
    values = {"name": name, "flow": flow, "around": around}
    if flow and around:
        return Text(N_("%(name)s, by the flow %(flow)s, in %(around)s"), values)
    if flow:
        return Text(N_("%(name)s, by the flow %(flow)s"), values)
    return Text(N_("%(name)s, in %(around)s"), values) if around else Text("%(name)s", values)
