"""What the golden instances wait for: processes as blocks, each stopped after some steps of a walk."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.engine.shapes.blocks import (
    Block,
    Call,
    Catch,
    Choice,
    Each,
    Edge,
    Guarded,
    Loop,
    Race,
    Sequence,
    Several,
    Split,
    Step,
    Sub,
    Tangle,
    Throw,
    User,
)


@dataclass
class Scenario:
    """A process, its start variables, and after how many steps it is kept."""

    name: str
    block: Block
    steps: int
    variables: dict[str, Any] = field(default_factory=dict)


def then(*blocks: Block) -> Sequence:
    """Return blocks one after the other, with a user task at the end."""
    return Sequence([*blocks, User("last")])


def votes(*, sequential: bool, edges: list[Edge] | None = None, body: Block | None = None) -> Block:
    """Return a multi-instance activity over three members."""
    return then(Each("vote", "members", sequential, body, edges or []))


MEMBERS = {"members": [10, 20, 30]}
LATE = Edge("late", "timer", True, User("escalated"))
REMIND = Edge("remind", "cycle", False, Step("reminded", "count"))
TOLD = Edge("told", "message", True, User("withdrawn"))
MESH = [(0, 1), (0, 2), (1, 3), (1, 4), (2, 4), (3, -1), (4, -1)]
MAZE = [(0, 1), (1, -1), (1, 2), (2, -1), (2, 1), (2, 3), (3, -1), (3, 1)]

SCENARIOS = [
    Scenario("a task at the very beginning", then(User("one")), 0),
    Scenario("a task after a script and an action", then(Step("s", "count"), Step("t", "act"), User("two")), 0),
    Scenario("a task with mappings", then(User("m", mapped="c")), 0, {"c": 4}),
    Scenario("after a choice", then(Choice("x", "c", [User("a"), User("b")]), User("two")), 1, {"c": 1}),
    Scenario("two parallel branches", then(Split("a", [User("b1"), User("b2")])), 0),
    Scenario("one parallel branch done", then(Split("a", [User("b1"), User("b2"), User("b3")])), 1),
    Scenario(
        "an inclusive join half full", then(Several("o", "c", [User("a"), User("b"), User("f")])), 1, {"c": [0, 1]}
    ),
    Scenario("the second turn of a loop", then(Loop("l", "n", User("again"))), 1, {"n": 3}),
    Scenario(
        "a loop in a loop",
        then(Loop("l", "n", Sequence([Loop("k", "m", User("in")), User("out")]))),
        4,
        {"n": 2, "m": 2},
    ),
    Scenario("within a sub-process", then(Sub("p", Sequence([User("in1"), User("in2")]))), 1),
    Scenario("a sub-process in a sub-process", then(Sub("p", Sub("q", Sequence([User("in1"), User("in2")])))), 1),
    Scenario("a sub-process that a task can end", then(Sub("p", User("in"), killer="stop")), 0),
    Scenario("a deadline on a sub-process", then(Sub("p", Sequence([User("in1"), User("in2")]), [LATE])), 1),
    Scenario("a deadline and a message on a task", then(Guarded(User("slow"), [LATE, TOLD])), 0),
    Scenario("a reminder that was given once", then(Guarded(User("slow"), [REMIND])), 1),
    Scenario("escalated by a deadline", then(Guarded(User("slow"), [LATE])), 1),
    Scenario("votes in parallel, one cast", votes(sequential=False), 1),
    Scenario("votes in sequence, one cast", votes(sequential=True), 1),
    Scenario("votes with a deadline", votes(sequential=False, edges=[LATE]), 1),
    Scenario("sub-processes in parallel", votes(sequential=False, body=Sequence([User("read"), User("say")])), 2),
    Scenario("sub-processes in sequence", votes(sequential=True, body=Sequence([User("read"), User("say")])), 1),
    Scenario("waiting for time", then(Catch("w", "timer")), 0),
    Scenario("waiting for a message", then(Catch("w", "message")), 0),
    Scenario("at a receive task", then(Throw("t"), Catch("w", "receive")), 0),
    Scenario(
        "at an event gateway",
        then(Race("g", [(Catch("m", "message"), User("a")), (Catch("w", "timer"), User("b"))])),
        0,
    ),
    Scenario(
        "past an event gateway",
        then(Race("g", [(Catch("m", "message"), User("a")), (Catch("w", "timer"), User("b"))])),
        1,
    ),
    Scenario("within a called process", then(Call("q", "called_q", Sequence([User("in1"), User("in2")]))), 1),
    Scenario(
        "a called process that waits", then(Split("a", [Call("q", "called_q", Catch("w", "message")), User("b")])), 0
    ),
    Scenario("parallel tasks without blocks", then(Tangle("z", "mesh", 4, MESH)), 2),
    Scenario("a way back and forth", then(Tangle("z", "maze", 3, MAZE)), 1),
    Scenario("inclusive flows without blocks", then(Tangle("z", "web", 4, MESH, "c")), 1, {"c": [0, 2, 3]}),
    Scenario(
        "everything at once",
        then(
            Split(
                "a",
                [
                    Guarded(User("slow"), [LATE, REMIND]),
                    Sub("p", Loop("l", "n", User("again")), [TOLD]),
                    Catch("w", "timer"),
                    Each("vote", "members", False, None),
                ],
            )
        ),
        3,
        {**MEMBERS, "n": 2},
    ),
]
for scenario in SCENARIOS:
    scenario.variables.setdefault("members", [10, 20, 30])
    scenario.variables["kept"] = {
        "số": Decimal("123456789012345678901234567890.123456789"),
        "ngày": date(2019, 11, 4),
        "hạn": timedelta(days=30, seconds=1),
        "$map": [None, True, {"typename": "x"}],
    }
