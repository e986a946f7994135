"""Every expression of a diagram, form or table is FEEL; nothing in the project evaluates anything else."""

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import TaskDataEnvironment

from engine.base.xml import parse_xml
from engine.bpmn.read.diagram import read_processes
from engine.bpmn.read.expressions import Expr
from engine.dmn import load_models
from engine.feel import compile_expression
from engine.store.database import Database
from tests.architecture.sources import modules
from tests.engine import drawing as d
from tests.engine.play import Play
from workflows.shipped import load_actions, procedures

EVALUATING = {"eval", "exec", "compile", "__import__"}
SCRIPTING = {"PythonScriptEngine", "TaskDataEnvironment", "script_engine"}
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
#: Where the standard or Zeebe has an expression, and what holds it: an attribute, or (None) the element's text.
PLACES = (
    (f"{BPMN}conditionExpression", None), (f"{BPMN}timeDuration", None), (f"{BPMN}timeDate", None),
    (f"{BPMN}timeCycle", None), (f"{BPMN}completionCondition", None), (f"{BPMN}loopCardinality", None),
    (f"{ZEEBE}loopCharacteristics", "inputCollection"), (f"{ZEEBE}loopCharacteristics", "outputElement"),
    (f"{ZEEBE}subscription", "correlationKey"), (f"{ZEEBE}taskSchedule", "dueDate"), (f"{ZEEBE}script", "expression"),
    (f"{ZEEBE}input", "source"), (f"{ZEEBE}output", "source"), (f"{ZEEBE}calledElement", "processId"),
    (f"{ZEEBE}assignmentDefinition", "candidateGroups"), (f"{ZEEBE}assignmentDefinition", "assignee"),
)  # fmt: skip
FILES = [(p.key, path, data) for p in procedures() for path, data in p.files().items() if path.endswith(".bpmn")]


def called(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def test_no_module_evaluates_python() -> None:
    guilty = [(path.as_posix(), name) for path, tree in modules() for name in called(tree) if name in EVALUATING]
    assert guilty == []


def test_no_module_names_the_librarys_script_engine() -> None:
    named = [
        (path.as_posix(), word)
        for path, tree in modules()
        for node in ast.walk(tree)
        for word in (getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "name", ""))
        if word in SCRIPTING
    ]
    assert named == []


def expressions(value: Any) -> Iterator[Expr]:
    """Go through every expression that reading a diagram has found."""
    if isinstance(value, Expr):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from expressions(getattr(value, field.name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from expressions(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from expressions(item)


def written(data: bytes) -> set[str]:
    """Return every FEEL expression of a diagram as it is written, without the equals sign."""
    found = set()
    for tag, attribute in PLACES:
        for element in parse_xml(data).iter(tag):
            text = (element.text if attribute is None else element.get(attribute)) or ""
            if text.strip().startswith("=") or tag.endswith("conditionExpression"):
                found.add(text.strip().removeprefix("=").strip())
    return found - {""}


@pytest.mark.parametrize(("key", "path", "data"), FILES)
def test_every_expression_of_a_shipped_diagram_is_read_as_feel(key: str, path: str, data: bytes) -> None:
    load_actions()
    read = {e.source for process in read_processes(parse_xml(data)) for e in expressions(process) if e.is_feel}
    assert written(data) <= read
    for source in read:
        compile_expression(source)
    assert len(read) > 5


def test_every_shipped_table_is_read_by_our_own_compiler() -> None:
    for procedure in procedures():
        assert all(model.decisions for model in load_models(procedure.files()).values())


def test_a_process_runs_without_the_librarys_script_engine(
    database: Database, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any, **__: Any) -> None:
        msg = "the library evaluated something"
        raise AssertionError(msg)

    for name in ("evaluate", "_evaluate", "execute", "_execute"):
        monkeypatch.setattr(PythonScriptEngine, name, never, raising=False)
        monkeypatch.setattr(TaskDataEnvironment, name, never, raising=False)
    play = Play(database)
    play.deploy(GATEWAY)
    assert play.names(play.start({"n": 3})) == ["many"]
    assert play.names(play.start({"n": 1}, business_key="K-2")) == ["few"]


GATEWAY = d.diagram(
    d.start(), d.gateway("exclusive", "which"), d.user("few"), d.user("many"), d.end(),
    d.flow("begin", "which"), d.flow("which", "few", "=n < 2"), d.flow("which", "many", "=n >= 2"),
    d.flow("few", "done"), d.flow("many", "done"),
)  # fmt: skip
