"""Rules on the XML itself, before anything is read from it: ids are there, unique and short."""

import re
from collections.abc import Iterator
from typing import Any

from engine.bpmn.diagram import FLOW_NODES
from engine.bpmn.names import bpmn, local
from engine.errors import Finding
from engine.text import N_, Text

NEED_ID = FLOW_NODES | {"process", "sequenceFlow", "message"}
NCNAME = re.compile(r"^[A-Za-z_][\w.\-]{0,199}$")


def check_source(root: Any) -> Iterator[Finding]:
    """Check the ids of a parsed file, and name what cannot run."""
    if root.tag != bpmn("definitions"):
        yield Finding("not-bpmn", Text(N_("This is not a BPMN 2.0 diagram.")), line=root.sourceline)
        return
    seen: dict[str, int] = {}
    for node in root.iter():
        kind = local(node)
        if not kind:
            continue
        yield from _check_id(node, kind, seen)


def check_marks(process: Any) -> Iterator[Finding]:
    """`unsupported`: name what is marked on elements of an executable process and cannot run."""
    for node in process.iter():
        if kind := local(node):
            yield from _check_marks(node, kind)


def _check_id(node: Any, kind: str, seen: dict[str, int]) -> Iterator[Finding]:
    identifier = node.get("id")
    if identifier is None:
        if kind in NEED_ID:
            text = Text(N_("A %(kind)s has no id; it would be lost."), {"kind": kind})
            yield Finding("missing-id", text, line=node.sourceline)
        return
    if identifier in seen:
        text = Text(
            N_("The id “%(id)s” is used twice (first on line %(line)s)."), {"id": identifier, "line": seen[identifier]}
        )
        yield Finding("duplicate-id", text, element=identifier, line=node.sourceline)
    elif kind in NEED_ID and not NCNAME.match(identifier):
        yield Finding(
            "bad-id",
            Text(N_("“%(id)s” is not a valid id."), {"id": identifier[:80]}),
            element=identifier[:80],
            line=node.sourceline,
        )
    seen.setdefault(identifier, node.sourceline)


def _check_marks(node: Any, kind: str) -> Iterator[Finding]:
    holder = node.getparent()
    if kind == "standardLoopCharacteristics":
        yield _unsupported(holder, kind)
    if kind == "subProcess" and node.get("triggeredByEvent") in ("true", "1"):
        yield _unsupported(node, "event sub-process")
    if node.get("isForCompensation") in ("true", "1"):
        yield _unsupported(node, "compensation")
    if len([c for c in node if local(c).endswith("EventDefinition")]) > 1:
        yield _unsupported(node, "multiple event")


def _unsupported(node: Any, what: str) -> Finding:
    name = node.get("name") or node.get("id") or ""
    text = Text(N_("“%(name)s” is a %(kind)s, which cannot be run yet."), {"name": name, "kind": what})
    return Finding("unsupported", text, element=node.get("id") or "", line=node.sourceline)
