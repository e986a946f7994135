"""Activities that hold others: sub-processes, call activities and event sub-processes."""

from SpiffWorkflow.util.task import TaskState

from engine.base.errors import BangVangError
from engine.bpmn.build.specs.activities import Activity
from engine.bpmn.read.element import Element
from engine.bpmn.read.kinds import ElementKind
from engine.bpmn.token.foundation import ProcessSpec
from engine.bpmn.token.token import Token


def set_within(element: Element) -> frozenset[str]:
    """Return the variables that an activity makes for itself alone: its inputs, and its turn's item and number."""
    moves = (move.target.partition(".")[0] for move in (*element.inputs, *element.data_inputs))
    turn = () if element.loop is None else ("loopCounter", element.loop.element or "")
    return frozenset((*moves, *turn))


class SubProcess(Activity):
    """An embedded sub-process or a call activity: its tasks live in a workflow and a scope of their own."""

    def __init__(self, home: ProcessSpec, name: str, element: Element, container: str) -> None:
        super().__init__(home, name, element)
        self.container = container

    def arrive(self, my_task: Token) -> bool:
        """Let a token come; return whether it need not wait here."""
        top = my_task.workflow.top_workflow
        inner = top.subprocesses.get(my_task.id)
        if inner is not None:
            return bool(inner.completed)
        my_task.inherit_scope()
        scope = my_task.own_scope()
        scope.hides = scope.keeps = False  # its inputs are read from around it
        self.open_inputs(my_task)
        for name in top.subprocess_specs[self.container].variables:
            if name not in scope.local:
                scope.set_local(name, None)
        self.shut(my_task)
        my_task.become(TaskState.STARTED)
        top.create_subprocess(my_task, self.container)
        return False

    def shut(self, my_task: Token) -> None:
        """Keep apart what a called process sees and sets from what is around its call, where the call says so."""
        if my_task.data.owner == my_task.id:
            my_task.data.hides = not self.element.takes_all
            my_task.data.keeps = my_task.data.hides or not self.element.gives_all

    def _hand_out(self, my_task: Token) -> None:
        """Set around a call that hid all from what it called, and maps nothing out, what that has set."""
        element = self.element
        if element.takes_all or not element.gives_all or element.outputs:
            return
        scope, outer = my_task.own_scope(), my_task.outer_scope()
        inner = my_task.workflow.top_workflow.subprocess_specs[self.container].variables
        for name, value in scope.local.items():
            if name not in set_within(element) | {*inner, *element.variables}:
                outer[name] = value

    def inner_finished(self, my_task: Token) -> None:
        """Go on when the inner workflow has ended; what cannot be handed on is an incident of the activity."""
        try:
            self._hand_out(my_task)
            self.apply(my_task, {})
        except BangVangError as error:
            my_task.workflow.top_workflow.host.fail(my_task, error)
        else:
            my_task.become(TaskState.READY)

    def try_again(self, my_task: Token) -> bool:
        """Hand on once more what an inner workflow that has ended leaves; return whether one has."""
        inner = my_task.workflow.top_workflow.subprocesses.get(my_task.id)
        if inner is None or not inner.completed or not my_task.has_state(TaskState.STARTED):
            return False
        self.inner_finished(my_task)
        return True

    def completed(self, my_task: Token) -> None:
        """Do what is left when its task has completed."""
        super().completed(my_task)
        if self._holds_undoable(my_task) and not self.handler:
            my_task.note_order()

    def _holds_undoable(self, my_task: Token) -> bool:
        """Tell whether an embedded sub-process can be undone by itself or from within."""
        spec = my_task.workflow.top_workflow.subprocess_specs[self.container]
        return self.element.kind != ElementKind.CALL_ACTIVITY and bool(spec.is_undoable)


class EventSubProcess(SubProcess):
    """An event sub-process that has begun: its listener, or compensation, hands it its token."""
