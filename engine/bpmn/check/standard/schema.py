"""The structure of the file by the XML Schema of BPMN 2.0: what may stand where, with which attributes."""

import re
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Protocol, cast

from lxml import etree

from engine.base.errors import Finding, Severity
from engine.base.text import N_, Text
from engine.bpmn.check.standard.place import nearest_id
from engine.bpmn.read.document import Document
from engine.bpmn.read.names import EXTENSIONS, bpmn
from engine.bpmn.read.node import Node
from engine.bpmn.read.schema import whole_schema

_lock = Lock()
_QUOTED = re.compile(r"'([^']*)'")
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*) \)")
_NAMESPACE = re.compile(r"\{[^}]*\}")

MESSAGES = {
    "ELEMENT_CONTENT": N_("“%(element)s” may not stand here, or something before it is missing: %(detail)s"),
    "CVC_COMPLEX_TYPE_3_2_1": N_("“%(element)s” has no attribute “%(value)s” in BPMN 2.0."),
    "CVC_COMPLEX_TYPE_3_2_2": N_("“%(element)s” has no attribute “%(value)s” in BPMN 2.0."),
    "CVC_COMPLEX_TYPE_4": N_("“%(element)s” needs the attribute “%(value)s”."),
    "CVC_COMPLEX_TYPE_2_3": N_("“%(element)s” may not hold text."),
    "CVC_ELT_1": N_("“%(element)s” is not an element of BPMN 2.0."),
}
VALUE = N_("“%(value)s” is no allowed value here: %(detail)s")


class SchemaError(Protocol):
    """What lxml's log says of one fault against a schema; `path` is an XPath to the element."""

    type_name: str
    message: str
    line: int
    path: str | None


def check_schema(document: Document) -> Iterator[Finding]:
    """`schema`: elements, attributes and values are those of the standard, in its order."""
    with _lock:
        schema = whole_schema()
        if schema.validate(cast("etree._Element", document.root)):
            return
        errors = [*cast("Iterable[SchemaError]", schema.error_log)]
    for error in errors:
        yield _finding(document, error)


def _finding(document: Document, error: SchemaError) -> Finding:
    kind = error.type_name.removeprefix("SCHEMAV_")
    message = _NAMESPACE.sub("", error.message)
    quoted = _QUOTED.findall(message)
    element = quoted[0] if quoted else ""
    expected = _EXPECTED.search(message)
    detail = expected[1] if expected else message.partition(": ")[2][:200]
    value = quoted[1] if len(quoted) > 1 else ""
    if kind.startswith("CVC_COMPLEX_TYPE_3"):
        detail, value = "", quoted[-1]
    text = Text(MESSAGES.get(kind, VALUE), {"element": element, "value": value, "detail": detail})
    return Finding("schema", text, _severity(error), element=_element_at(document, error), line=error.line)


def _severity(error: SchemaError) -> Severity:
    """Let the drawing be imperfect, and extensions stand after what they extend: neither changes what is meant."""
    is_drawing = "BPMNDiagram" in (error.path or "")
    is_extension = bpmn(EXTENSIONS) in error.message.partition(": ")[0]
    return "warning" if is_drawing or (is_extension and "not expected" in error.message) else "error"


def _element_at(document: Document, error: SchemaError) -> str:
    prefixes = {prefix: uri for prefix, uri in document.root.nsmap.items() if prefix}
    try:
        tree = cast("etree._Element", document.root).getroottree()
        found = tree.xpath(error.path or "", namespaces=prefixes)
    except etree.XPathError:  # a prefix declared further down: the line has to do
        return ""
    return nearest_id(cast("Node", found[0])) if isinstance(found, list) and found else ""
