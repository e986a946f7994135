"""One small diagram for each thing that BPMN says, by what it is about."""

from tests.engine.bpmn.shapes import again, exceptions, meant, parts, undoing, waits, ways, work
from tests.engine.bpmn.shapes.refused import REFUSED, Refused
from tests.engine.bpmn.shapes.shape import Shape

ALL: tuple[Shape, ...] = (
    *exceptions.SHAPES,
    *waits.SHAPES,
    *again.SHAPES,
    *undoing.SHAPES,
    *ways.SHAPES,
    *work.SHAPES,
    *meant.SHAPES,
    *parts.SHAPES,
)

__all__ = ["ALL", "REFUSED", "Refused", "Shape"]
