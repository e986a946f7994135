"""A call activity gives and takes what the process or global task that it calls asks for and gives."""

from collections.abc import Iterator, Sequence

from engine.base.errors import Finding
from engine.base.text import N_
from engine.bpmn.check.agreement.kinds import kind_of
from engine.bpmn.check.agreement.weight import weighed
from engine.bpmn.check.standard.kinds import CALLABLE
from engine.bpmn.check.standard.place import at, label
from engine.bpmn.read.document import Document, references
from engine.bpmn.read.names import bpmn, local
from engine.bpmn.read.node import Node

# (what, the set that lists it, the list of those that may be left out)
SIDES = (("dataInput", "inputSet", "optionalInputRefs"), ("dataOutput", "outputSet", "optionalOutputRefs"))


def check_signatures(document: Document) -> Iterator[Finding]:
    """`call-data`: the data of a call activity are those of what it calls, in number, name and kind."""
    for call in document.all("callActivity"):
        called = document.find(call, call.get("calledElement"))
        if called is None or called is call or local(called) not in CALLABLE:
            continue
        given, asked = call.find(bpmn("ioSpecification")), called.find(bpmn("ioSpecification"))
        if given is not None and asked is not None:
            for what, _, _ in SIDES:
                yield from _compare(document, call, called, what)
        elif given is not None or asked is not None:
            yield from _alone(call, called, given, asked)


def _alone(call: Node, called: Node, given: Node | None, asked: Node | None) -> Iterator[Finding]:
    """Warn where one side alone says what it gives and takes: variables go in and out of a call all the same."""
    if any(_needed(asked, *side) for side in SIDES) if asked is not None else given is not None and _has_data(given):
        message = N_("“%(name)s” and “%(other)s”, which it calls, do not both say what data go in and out.")
        yield at("call-data", call, message, {"other": label(called)}, "warning")


def _has_data(holder: Node) -> bool:
    return any(holder.find(bpmn(what)) is not None for what, _, _ in SIDES)


def _needed(holder: Node, what: str, group: str, optional: str) -> list[Node]:
    free = {one for node in holder.findall(bpmn(group)) for one in references(node, optional)}
    return [node for node in holder.findall(bpmn(what)) if node.get("id") not in free]


def _compare(document: Document, call: Node, called: Node, what: str) -> Iterator[Finding]:
    path = f"{bpmn('ioSpecification')}/{bpmn(what)}"
    given, asked = call.findall(path), called.findall(path)
    told = {"other": label(called), "given": len(given), "asked": len(asked), "what": what}
    if len(given) != len(asked):
        message = N_("“%(name)s” has %(given)s of %(what)s, and “%(other)s”, which it calls, has %(asked)s.")
        yield weighed("call-data", document, call, message, told)
        return
    for one, other in _pairs(given, asked):
        if other is None:
            message = N_("“%(name)s” has the data “%(data)s”, which “%(other)s”, which it calls, has not.")
            yield weighed("call-data", document, call, message, {**told, "data": label(one)})
            continue
        mine, wanted = kind_of(document, one), kind_of(document, other)
        if mine is not None and wanted is not None and not mine.agrees(wanted):
            message = N_("“%(name)s” has “%(data)s” of kind %(one)s; “%(other)s”, which it calls, has it of %(two)s.")
            kinds = {"data": label(one), "one": mine.id, "two": wanted.id}
            yield weighed("call-data", document, call, message, {**told, **kinds})


def _pairs(given: Sequence[Node], asked: Sequence[Node]) -> Iterator[tuple[Node, Node | None]]:
    """Yield data of one side with those of the other: by name where all have one of their own, else by their place."""
    names = {node.get("name"): node for node in asked if node.get("name")}
    if len(names) == len(asked) and len({node.get("name") for node in given if node.get("name")}) == len(given):
        yield from ((node, names.get(node.get("name"))) for node in given)
    else:
        yield from zip(given, asked, strict=True)


RULES = (check_signatures,)
