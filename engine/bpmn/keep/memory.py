"""What a live instance need not remember: finished tokens that nothing running will look at again.

Kept are unfinished tokens; the parents of those, with all their children (boundary events, rivals at an event gateway,
instances of a multi-instance activity); the first token of every open container; and activities that may still be
undone, with what is inside them. The rows of all others stay for the history, but are neither kept in memory nor read
back (`engine.store.states.all_rows` holds the same rule and finds them by indexes), so an instance costs what it does
now, whatever it did before.
"""

from collections.abc import Iterable
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.run.live import LiveWorkflow
from engine.bpmn.token.token import Token

FINISHED = TaskState.FINISHED_MASK


def forget_finished(live: LiveWorkflow, changed: Iterable[Token]) -> None:
    """Let go of tokens that the changes of a command have made superfluous; their rows are written already."""
    around: dict[UUID, Token] = {}
    for task in changed:
        if not task.has_state(FINISHED):
            continue
        ancestor: Token | None = task
        for _ in range(3):  # a token's end can free itself, its brothers and its parent
            if ancestor is not None:
                around[ancestor.id] = ancestor
                ancestor = ancestor.parent
    for task in around.values():
        _forget_children(live, task)
    for task in around.values():
        if task.parent is None and task.parent_id is not None and task.has_state(FINISHED) and not _is_needed(task):
            _forget(live, task)


def _forget_children(live: LiveWorkflow, parent: Token) -> None:
    """Let go of the children of a finished token once all are finished, each unless its own are not."""
    if not parent.has_state(FINISHED) or not parent.child_ids:
        return
    children = _children(parent)
    if not _any_unfinished(children):
        gone = [child for child in children if not _is_needed(child)]
        for child in gone:
            _forget(live, child)
        parent.child_ids[:] = [child.id for child in children if child.id in live.all_tasks]


def _children(task: Token) -> list[Token]:
    return [child for child in task.children if child is not None]


def _is_needed(task: Token) -> bool:
    may_be_undone = "order" in task.internal_data and not task.internal_data.get("undone")
    return may_be_undone or _any_unfinished(_children(task))


def _any_unfinished(tasks: list[Token]) -> bool:
    return any(not task.has_state(FINISHED) for task in tasks)


def _forget(live: LiveWorkflow, task: Token) -> None:
    """Let go of one token, its scope, and what ran inside it."""
    todo = [task]
    while todo:
        one = todo.pop()
        one.workflow.tasks.pop(one.id, None)
        live.all_tasks.pop(one.id, None)
        if one.data.owner == one.id:
            live.scopes.pop(one.data.id, None)
        inner = live.subprocesses.pop(one.id, None)
        if inner is not None:
            todo.extend(inner.tasks.values())
