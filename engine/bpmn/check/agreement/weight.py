"""How much a finding weighs: an error in what is run, a warning in what is only drawn."""

from collections.abc import Mapping

from engine.base.errors import Finding
from engine.bpmn.check.standard.place import at, flag, process_of
from engine.bpmn.read.document import Document
from engine.bpmn.read.node import Node


def is_run(document: Document, node: Node) -> bool:
    """Tell whether a node stands in a process that can be started or called."""
    process = process_of(node)
    if process is None:
        return False
    return flag(process, "isExecutable", default=process.get("id") in document.called)


def weighed(
    rule: str, document: Document, node: Node, msgid: str, params: Mapping[str, object] | None = None, *beside: Node
) -> Finding:
    """Return a finding at a node: an error where it, or one of those beside it, is run."""
    runs = any(is_run(document, one) for one in (node, *beside))
    return at(rule, node, msgid, params, "error" if runs else "warning")
