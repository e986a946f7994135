"""Ad-hoc sub-processes (BPMN 2.0.2, 10.3.5 and 13.3.5), worked through without a performer.

Each activity that no flow leads to is begun once: all at the beginning, or one after the other where the ordering is
sequential. After each activity the completion condition is looked at: where it holds, no more is begun, and what still
runs is cancelled or, with `cancelRemainingInstances` false, waited for. Without a condition the sub-process is done
when everything is. Where all was done and the condition still does not hold, an incident says so.
"""

from SpiffWorkflow.util.task import TaskState

from engine.base.errors import BangVangError
from engine.bpmn.read.element import AdHoc
from engine.bpmn.read.expressions import Expr
from engine.bpmn.token.conditions import holds
from engine.bpmn.token.foundation import Spec
from engine.bpmn.token.surroundings import Container, holder_of
from engine.bpmn.token.token import Token


def early_end(workflow: Container, ad_hoc: AdHoc, task: Token) -> Spec | None:
    """Return the end that a completed activity leads to where the completion condition holds, or None."""
    root = workflow.task_tree
    if task.triggered:
        return None  # an instance of a multi-instance activity, or a compensation handler
    if root.internal_data.get("is_enough"):
        return workflow.spec.end
    is_activity = task.element is not None and task.element.is_activity
    if not is_activity or ad_hoc.completion is None or not _is_enough(workflow, ad_hoc.completion, task):
        return None
    root.note(is_enough=True)
    if ad_hoc.cancels_rest:
        workflow.cancel_rest(task)
    return workflow.spec.end


def _is_enough(workflow: Container, completion: Expr, task: Token) -> bool:
    """Tell whether the completion condition holds; one that cannot be told is an incident of the sub-process."""
    top = workflow.top_workflow
    holder = holder_of(workflow)
    try:
        return holds(holder, completion, task.data)
    except BangVangError as error:
        top.host.fail(holder, error)
        return False


def goes_on(workflow: Container, ad_hoc: AdHoc, end: Token) -> bool:
    """Begin the next activity of a sequential ad-hoc sub-process; tell whether the sub-process is not done."""
    root = workflow.task_tree
    if root.internal_data.get("is_enough"):
        return False
    begun = root.internal_data.get("begun", 1)
    if ad_hoc.sequential and begun < len(workflow.spec.ad_hoc_starts):
        root.note(begun=begun + 1)
        child = root.add_child(workflow.spec.task_specs[workflow.spec.ad_hoc_starts[begun]], None)
        end.become(TaskState.WAITING)
        workflow.top_workflow.enter(child)
        return True
    if ad_hoc.completion is None:
        return False
    workflow.top_workflow.host.refuse_unfinished(end, workflow.spec.name)
    return True
