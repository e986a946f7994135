"""States, stages, outcomes, attendance and kinds are named by their enums: a word mistyped is never equal.

A few kinds are literals of their type, which mypy compares (`--strict-equality`): those may be named as they are.
"""

import ast
from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

import pytest

from engine.model.values import decode, encode
from tests.architecture.sources import modules
from workflows.procedures.complaint import actions as complaints
from workflows.procedures.nomination import actions as nominations
from workflows.registers.complaints.model import ComplaintOutcome
from workflows.registers.nominations.model import NominationOutcome, NominationStage

NAMED = {"state", "stage", "outcome", "attendance", "kind", "event"}
LITERAL = ("engine/feel/", "engine/bpmn/check/soundness/", "engine/releases/questions", "web/workshop/mending")


def test_no_state_is_compared_with_a_bare_word() -> None:
    found = [f"{path}:{line}" for path, tree in modules() for line in sorted(bare(tree))]
    assert [place for place in found if not place.startswith(LITERAL)] == []


@pytest.mark.parametrize(
    "planted",
    [
        "task.state == 'open'",
        "'open' != task.state",
        "run.instance.state in ('active', 'completed')",
        "one.outcome not in {'failed'}",
        "select(Task).where(Task.state.in_(['open']))",
        "nomination.stage = 'draft'",
        "task.state, task.at = 'completed', now",
        "element.kind != 'userTask'",
        "select(Job).where(Job.kind == 'mail')",
        "trigger.event in ('message', 'signal')",
        "seat.attendance = 'present' if came else 'absent'",
    ],
)
def test_a_bare_word_is_seen_wherever_it_stands(planted: str) -> None:
    assert list(bare(ast.parse(planted))) == [1]


@pytest.mark.parametrize("right", ["task.state == UserTaskState.OPEN", "task.name == 'open'", "task.outcome = outcome"])
def test_what_is_no_bare_word_is_left_alone(right: str) -> None:
    assert list(bare(ast.parse(right))) == []


def bare(tree: ast.Module) -> set[int]:
    """Return the lines where an attribute that has an enum meets a bare word."""
    return {
        place.lineno for node in ast.walk(tree) for place, value in meetings(node) if is_named(place) and words(value)
    }


def meetings(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield what is compared with what, or becomes what."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        for one, other in pairwise(sides):
            yield from ((one, other), (other, one))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"in_", "not_in"}:
        yield from ((node.func.value, argument) for argument in node.args)
    for target in node.targets if isinstance(node, ast.Assign) else []:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=False)
        else:
            yield target, node.value


def is_named(place: ast.expr) -> bool:
    return isinstance(place, ast.Attribute) and place.attr in NAMED


def words(value: ast.expr) -> bool:
    """Tell whether a value is a word, or may be one, or is a list with one."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) and value.value != ""
    if isinstance(value, ast.IfExp):
        return words(value.body) or words(value.orelse)
    return isinstance(value, ast.Tuple | ast.List | ast.Set) and any(map(words, value.elts))


def test_actions_offer_what_their_enums_hold() -> None:
    assert get_args(nominations.Stage) == tuple(NominationStage)
    assert get_args(nominations.Outcome) == tuple(NominationOutcome)
    assert get_args(complaints.Outcome) == tuple(ComplaintOutcome)


def test_a_member_is_stored_as_its_plain_word() -> None:
    text = encode({"stage": NominationStage.BLOC_VOTE})
    assert text == '{"stage":"bloc_vote"}'
    assert type(decode(text)["stage"]) is str
