"""What Camunda 8 writes and our own vocabulary says otherwise: forms inside of the diagram, and words of its FEEL."""

import json
import re
from collections.abc import Iterator

from engine.bpmn.read.mutable import MutableNode
from engine.bpmn.read.names import zeebe
from engine.bpmn.translation.page import Page

FORM_KEY = re.compile(r"^(?:camunda-forms:bpmn:)?([\w.\-]+)$")
IS_DEFINED = re.compile(r"\bis defined\(\s*([^\W\d][\w.]*)\s*\)")
KEPT = ("taskHeaders", "executionListeners")


def says_more(root: MutableNode) -> bool:
    """Tell whether a diagram says what only Camunda 8 does."""
    if next(root.iter(zeebe("userTaskForm"), *map(zeebe, KEPT)), None) is not None:
        return True
    return (
        any(node.get("formKey") for node in root.iter(zeebe("formDefinition")))
        or next(_defined(root), None) is not None
    )


def _defined(root: MutableNode) -> Iterator[MutableNode]:
    for node in root.iter():
        said = [node.text or "", *node.attrib.values()] if isinstance(node.tag, str) else []
        if any(IS_DEFINED.search(one) for one in said):
            yield node


def translate_zeebe(page: Page) -> None:
    """Take forms out of the diagram, write functions as we have them, and name what is kept and not run."""
    lifted = _lift_forms(page)
    for node in list(page.root.iter(zeebe("formDefinition"))):
        _name_form(page, node, lifted)
    for node in list(_defined(page.root)):
        _ask_null(page, node)
    for kept in KEPT:
        for node in page.root.iter(zeebe(kept)):
            for one in node:
                page.note(node, f"{kept}: {' '.join(map(str, one.attrib.values()))}")


def _lift_forms(page: Page) -> dict[str, str]:
    """Make a file of each form that stands in the diagram; return their ids by the ids they had in it."""
    lifted: dict[str, str] = {}
    for node in list(page.root.iter(zeebe("userTaskForm"))):
        name = node.get("id") or "form"
        try:
            schema = json.loads(node.text or "")
        except ValueError:
            schema = None
        if not isinstance(schema, dict):
            page.note(node, f"userTaskForm {name}")
            continue
        schema.setdefault("id", name)
        lifted[name] = str(schema["id"])
        path = f"{re.sub(r'[^A-Za-z0-9_.-]', '_', lifted[name])}.form.json"
        page.files[path] = json.dumps(schema, ensure_ascii=False, indent=2).encode()
        page.note(node, f"userTaskForm {name}", path)
        node.getparent().remove(node)
    return lifted


def _name_form(page: Page, node: MutableNode, lifted: dict[str, str]) -> None:
    found = FORM_KEY.match(node.get("formKey") or "")
    if found is not None and not node.get("formId"):
        del node.attrib["formKey"]
        node.set("formId", lifted.get(found[1], found[1]))
        page.note(node, f"formKey {found[0]}", f"formId {node.get('formId')}")


def _ask_null(page: Page, node: MutableNode) -> None:
    for name, said in [(None, node.text or ""), *node.attrib.items()]:
        asked = IS_DEFINED.sub(r"(\1 != null)", said)
        if asked == said:
            continue
        if name is None:
            node.text = asked
        else:
            node.set(name, asked)
        page.note(node, said, asked)
