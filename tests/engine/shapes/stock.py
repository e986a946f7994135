"""The stock engine, driven as little as can be: what waits, a step, and what was passed."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.util.task import TaskState

from engine.base.xml import parse_xml
from tests.engine.shapes.model import Wait

PAST = "2000-01-01T00:00:00+00:00"


class Stock:
    """One instance of the stock engine; its scripts and conditions are Python, drawn by these tests alone."""

    def __init__(self, diagram: bytes, process: str, variables: Mapping[str, Any]) -> None:
        parser = BpmnParser()
        parser.add_bpmn_xml(parse_xml(diagram))
        self.workflow = BpmnWorkflow(parser.get_spec(process), parser.get_subprocess_specs(process))
        self.workflow.task_tree.data = dict(variables)
        self.workflow.do_engine_steps()

    def waits(self) -> list[tuple[Wait, Any]]:
        """Return what waits, with the task to be moved."""
        people = self.workflow.get_tasks(state=TaskState.READY, manual=True)
        found = [(Wait("user", t.task_spec.bpmn_id, self._number(t)), t) for t in people]
        events = [
            t for t in self.workflow.get_tasks(state=TaskState.WAITING) if hasattr(t.task_spec, "event_definition")
        ]
        return found + [(Wait("timer", t.task_spec.bpmn_id), t) for t in events]

    def _number(self, task: Any) -> int:
        """Return which instance of a multi-instance activity a task is or is in, from 1; 0 outside."""
        if "key_or_index" in task.internal_data:
            return int(task.internal_data["key_or_index"]) + 1
        holder = getattr(task.workflow, "parent_task_id", None)
        return 0 if holder is None else self._number(self.workflow.get_task_from_id(holder))

    def move(self, wait: Wait, answer: Any) -> None:
        """Do one move."""
        task = next(task for found, task in self.waits() if found == wait)
        if wait.kind == "user":
            task.data[wait.element] = task.data[f"a_{wait.element}"] = answer
            task.run()
        else:
            task.internal_data["event_value"] = PAST
            self.workflow.refresh_timers()
        self.workflow.do_engine_steps()
        self.workflow.refresh_timers()
        self.workflow.do_engine_steps()

    def visits(self) -> Counter[str]:
        """Return how often each element was passed."""
        done = self.workflow.get_tasks(state=TaskState.COMPLETED)
        return Counter(t.task_spec.bpmn_id for t in done if t.task_spec.bpmn_id)
