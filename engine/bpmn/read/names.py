"""Namespaces and small readings of BPMN XML."""

from engine.bpmn.read.node import Node

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
EXTENSIONS = "extensionElements"

_B = f"{{{BPMN}}}"
_Z = f"{{{ZEEBE}}}"


def bpmn(tag: str) -> str:
    """Return a BPMN tag as lxml writes it."""
    return _B + tag


def zeebe(tag: str) -> str:
    """Return a Zeebe extension tag as lxml writes it."""
    return _Z + tag


def local(node: Node) -> str:
    """Return the local name of a BPMN element, or an empty text for anything else."""
    tag = node.tag
    return tag[len(_B) :] if isinstance(tag, str) and tag.startswith(_B) else ""


def id_of(node: Node) -> str:
    """Return the id of an element, empty where it has none: by that name nothing is found."""
    return node.get("id") or ""


def text_of(node: Node, tag: str) -> str | None:
    """Return the text of the first BPMN child of that tag, or None."""
    child = node.find(bpmn(tag))
    return None if child is None else (child.text or "")


def is_true(value: str | None, default: bool) -> bool:
    """Read an XML Schema boolean: `true` and `1` are true."""
    return default if value is None else value.strip() in ("true", "1")


def extension(node: Node, tag: str) -> Node | None:
    """Return the first Zeebe extension element of that tag directly under the node's extensionElements."""
    holder = node.find(bpmn("extensionElements"))
    return None if holder is None else holder.find(zeebe(tag))


def extensions(node: Node, path: str) -> list[Node]:
    """Return Zeebe extension elements by a path such as `ioMapping/input`."""
    holder = node.find(bpmn("extensionElements"))
    return [] if holder is None else list(holder.findall("/".join(zeebe(part) for part in path.split("/"))))


def plain(reference: str | None) -> str:
    """Return an id from a reference, without spaces or a namespace prefix."""
    return (reference or "").strip().rpartition(":")[2]
