"""The spec of one process or sub-process."""

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

from engine.bpmn.build.specs import End, EndJoin, Start
from engine.bpmn.read.element import AdHoc


class ProcessSpec(BpmnProcessSpec):
    """What SpiffWorkflow keeps of a container, and what ours adds.

    `key`: what it is kept under among the containers of a process and of those it calls; `flow_sources`: flow id to
    the spec it comes from; `starts`: where an ordinary token begins; `triggered`: start event id to spec, for those
    that something triggers; `listeners`: the waiting event sub-processes; `compensator`: the compensation event
    sub-process; `is_undoable`: whether something inside can be undone; `variables`: its data objects and properties;
    `ad_hoc` and `ad_hoc_starts`: how an ad-hoc sub-process goes on.
    """

    def __init__(self, name: str) -> None:
        WorkflowSpec.__init__(self, name=name)
        self.start = Start(self, "Start")
        self.end = EndJoin(self, f"{name}.EndJoin")
        self.last = End(self, "End")
        self.end.connect(self.last)
        self.key = name
        self.svg = self.io_specification = None
        self.data_objects: dict[str, object] = {}
        self.data_stores: dict[str, object] = {}
        self.correlation_keys: dict[str, object] = {}
        self.bpmn_start_events: list[object] = []
        self.flow_sources: dict[str, str] = {}
        self.starts: list[str] = []
        self.triggered: dict[str, str] = {}
        self.listeners: list[str] = []
        self.compensator = ""
        self.is_undoable = False
        self.variables: tuple[str, ...] = ()
        self.ad_hoc: AdHoc | None = None
        self.ad_hoc_starts: list[str] = []


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
