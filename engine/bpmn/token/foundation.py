"""What SpiffWorkflow gives us to stand on: its private names are met here and nowhere else.

The library keeps specs by name, joins them, and links tasks into a tree. How tokens run through them is ours alone.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.read.element import AdHoc, Element
from engine.model.base import new_id

if TYPE_CHECKING:
    from engine.bpmn.token.surroundings import Container
    from engine.bpmn.token.token import Token


class Spec(BpmnTaskSpec):
    """What a token can stand at, in the process or sub-process `home`; `leads_to` names the specs that follow."""

    element: Element | None = None
    """The drawn element, where it stands on the diagram."""
    handler = ""
    """The spec that undoes it (compensation), in the same container."""
    is_listener = False
    """True where a waiting task is no token of its container: it listens for as long as the container lives."""
    is_told = False
    """True where what happens at it is told in the history."""
    waits_for_others = False
    """True where a waiting task looks again whenever another token of its container has moved."""

    def __init__(self, home: "ProcessSpec", name: str, lane: str | None = None, *, manual: bool = False) -> None:
        self.home = home
        self.leads_to: list[str] = []
        super().__init__(home, name, lane, manual=manual, outputs=self.leads_to)

    @property
    def followers(self) -> "list[Spec]":
        """Return the specs that follow."""
        return [self.home.task_specs[name] for name in self.leads_to]

    def arrive(self, my_task: "Token") -> bool:
        """Let a token come to its task; return whether it need not wait there."""
        my_task.inherit_scope()
        return True

    def routes(self, my_task: "Token") -> "list[tuple[str | None, Spec]]":  # noqa: ARG002 - gateways choose by task
        """Return where the token goes on: the flow taken, where one is drawn, and the spec it leads to."""
        return [(None, spec) for spec in self.followers]

    def work(self, my_task: "Token") -> None:
        """Do what a ready task does by itself."""

    def leave(self, my_task: "Token") -> None:
        """Hand a completed task's token on."""


class ProcessSpec(BpmnProcessSpec):
    """The specs of one process or sub-process, by name.

    `key`: what it is kept under among the containers of a process and of those it calls; `flow_sources`: flow id to
    the spec it comes from; `starts`: where an ordinary token begins; `triggered`: start event id to spec, for those
    that something triggers; `listeners`: the waiting event sub-processes; `compensator`: the compensation event
    sub-process; `is_undoable`: whether something inside can be undone; `variables`: its data objects and properties;
    `ad_hoc` and `ad_hoc_starts`: how an ad-hoc sub-process goes on. A token begins at `start`, waits at `end` for all
    others, and has left at `last`.
    """

    task_specs: dict[str, Spec]
    start: Spec
    end: Spec
    last: Spec

    def __init__(self, name: str) -> None:
        WorkflowSpec.__init__(self, name=name)
        self.key = name
        # Looked at by the library's workflows, which we give none of it.
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


class Link(Task):
    """A task in the tree of an instance, that tells its workflow of every change of its state."""

    workflow: "Container"
    task_spec: Spec

    def __init__(
        self,
        workflow: "Container",
        task_spec: Spec,
        parent: "Token | None" = None,
        state: int = TaskState.MAYBE,
        id: UUID | None = None,  # noqa: A002
    ) -> None:
        super().__init__(workflow, task_spec, parent, state, id or new_id())

    @property
    def parent_id(self) -> UUID | None:
        """The task it came from, whether or not that is still in memory."""
        return self._parent

    @parent_id.setter
    def parent_id(self, parent_id: UUID | None) -> None:
        self._parent = parent_id

    @property
    def child_ids(self) -> list[UUID]:
        """The tasks that came from it, to be changed in place."""
        return self._children

    def become(self, state: int) -> None:
        """Take a state, and tell the workflow."""
        before = self._state
        if before != state:
            self._state = state
            self.workflow.state_changed(self, before)  # type: ignore[arg-type]  # every link is a token
