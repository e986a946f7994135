"""What could be drawn better: nothing that keeps a diagram from running, told only to who asks for it.

The rules go by the names of bpmnlint where it has one that asks the same.
"""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.bpmn.check.hints import drawing, events, shared, style, ways
from engine.bpmn.read.document import Document

RULES = (*ways.RULES, *style.RULES, *events.RULES, *shared.RULES, *drawing.RULES)


def check_hints(document: Document) -> Iterator[Finding]:
    """Yield every hint about a file."""
    for rule in RULES:
        yield from rule(document)


__all__ = ["RULES", "check_hints"]
