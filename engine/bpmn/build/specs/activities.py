"""Tasks: of people, of the system, and those that do nothing by themselves."""

from collections.abc import Mapping

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.bpmn.build.specs.driven import Step
from engine.bpmn.read.element import Element, Move
from engine.bpmn.token.foundation import ProcessSpec
from engine.bpmn.token.scope import Scope
from engine.bpmn.token.token import Token


class Activity(Step):
    """A step with its own variables: input mappings open a scope, output mappings close it."""

    def arrive(self, my_task: Token) -> bool:
        """Let a token come; return whether it need not wait here."""
        super().arrive(my_task)
        self.open_inputs(my_task)
        return True

    def open_inputs(self, my_task: Token) -> None:
        """Make the variables the activity declares, and evaluate the input mappings into its own scope."""
        element = self.element
        if not (element.inputs or element.data_inputs or element.variables):
            return
        scope = my_task.own_scope()
        for name in element.variables:
            if name not in scope.local:
                scope.set_local(name, None)
        for move in (*element.data_inputs, *element.inputs):
            _assign_local(scope, move.target, move.source.evaluate(scope))

    def apply(self, my_task: Token, result: Mapping[str, object]) -> None:
        """Take a result into the process: through the output mappings, or by name where there are none."""
        scope: Scope = my_task.data
        seen = Scope(scope.id, scope)
        seen.local = dict(result)
        outer = my_task.outer_scope()
        if not self.element.outputs:
            for name, value in result.items():
                scope[name] = value
        for move in self.element.outputs:
            _assign(scope if move.target in scope.local else outer, move, seen)
        for move in self.element.data_outputs:
            _require_set(self.element, move, seen)
            _assign(outer, move, seen)


class DataMissingError(BangVangError):
    """An activity is to hand on data that nothing has set."""


def _require_set(element: Element, move: Move, seen: Mapping[str, object]) -> None:
    if move.needs and move.needs not in seen:
        text = N_("“%(name)s” hands on “%(item)s” as “%(target)s”, and nothing has set it.")
        params = {"name": element.name or element.id, "item": move.needs, "target": move.target}
        raise DataMissingError(Text(text, params))


def _assign(scope: Scope, move: Move, context: Mapping[str, object]) -> None:
    """Set an output; `a.b` sets the entry b of the context a."""
    value = move.source.evaluate(context)
    name, _, path = move.target.partition(".")
    scope[name] = _nested(scope.get(name), path, value) if path else value


def _assign_local(scope: Scope, target: str, value: object) -> None:
    name, _, path = target.partition(".")
    scope.set_local(name, _nested(scope.local.get(name), path, value) if path else value)


def _nested(holder: object, path: str, value: object) -> dict[str, object]:
    name, _, rest = path.partition(".")
    mapping = dict(holder) if isinstance(holder, Mapping) else {}
    mapping[name] = _nested(mapping.get(name), rest, value) if rest else value
    return mapping


def activity_of(task: Token) -> Activity:
    """Return the spec of a task with variables of its own. Raises TypeError for any other task."""
    if not isinstance(task.task_spec, Activity):
        raise TypeError(task.task_spec.name)
    return task.task_spec


class UserTask(Activity):
    """Waits for a person."""

    def __init__(self, home: ProcessSpec, name: str, element: Element) -> None:
        super().__init__(home, name, element, manual=True)


class PassThrough(Activity):
    """A task without behaviour (task, manualTask)."""

    def work(self, my_task: Token) -> None:
        """Do what a ready task does by itself."""
        self.apply(my_task, {})


class WorkTask(Activity):
    """A service, script or business rule task: the host does the work and hands back its result."""

    def work(self, my_task: Token) -> None:
        """Do what a ready task does by itself."""
        self.apply(my_task, my_task.workflow.top_workflow.host.work(my_task, self.element))
