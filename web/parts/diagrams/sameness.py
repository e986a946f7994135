"""Whether two files say the same, however they are written: what is not known as a way of writing is a difference."""

import json
from typing import Any

from lxml import etree

from engine.base.errors import BangVangError
from engine.releases.exchange import Opened
from web.parts.diagrams.items import tidy

DRAWN = ("/DI", "/DMNDI/", "/DC/")


def says_the_same(path: str, old: Opened, new: Opened) -> bool:
    """Tell whether a file differs only in white space, order of attributes, prefixes, comments or the drawing."""
    if path not in old or path not in new:
        return False
    try:
        if path.endswith((".bpmn", ".dmn")):
            return bool(_said(old.tree(path)) == _said(new.tree(path)))
        if path.endswith(".json"):
            return bool(json.loads(old[path]) == json.loads(new[path]))
    except (BangVangError, ValueError, RecursionError):
        return False
    return old[path] == new[path]


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
