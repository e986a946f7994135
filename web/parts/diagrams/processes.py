"""Reading a BPMN file into comparable items."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from web.parts.diagrams import words
from web.parts.diagrams.items import Contents, Fact, Item, Label, tidy

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"

# Which editor template was used says nothing about what the process does.
TEMPLATE = f"{{{ZEEBE}}}modelerTemplate"
UNTOLD_ATTRIBUTES = {"id", "name", TEMPLATE, f"{TEMPLATE}Version", f"{TEMPLATE}Icon"}
UNTOLD_ELEMENTS = {"incoming", "outgoing", "laneSet", "text"}
REFERENCES = {
    "sourceRef",
    "targetRef",
    "default",
    "attachedToRef",
    "messageRef",
    "errorRef",
    "processRef",
    "flowNodeRef",
}
NAMED_VALUES = {
    "input": (words.INPUT, "target", "source"),
    "output": (words.OUTPUT, "target", "source"),
    "property": (words.PROPERTY, "name", "value"),
    "taskListener": (words.LISTENER, "eventType", "type"),
    "executionListener": (words.LISTENER, "eventType", "type"),
}


def read_process(root: etree._Element) -> Contents:
    """Return the items of a BPMN file and the outline of each shape."""
    names = {str(e.get("id")): tidy(e.get("name")) for e in root.iter(f"{{{BPMN}}}*") if e.get("id")}
    items = [_read_item(element, names) for element in root.iter(f"{{{BPMN}}}*") if _is_item(element)]
    return Contents({item.id: item for item in items}, _places(root))


def _is_item(element: Any) -> bool:
    return bool(element.get("id")) and _local(element) in words.KINDS


def _read_item(element: Any, names: dict[str, str]) -> Item:
    facts: dict[Label, list[Fact]] = {}
    for label, fact in _facts(element, names):
        facts.setdefault(label, []).append(fact)
    name = tidy(element.get("name") or element.findtext(f"{{{BPMN}}}text"))
    joined = {label: _join(found) for label, found in facts.items()}
    return Item(str(element.get("id")), words.KINDS[_local(element)], name, joined, name or _title(element, names))


def _join(facts: list[Fact]) -> Fact:
    """Return several values of one setting as one; their order in the file says nothing."""
    if len(facts) == 1:
        return facts[0]
    in_order = sorted(facts, key=str)
    return Fact("; ".join(sorted(fact.value for fact in facts)), "; ".join(str(fact) for fact in in_order))


def _title(element: Any, names: dict[str, str]) -> str:
    ends = [element.get(end) for end in ("sourceRef", "targetRef")]
    return " → ".join(names.get(end) or end for end in ends) if all(ends) else str(element.get("id"))


def _facts(element: Any, names: dict[str, str]) -> Iterator[tuple[Label, Fact]]:
    yield from _attributes(element, names)
    for child in element.iterchildren(tag=etree.Element):
        if not _is_item(child):
            yield from _nested(child, names)


def _nested(element: Any, names: dict[str, str]) -> Iterator[tuple[Label, Fact]]:
    local = _local(element)
    if local in NAMED_VALUES and _is_zeebe(element):
        message, name, value = NAMED_VALUES[local]
        yield (message, element.get(name, "")), Fact(element.get(value, ""))
        return
    if local in UNTOLD_ELEMENTS:
        return
    if text := tidy(element.text):
        yield _text_label(local), _read_fact(local, text, names)
    yield from _facts(element, names)


def _attributes(element: Any, names: dict[str, str]) -> Iterator[tuple[Label, Fact]]:
    local = _local(element)
    for attribute, value in element.attrib.items():
        if attribute in UNTOLD_ATTRIBUTES or attribute.startswith("{http://www.w3.org/"):
            continue
        plain = etree.QName(attribute).localname
        known = words.FACTS.get((local, plain)) or words.FACTS.get(("", plain))
        label = (known, "") if known else (words.ANY, plain if _is_item(element) else f"{local} {plain}")
        yield label, _read_fact(plain, value, names)


def _text_label(local: str) -> Label:
    known = words.TEXTS.get(local)
    return (known, "") if known else (words.ANY, local)


def _read_fact(name: str, value: str, names: dict[str, str]) -> Fact:
    named = names.get(value) if name in REFERENCES else ""
    return Fact(value, named) if named else Fact(tidy(value))


def _places(root: Any) -> dict[str, str]:
    drawn = root.iter(f"{{{DI}}}BPMNShape", f"{{{DI}}}BPMNEdge")
    return {str(e.get("bpmnElement")): " ".join(_numbers(e)) for e in drawn}


def _numbers(element: Any) -> Iterator[str]:
    for part in element.iterdescendants():
        yield from (f"{float(part.get(name)):.0f}" for name in ("x", "y", "width", "height") if part.get(name))


def _is_zeebe(element: Any) -> bool:
    return bool(etree.QName(element).namespace == ZEEBE)


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)
