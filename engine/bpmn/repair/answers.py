"""What people answer to what a diagram leaves open: whose work a foreign job is, and to whom a task is offered."""

from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from engine.base.xml import parse_xml, write_xml
from engine.bpmn.read.names import EXTENSIONS, ZEEBE, bpmn, local, zeebe
from engine.bpmn.repair.grammar import kind

JOB_TYPE = "jobType"
"""The property that keeps what a job was called where it was drawn."""
SAID_ELSEWHERE = ("taskDefinition", "script", "calledDecision", "taskHeaders")


def take_action(data: bytes, elements: Iterable[str], action: str) -> bytes:
    """Return a diagram in which some tasks call an action of ours."""
    return _each(data, elements, "serviceTask", lambda node: _extend(node, "taskDefinition", type=action))


def take_person(data: bytes, elements: Iterable[str]) -> bytes:
    """Return a diagram in which people do some tasks; to whom they are offered is a question of its own."""
    return _each(data, elements, "userTask", lambda node: _extend(node, "userTask"))


def take_nothing(data: bytes, elements: Iterable[str]) -> bytes:
    """Return a diagram in which some tasks are passed: their work is done by nobody here."""
    return _each(data, elements, "task", lambda _node: None)


def offer(data: bytes, elements: Iterable[str], groups: str) -> bytes:
    """Return a diagram in which some user tasks are offered to groups, an expression."""
    root = parse_xml(data)
    for node in _named(root, elements):
        _extend(node, "assignmentDefinition", candidateGroups=groups)
    return write_xml(root)


def show_form(data: bytes, elements: Iterable[str], form: str) -> bytes:
    """Return a diagram in which some user tasks show a form, or none where it is empty."""
    root = parse_xml(data)
    for node in _named(root, elements):
        _extend(node, "formDefinition", formId=form)
        if not form:
            _holder(node).remove(_holder(node).find(zeebe("formDefinition")))
    return write_xml(root)


def give(data: bytes, values: Mapping[tuple[str, str], str]) -> bytes:
    """Return a diagram in which tasks give their actions values: expressions by element and parameter."""
    root = parse_xml(data)
    for (element, parameter), expression in values.items():
        for node in _named(root, [element]):
            holder = _holder(node)
            found = holder.find(zeebe("ioMapping"))
            mapping = etree.SubElement(holder, zeebe("ioMapping")) if found is None else found
            etree.SubElement(mapping, zeebe("input"), source=expression, target=parameter)
            mapping[:] = sorted(mapping, key=lambda one: one.tag != zeebe("input"))
    return write_xml(root)


def _each(data: bytes, elements: Iterable[str], becomes: str, extend: Any) -> bytes:
    root = parse_xml(data)
    for node in _named(root, elements):
        _become(node, becomes)
        extend(node)
    return write_xml(root)


def _named(root: Any, elements: Iterable[str]) -> list[Any]:
    wanted = set(elements)
    return [node for node in root.iter() if local(node) and node.get("id") in wanted]


def _become(node: Any, name: str) -> None:
    """Make a task one of another kind; what it said of its work goes, and how that was called is kept as a property."""
    holder = _holder(node)
    definition = holder.find(zeebe("taskDefinition"))
    called = "" if definition is None else definition.get("type") or ""
    for said in [one for tag in SAID_ELSEWHERE for one in holder.findall(zeebe(tag))]:
        holder.remove(said)
    if called:
        found = holder.find(zeebe("properties"))
        properties = etree.SubElement(holder, zeebe("properties")) if found is None else found
        etree.SubElement(properties, zeebe("property"), name=JOB_TYPE, value=called)
    node.tag = bpmn(name)
    known = kind(name)
    for attribute in [one for one in node.attrib if known is not None and not one.startswith("{")]:
        if known is not None and attribute not in known.attributes:
            del node.attrib[attribute]
    for script in node.findall(bpmn("script")):
        node.remove(script)


def _holder(node: Any) -> Any:
    found = node.find(bpmn(EXTENSIONS))
    if found is None:
        found = etree.Element(bpmn(EXTENSIONS), nsmap={"zeebe": ZEEBE})
        node.insert(len(node.findall(bpmn("documentation"))), found)
    return found


def _extend(node: Any, name: str, **attributes: str) -> None:
    holder = _holder(node)
    for old in holder.findall(zeebe(name)):
        holder.remove(old)
    etree.SubElement(holder, zeebe(name), attributes)
