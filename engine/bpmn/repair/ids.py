"""Ids: given where they lack, made readable, and told apart."""

import re

from engine.bpmn.read.diagram import FLOW_NODES
from engine.bpmn.read.mutable import MutableNode
from engine.bpmn.read.names import bpmn, id_of, local
from engine.bpmn.repair.sheet import Sheet

NEED = FLOW_NODES | {"process", "message"}
NCNAME = re.compile(r"^[A-Za-z_][\w.\-]{0,199}$")


def give_ids(sheet: Sheet) -> None:
    """Give an id to what runs and has none."""
    for node in sheet.all(*NEED):
        if node.get("id") is None:
            node.set("id", sheet.new_id(local(node)))


def tell_apart(sheet: Sheet) -> None:
    """Give another id to the second of two elements with one: whoever names it means the first."""
    seen: set[str] = set()
    for node in sheet.root.iter():
        identifier = node.get("id") if local(node) else None
        if identifier is not None and identifier in seen:
            node.set("id", sheet.new_id(identifier))
        seen.add(node.get("id") or "")


def make_readable(sheet: Sheet) -> None:
    """Write ids with signs that may stand in one, and all that names them."""
    named = [node for node in sheet.root.iter() if local(node) and node.get("id") is not None]
    wrong = [node for node in named if not NCNAME.match(id_of(node))]
    changed = {id_of(node): sheet.new_id(_readable(node)) for node in wrong}
    if not changed:
        return
    for node in sheet.root.iter():
        if isinstance(node.tag, str):
            _rename(node, changed)


def _readable(node: MutableNode) -> str:
    word = re.sub(r"[^\w.\-]+", "_", id_of(node), flags=re.ASCII)[:150].strip("_.-")
    return word if re.match(r"[A-Za-z_]", word) else f"{local(node)}_{word}".rstrip("_")


def _rename(node: MutableNode, changed: dict[str, str]) -> None:
    for name, value in node.attrib.items():
        if value in changed and (name in ("id", "bpmnElement", "default") or name.endswith("Ref")):
            node.set(name, changed[value])
    said = (node.text or "").strip()
    if said in changed and len(node) == 0 and node.tag.startswith(bpmn("")):
        node.text = changed[said]
