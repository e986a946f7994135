"""What the BPMN room says of its types, and that SpiffWorkflow's private names are met in one module."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task

from tests.architecture.sources import modules

ROOM = Path("engine/bpmn")
FOUNDATION = ROOM / "token" / "foundation.py"
"""The one module that meets SpiffWorkflow."""
BASES = (Task, BpmnTaskSpec, BpmnProcessSpec, BpmnWorkflow, BpmnSubWorkflow)


def in_the_room() -> Iterator[tuple[Path, ast.Module]]:
    yield from ((path, tree) for path, tree in modules() if path.is_relative_to(ROOM) and path != FOUNDATION)


def untyped(tree: ast.AST) -> list[int]:
    """Return the lines that say Any: in an annotation, a text that is one, a cast or an alias."""
    found = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "Any"]
    found += [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "Any"]
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return found + [node.lineno for node in texts if "Any" in words_of(node.value)]


def words_of(annotation: str) -> list[str]:
    """Return the names in a text that reads as an annotation; none of any other text."""
    try:
        tree = ast.parse(annotation.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return []
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]


def private_names() -> frozenset[str]:
    """Return the private methods and attributes of what the room builds upon."""
    classes = {base for built_upon in BASES for base in built_upon.__mro__ if base.__module__ != "builtins"}
    trees = [ast.parse(inspect.getsource(inspect.getmodule(one))) for one in classes]  # type: ignore[arg-type]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    named = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    named |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return frozenset(name for name in named if name.startswith("_") and not name.startswith("__"))


def private_uses(tree: ast.AST, private: frozenset[str]) -> list[tuple[int, str]]:
    """Return where a private name of the library is asked for, or a class defines one over it."""
    asked = [(node.lineno, node.attr) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    defined = [(one.lineno, one.name) for node in classes for one in node.body if isinstance(one, ast.FunctionDef)]
    return [(line, name) for line, name in (*asked, *defined) if name in private]


def test_the_bpmn_room_names_its_types() -> None:
    assert [f"{path}:{line} says Any" for path, tree in in_the_room() for line in untyped(tree)] == []


def test_any_is_seen_wherever_it_is_said() -> None:
    for source in (
        "def f(x: Any) -> None: ...",
        "def f() -> dict[str, Any]: ...",
        "def f(x: 'list[Any]') -> None: ...",
        "def f(*args: typing.Any) -> None: ...",
        "x: Any = 1",
        "y = cast('Any', 1)",
    ):
        assert untyped(ast.parse(source)), source
    assert not untyped(ast.parse("x = 'Any person may vote.'"))


def test_private_names_of_the_library_are_met_in_one_module() -> None:
    private = private_names()
    found = [(path, *use) for path, tree in in_the_room() for use in private_uses(tree, private)]
    assert [f"{path}:{line} {name}" for path, line, name in found] == []


def test_a_private_name_is_seen_wherever_it_is_met() -> None:
    private = private_names()
    for source in (
        "task._state",
        "self._wf_spec",
        "class S:\n    def _update_hook(self): ...",
        "task._children.append(1)",
    ):
        assert private_uses(ast.parse(source), private), source
