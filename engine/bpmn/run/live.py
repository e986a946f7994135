"""What runs: SpiffWorkflow's Task and Workflow, kept indexed by state so that a step costs what it changes."""

from collections import deque
from collections.abc import Mapping
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.build.specs import SubProcess, adhoc
from engine.bpmn.build.specs.driven import is_listening
from engine.bpmn.run.happenings import Happenings
from engine.bpmn.run.narration import Journal
from engine.bpmn.token.foundation import ProcessSpec, Spec
from engine.bpmn.token.limits import MAX_STEPS, MAX_TOKENS, TooManyTasksError
from engine.bpmn.token.scope import Scope
from engine.bpmn.token.surroundings import Host
from engine.bpmn.token.token import Token


class Indexed:
    """Keeps the unfinished tasks of one container at hand."""

    tasks: dict[UUID, Token]
    top_workflow: "LiveWorkflow"
    completed: bool
    spec: ProcessSpec
    task_tree: Token
    parent_task_id: UUID | None

    def open_index(self) -> None:
        """Start with nothing."""
        self.unfinished: dict[UUID, Token] = {}
        self.joins: dict[UUID, Token] = {}

    def created(self, task: Token) -> None:
        """Note a new task."""
        top = self.top_workflow
        top.all_tasks[task.id] = task
        if not task.has_state(TaskState.FINISHED_MASK):
            self.unfinished[task.id] = task
        top.dirty[task.id] = task

    def changed(self, task: Token) -> None:
        """Note that a task's own state differs from what is stored."""
        self.top_workflow.dirty[task.id] = task

    def state_changed(self, task: Token, before: int) -> None:
        """Move a task to its new place in the index, and in the queue of what runs by itself."""
        top = self.top_workflow
        top.dirty[task.id] = task
        if task.has_state(TaskState.FINISHED_MASK):
            self.unfinished.pop(task.id, None)
        self.joins.pop(task.id, None)
        if task.state == TaskState.WAITING and task.task_spec.waits_for_others:
            self.joins[task.id] = task
        top.watch(task)
        if task.state == TaskState.READY and not task.task_spec.manual:
            top.queue.append(task)
        if task.element is not None:
            top.journal.append((task, before, task.state))

    def index_loaded(self, task: Token) -> None:
        """Put a task that was read from its row into the index."""
        if task.state == TaskState.WAITING and task.task_spec.waits_for_others:
            self.joins[task.id] = task
        self.top_workflow.watch(task)

    def task_completed(self, task: Token) -> None:
        """End with the last token, or let those look again that wait for others."""
        if task.task_spec is self.spec.last:
            self.ended()
            return
        for join in list(self.joins.values()):
            if join.state == TaskState.WAITING:
                join.arrive()

    def cancel_rest(self, last: Token) -> None:
        """Cancel every other token of this container (a terminate end event)."""
        for task in list(self.unfinished.values()):
            if task is not last:
                task.cancel()

    def cancel_listeners(self) -> None:
        """End the listening of event sub-processes: nothing else is left in the container."""
        for task in list(self.unfinished.values()):
            if is_listening(task):
                task.cancel()

    def early_end(self, task: Token) -> Spec | None:
        """Return the end that a completed activity leads to where its ad-hoc sub-process is done, or None."""
        ad_hoc = self.spec.ad_hoc
        return None if ad_hoc is None else adhoc.early_end(self, ad_hoc, task)

    def goes_on(self, end: Token) -> bool:
        """Tell whether an ad-hoc sub-process has more to do though no token is left."""
        ad_hoc = self.spec.ad_hoc
        return ad_hoc is not None and adhoc.goes_on(self, ad_hoc, end)

    def ended(self) -> None:
        """Note that the container has ended."""
        self.completed = True


class LiveSubWorkflow(Indexed, BpmnSubWorkflow):
    """The tasks of one sub-process."""

    parent_task_id: UUID

    def __init__(self, spec: ProcessSpec, parent_task_id: UUID, top_workflow: "LiveWorkflow") -> None:
        self.open_index()
        super().__init__(spec, parent_task_id, top_workflow, deserializing=True)

    def begin(self, scope: Scope) -> None:
        """Put the first token in."""
        root = Token(self, self.spec.start, state=TaskState.FUTURE)
        root.data = scope
        self.task_tree = root
        root.become(TaskState.READY)

    def ended(self) -> None:
        """Let the sub-process's task go on."""
        self.completed = True
        task = self.top_workflow.all_tasks[self.parent_task_id]
        if isinstance(task.task_spec, SubProcess):
            task.task_spec.inner_finished(task)


class LiveWorkflow(Happenings, Indexed, BpmnWorkflow):
    """One running instance.

    `dirty` holds the tasks that differ from what is stored, `journal` the state changes of drawn elements in order,
    `queue` what can run by itself. `host` is set for the time of one command.
    """

    host: Host
    subprocesses: dict[UUID, LiveSubWorkflow]
    subprocess_specs: dict[str, ProcessSpec]

    def __init__(self, spec: ProcessSpec, subprocess_specs: Mapping[str, ProcessSpec], root_scope: Scope) -> None:
        self.open_index()
        self.all_tasks: dict[UUID, Token] = {}
        self.dirty: dict[UUID, Token] = {}
        self.queue: deque[Token] = deque()
        self.journal: Journal = []
        self.conditionals: dict[UUID, Token] = {}
        self.scopes: dict[UUID, Scope] = {root_scope.id: root_scope}
        self.touched = root_scope.touched
        self.root_scope = root_scope
        self.number = 0
        super().__init__(spec, dict(subprocess_specs), deserializing=True)

    def next_number(self) -> int:
        """Return the next number in the order of creation."""
        self.number += 1
        return self.number

    def begin(self, start: str = "") -> None:
        """Put the first token in, at a start event where one was triggered."""
        root = Token(self, self.spec.start, state=TaskState.FUTURE)
        root.data = self.root_scope
        root.internal_data |= {"start": start} if start else {}
        self.task_tree = root
        root.become(TaskState.READY)

    def create_subprocess(self, my_task: Token, spec_name: str) -> LiveSubWorkflow:
        """Start the inner workflow of a sub-process task."""
        inner = LiveSubWorkflow(self.subprocess_specs[spec_name], my_task.id, self)
        self.subprocesses[my_task.id] = inner
        inner.begin(my_task.data)
        return inner

    def get_task_from_id(self, task_id: UUID) -> Token:
        """Return a task of any depth; KeyError where there is none."""
        return self.all_tasks[task_id]

    def advance(self) -> None:
        """Run until only people, time or messages can move the instance, or it ran too far by itself.

        What then stands ready runs on once the incident is retried.
        """
        self.look_at_conditions()
        began = self.number
        while self.queue:
            task = self.queue.popleft()
            if self.number - began > MAX_STEPS or len(self.all_tasks) > MAX_TOKENS:
                self.queue.clear()
                self.host.fail(task, TooManyTasksError(MAX_STEPS))
            elif task.state == TaskState.READY and task.id in self.all_tasks:
                self.host.attempt(task)
                self.look_at_conditions()

    def cancel_all(self) -> None:
        """Cancel whatever is left, everywhere."""
        for workflow in (self, *self.subprocesses.values()):
            for task in list(workflow.unfinished.values()):
                task.cancel()
            workflow.completed = True
        self.queue.clear()
