"""The spec of one process or sub-process before anything drawn is in it, and what the specs in it are called."""

from engine.bpmn.build.specs import End, EndJoin, Start
from engine.bpmn.token.foundation import ProcessSpec


def empty_process(name: str) -> ProcessSpec:
    """Return the spec of a container with nothing but its way in and its way out."""
    spec = ProcessSpec(name)
    spec.start, spec.end, spec.last = Start(spec, "Start"), EndJoin(spec, f"{name}.EndJoin"), End(spec, "End")
    spec.end.connect(spec.last)
    return spec


INNER_NAMES = ("Start", "End", "Root")
INNER_SUFFIXES = (".EndJoin", ".BoundaryEventSplit", ".Gather", ".Split", ".Listener", ".Compensation")


def spec_name(element_id: str) -> str:
    """Return the name of an element's spec: its id, marked where the engine's own specs go by such a name."""
    is_inner = element_id in INNER_NAMES or element_id.endswith(INNER_SUFFIXES)
    return f"#{element_id}" if is_inner else element_id


def split_name(element_id: str) -> str:
    """Return the name of the spec that stands before an activity with boundary events."""
    return f"{element_id}.BoundaryEventSplit"


def gather_name(element_id: str) -> str:
    """Return the name of the spec that gathers the tokens an activity needs."""
    return f"{element_id}.Gather"


def choice_name(element_id: str) -> str:
    """Return the name of the spec that chooses among an activity's conditional flows."""
    return f"{element_id}.Split"


def listener_name(element_id: str) -> str:
    """Return the name of the spec that waits for an event sub-process to begin."""
    return f"{element_id}.Listener"


def child_name(name: str) -> str:
    """Return the name of the spec of one turn of an activity that runs more than once."""
    return f"{name} [child]"
