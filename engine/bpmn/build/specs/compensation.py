"""Undoing completed activities (BPMN 2.0.2, 10.7 and 13.5.5).

A completed activity notes the order of its completion. Undoing takes the activities of a container one by one, the last
completed first: an activity with a compensation boundary event runs its handler; an embedded sub-process runs its
compensation event sub-process or, without one, undoes its own activities. A handler sees the variables of the activity
as they stood when it completed. Each instance of a multi-instance or loop activity is undone by itself, and nothing is
undone twice.
"""

from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.token.records import Undo
from engine.bpmn.token.surroundings import Container, holder_of
from engine.bpmn.token.token import Token


def run_name(name: str) -> str:
    """Return the name of the spec that undoes activities beside a throw event."""
    return f"{name}.Compensation"


def visible_steps(task: Token, activity: str) -> list[Undo]:
    """Return what a throw event undoes: all done in its container, or the one activity it names, there or outward.

    From an event sub-process, the container around it is visible as well.
    """
    found = steps_in(task.workflow, activity)
    workflow = task.workflow
    top = workflow.top_workflow
    while workflow is not top:
        holder = holder_of(workflow)
        if not (holder.drawn.is_event_subprocess or (activity and not found)):
            break
        workflow = holder.workflow
        found += steps_in(workflow, activity)
    return found


def steps_in(workflow: Container, activity: str = "") -> list[Undo]:
    """Return the steps that undo a container's completed activities, the last completed first."""
    done = [t for t in workflow.tasks.values() if _is_undoable(t) and (not activity or t.drawn.id == activity)]
    steps: list[Undo] = []
    for task in sorted(done, key=lambda t: -t.internal_data["order"]):
        steps += _steps_of(task)
    return steps


def _is_undoable(task: Token) -> bool:
    state = task.internal_data
    return task.state == TaskState.COMPLETED and "order" in state and not (state.get("undone") or state.get("planned"))


def _steps_of(task: Token) -> list[Undo]:
    if task.task_spec.handler:
        return [Undo(str(task.id), task.task_spec.handler, str(task.id))]
    inner = task.workflow.top_workflow.subprocesses.get(task.id)
    if inner is None:
        return []
    if inner.spec.compensator:
        return [Undo(str(inner.task_tree.id), inner.spec.compensator, str(task.id))]
    return steps_in(inner)


def begin(task: Token, steps: list[Undo]) -> None:
    """Undo step by step under a task, which waits until all is undone."""
    if steps:
        for step in steps:
            task.workflow.top_workflow.all_tasks[UUID(step.undone)].note(planned=True)
        task.become(TaskState.STARTED)
        task.note(undo=[list(step) for step in steps])
        go_on(task)


def go_on(task: Token) -> bool:
    """Begin the next step of undoing; return False when none is left."""
    steps = task.internal_data["undo"]
    if not steps:
        return False
    step, rest = Undo(*steps[0]), steps[1:]
    top = task.workflow.top_workflow
    under = top.all_tasks[UUID(step.under)]
    handler = under.add_child(under.workflow.spec.task_specs[step.handler], None)
    handler.triggered = True
    handler.data = under.data
    handler.note(handles_for=str(task.id), undoes=step.undone)
    task.note(undo=rest, undoing=str(handler.id))
    top.enter(handler)
    return True
