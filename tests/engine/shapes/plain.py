"""Blocks as plain BPMN with Python expressions, as the stock engine reads it."""

from xml.sax.saxutils import escape

from tests.engine import drawing as d
from tests.engine.shapes import blocks as b
from tests.engine.shapes.zeebe import Artist


class PlainArtist(Artist):
    """Draws the blocks that both engines know."""

    timers = {"timer": "'PT1H'"}  # noqa: RUF012 - set once

    def __init__(self) -> None:
        super().__init__()
        self.counted: list[str] = []  # variables that scripts add to, which must be there before

    def person(self, id: str, extension: str = "", inner: str = "") -> str:  # noqa: A002
        return d.node("userTask", id, inner=inner)

    def counting(self, id: str, name: str, start: str = "+1") -> str:  # noqa: A002
        self.counted.append(name)
        line = f"{name} = {name} + 1" if start == "+1" else f"{name} = {start}"
        return d.node("scriptTask", id, inner=f"<bpmn:script>{escape(line)}</bpmn:script>")

    def equals(self, name: str, value: int) -> str:
        return f"{name} == {value}"

    def less(self, name: str, other: str) -> str:
        return f"{name} < {other}"

    def lists(self, name: str, value: int) -> str:
        return f"{value} in {name}"

    def many(self, block: b.Each, result: str) -> str:
        item, made = f"v_{block.id}", f"a_{block.id}" if block.body is None else f"v_{block.id}"
        lines = [
            f"<bpmn:loopDataInputRef>{block.variable}</bpmn:loopDataInputRef>",
            f"<bpmn:loopDataOutputRef>r_{block.id}</bpmn:loopDataOutputRef>",
            f'<bpmn:inputDataItem id="{item}" name="{item}"/><bpmn:outputDataItem id="{made}" name="{made}"/>',
        ]
        opening = f'<bpmn:multiInstanceLoopCharacteristics isSequential="{str(block.sequential).lower()}">'
        return f"{opening}{''.join(lines)}</bpmn:multiInstanceLoopCharacteristics>"
