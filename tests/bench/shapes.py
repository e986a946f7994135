"""The processes that are measured, each drawn for the product and, with Python conditions, for the stock engine."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.engine import drawing as d

SMALL_STEPS = 19
"""User tasks in a row; with what stands around them the stock engine keeps 26 tasks for an instance."""
STEPS = [f"step{n}" for n in range(SMALL_STEPS)]
APPEAL = [f"appeal{n}" for n in range(6)]


@dataclass(frozen=True)
class Shape:
    """A process in both dialects, with what it is started with and what every completion answers."""

    ours: bytes
    stock: bytes
    variables: dict[str, Any] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)

    def answers(self) -> dict[str, Any]:
        """Return the answers of the next completion: one of them is never the same."""
        return {**self.fixed, "opinion": f"Đồng ý, ý kiến thứ {next(_numbers)}"}


VARIABLES = {
    "nomination": "2019-0042",
    "unit": "A",
    "unit_name": "Phòng Kế hoạch - Tài chính",
    "award": "LDTT",
    "year": 2019,
    "people": ["Nguyễn Thị An", "Trần Văn Bình", "Lê Thị Cúc"],
    "is_collective": False,
}
_numbers = count()


def small() -> Shape:
    """Return a process as large as a nomination's: a row of user tasks, then an end, or an appeal seldom gone into."""

    def drawn(steps: list[str], appeal: list[str], condition: str) -> bytes:
        inside = d.sub("appeal", d.start("in"), *appeal, d.end("out"), d.path("in", *APPEAL, "out"))
        ways = d.path("begin", *STEPS, "how", "done") + d.flow("how", "appeal", condition) + d.flow("appeal", "done")
        return d.diagram(d.start(), *steps, d.gateway("exclusive", "how", "how__done"), inside, d.end(), ways)

    ours = drawn([d.user(s) for s in STEPS], [d.user(s) for s in APPEAL], "=grade > 9")
    theirs = drawn([d.node("userTask", s) for s in STEPS], [d.node("userTask", s) for s in APPEAL], "grade > 9")
    return Shape(ours, theirs, VARIABLES, {"grade": 3})


def loop() -> Shape:
    """Return a user task that comes back until it is approved."""

    def drawn(step: str, condition: str) -> bytes:
        ways = d.path("begin", "step", "ok") + d.flow("ok", "done", condition) + d.flow("ok", "step", id="back")
        return d.diagram(d.start(), step, d.gateway("exclusive", "ok", default="back"), d.end(), ways)

    ours = drawn(d.user("step"), '=decision = "approve"')
    return Shape(ours, drawn(d.node("userTask", "step"), "decision == 'approve'"), VARIABLES, {"decision": "return"})


def many(size: int) -> Shape:
    """Return a vote of so many members at once."""
    members = [f"m{n}" for n in range(size)]
    flows = d.path("begin", "ballot", "done")
    theirs = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false">'
        "<bpmn:loopDataInputRef>members</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>votes</bpmn:loopDataOutputRef>"
        '<bpmn:inputDataItem id="member" name="member"/><bpmn:outputDataItem id="vote" name="vote"/>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    ours = d.diagram(d.start(), d.user("ballot", inner=d.each("=members", "member", "votes", "=vote")), d.end(), flows)
    stock = d.diagram(d.start(), d.node("userTask", "ballot", inner=theirs), d.end(), flows)
    return Shape(ours, stock, {**VARIABLES, "members": members}, {"vote": "yes"})


def blocks(count: int, process: str) -> bytes:
    """Return so many parallel blocks of two branches in a row, which run by themselves to a user task at the end."""
    parts, before = [d.start(), d.user("last"), d.end(), d.path("last", "done")], "begin"
    for n in range(count):
        split, a, b, join = (f"{name}{n}" for name in ("split", "a", "b", "join"))
        parts += [d.gateway("parallel", split), d.node("task", a), d.node("task", b), d.gateway("parallel", join)]
        parts.append(d.path(before, split, a, join) + d.path(split, b, join))
        before = join
    return d.diagram(*parts, d.flow(before, "last"), process=process)
