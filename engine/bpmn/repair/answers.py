"""What people answer to what a diagram leaves open: whose work a foreign job is, and to whom a task is offered."""

from collections import defaultdict
from collections.abc import Iterable

from engine.bpmn.read.mutable import MutableNode, add_node, new_node, parse_mutable, write_mutable
from engine.bpmn.read.names import BPMN, EXTENSIONS, ZEEBE, bpmn, zeebe
from engine.bpmn.repair.grammar import kind

JOB_TYPE = "jobType"
"""The property that keeps what a job was called where it was drawn."""
SAID_ELSEWHERE = ("taskDefinition", "script", "calledDecision", "taskHeaders")


class Answering:
    """A diagram while answers are written into it: read once, however many they are.

    Raises XmlRefusedError.
    """

    def __init__(self, data: bytes) -> None:
        self.root = parse_mutable(data)
        self._named: dict[str, list[MutableNode]] = defaultdict(list)
        for node in self.root.iter(f"{{{BPMN}}}*"):
            self._named[node.get("id", "")].append(node)

    def written(self) -> bytes:
        """Return the diagram with all that was answered."""
        return write_mutable(self.root)

    def take_action(self, elements: Iterable[str], action: str) -> None:
        """Let some tasks call an action of ours."""
        for node in self._each(elements):
            _become(node, "serviceTask")
            _extend(node, "taskDefinition", type=action)

    def take_person(self, elements: Iterable[str]) -> None:
        """Let people do some tasks; to whom they are offered is a question of its own."""
        for node in self._each(elements):
            _become(node, "userTask")
            _extend(node, "userTask")

    def take_nothing(self, elements: Iterable[str]) -> None:
        """Let some tasks be passed: their work is done by nobody here."""
        for node in self._each(elements):
            _become(node, "task")

    def offer(self, elements: Iterable[str], groups: str) -> None:
        """Offer some user tasks to groups, an expression."""
        for node in self._each(elements):
            _extend(node, "assignmentDefinition", candidateGroups=groups)

    def show_form(self, elements: Iterable[str], form: str) -> None:
        """Let some user tasks show a form, or none where it is empty."""
        for node in self._each(elements):
            if form:
                _extend(node, "formDefinition", formId=form)
            else:
                _leave_out(node, "formDefinition")

    def decide(self, elements: Iterable[str], decision: str) -> None:
        """Let some business rule tasks ask a decision; its result goes where it went."""
        for node in self._each(elements):
            called = _holder(node).find(zeebe("calledDecision"))
            result = "" if called is None else called.get("resultVariable") or ""
            _extend(node, "calledDecision", decisionId=decision, resultVariable=result or "result")

    def listen(self, elements: Iterable[str], word: str, action: str) -> None:
        """Let a listener of some user tasks call an action, or leave it out where that is empty."""
        for node in self._each(elements):
            for listener in list(node.iter(zeebe("taskListener"))):
                if listener_word(listener.get("eventType") or "", listener.get("type") or "") != word:
                    continue
                if action:
                    listener.set("type", action)
                else:
                    _drop(listener)

    def give(self, element: str, parameter: str, expression: str) -> None:
        """Let a task give its action a value."""
        for node in self._each([element]):
            holder = _holder(node)
            found = holder.find(zeebe("ioMapping"))
            mapping = add_node(holder, zeebe("ioMapping")) if found is None else found
            add_node(mapping, zeebe("input"), source=expression, target=parameter)
            mapping[:] = sorted(mapping, key=lambda one: one.tag != zeebe("input"))

    def _each(self, elements: Iterable[str]) -> list[MutableNode]:
        return [node for name in elements for node in self._named.get(name, [])]


def listener_word(event: str, action: str) -> str:
    """Return what a listener is called by: when it is called, and what it calls."""
    return f"{event}: {action}"


def _drop(listener: MutableNode) -> None:
    """Leave a listener out, with the list that it was alone in."""
    holder = listener.getparent()
    holder.remove(listener)
    if len(holder) == 0:
        holder.getparent().remove(holder)


def _become(node: MutableNode, name: str) -> None:
    """Make a task one of another kind; what it said of its work goes, and how that was called is kept as a property."""
    holder = _holder(node)
    definition = holder.find(zeebe("taskDefinition"))
    called = "" if definition is None else definition.get("type") or ""
    for said in [one for tag in SAID_ELSEWHERE for one in holder.findall(zeebe(tag))]:
        holder.remove(said)
    if called:
        found = holder.find(zeebe("properties"))
        properties = add_node(holder, zeebe("properties")) if found is None else found
        add_node(properties, zeebe("property"), name=JOB_TYPE, value=called)
    node.tag = bpmn(name)
    known = kind(name)
    for attribute in [one for one in node.attrib if known is not None and not one.startswith("{")]:
        if known is not None and attribute not in known.attributes:
            del node.attrib[attribute]
    for script in node.findall(bpmn("script")):
        node.remove(script)


def _holder(node: MutableNode) -> MutableNode:
    found = node.find(bpmn(EXTENSIONS))
    if found is None:
        found = new_node(bpmn(EXTENSIONS), spaces={"zeebe": ZEEBE})
        node.insert(len(node.findall(bpmn("documentation"))), found)
    return found


def _extend(node: MutableNode, name: str, **attributes: str) -> None:
    _leave_out(node, name)
    add_node(_holder(node), zeebe(name), **attributes)


def _leave_out(node: MutableNode, name: str) -> None:
    holder = _holder(node)
    for old in holder.findall(zeebe(name)):
        holder.remove(old)
