"""Whether two files say the same, however they are written: what is not known as a way of writing is a difference."""

import json
from typing import Any

from lxml import etree

from engine.base.errors import BangVangError
from engine.base.xml import parse_xml
from web.parts.diagrams.items import tidy

DRAWN = ("/DI", "/DMNDI/", "/DC/")


def says_the_same(path: str, old: bytes, new: bytes) -> bool:
    """Tell whether two files differ only in white space, order of attributes, prefixes, comments or the drawing."""
    try:
        if path.endswith((".bpmn", ".dmn")):
            return bool(_said(parse_xml(old)) == _said(parse_xml(new)))
        if path.endswith(".json"):
            return bool(json.loads(old) == json.loads(new))
    except (BangVangError, ValueError, RecursionError):
        return False
    return old == new


def _said(node: etree._Element) -> Any:
    """Return a tree as plain data without what is a matter of writing or drawing."""
    inner = [_said(child) for child in node.iterchildren(etree.Element) if not _is_drawn(child)]
    return (
        str(node.tag),
        sorted((str(n), str(v)) for n, v in node.attrib.items()),
        tidy(node.text),
        tidy(node.tail),
        inner,
    )


def _is_drawn(node: etree._Element) -> bool:
    space = etree.QName(node).namespace or ""
    return any(part in f"{space}/" for part in DRAWN)
