"""Codes that decision tables write out: in cells of columns called as codes are, and principals anywhere."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from engine.base.errors import BangVangError
from engine.base.xml import parse_xml
from engine.bpmn.check import Said, is_principal, texts_in
from engine.dmn.xmlnames import Element, child, children, line_of, local_name, name_of, text_of
from engine.feel import compile_expression, compile_unary_tests, tree
from engine.ports.registers import PRINCIPAL

EXPRESSIONS = ("outputEntry", "defaultOutputEntry", "literalExpression")
AT = "@"
"""Ends a role that a place is added to."""
TESTS = ("inputEntry", "inputValues", "outputValues")


def codes_in_tables(data: bytes) -> Iterator[Said]:
    """Yield the codes in a decision model. Raises XmlRefusedError."""
    for owner in children(parse_xml(data), "decision", "businessKnowledgeModel"):
        for element in owner.iter():
            if local_name(element) == "decisionTable":
                yield from _in_columns(owner, element)
            elif local_name(element) in (*EXPRESSIONS, *TESTS):
                yield from _principals(owner, element)


def _in_columns(owner: Element, table: Element) -> Iterator[Said]:
    inputs = [text_of(one, "inputExpression", "text") for one in children(table, "input")]
    outputs = [one.get("name") or _result_of(owner) for one in children(table, "output")]
    for rule in children(table, "rule"):
        cells = [*zip(inputs, children(rule, "inputEntry"), strict=False)]
        cells += zip(outputs, children(rule, "outputEntry"), strict=False)
        for column, cell in cells:
            word = column.rpartition(".")[2].strip()
            texts = (text for node in _parsed(cell) for text in _values(node))
            yield from (_said(owner, cell, (word, text), is_sure=False) for text in texts if word)


def _result_of(owner: Element) -> str:
    """Return the name of the one result of a table whose column has none."""
    variable = child(owner, "variable")
    return name_of(owner if variable is None else variable)


def _principals(owner: Element, element: Element) -> Iterator[Said]:
    for node in _parsed(element):
        written = [one.text for one in texts_in(node) if is_principal(one) or one.text.endswith(AT)]
        yield from (_said(owner, element, (PRINCIPAL, text)) for text in written)


def _said(owner: Element, element: Element, code: tuple[str, str], *, is_sure: bool = True) -> Said:
    place = element.get("id") or owner.get("id") or ""
    return Said(code, place, name_of(owner) or place, line_of(element), is_sure)


def _parsed(element: Element) -> Iterator[tree.Node]:
    """Yield the tree of a cell that has texts in it; what cannot be read is told when the model is checked."""
    source = text_of(element, "text")
    if '"' in source:
        with suppress(BangVangError):
            is_test = local_name(element) in TESTS
            yield (compile_unary_tests(source) if is_test else compile_expression(source)).tree


def _values(node: tree.Node) -> Iterator[str]:
    """Yield the texts that a cell compares with or comes to, leaving aside those that are part of something."""
    inside: Iterable[tree.Node] = ()
    match node:
        case tree.Literal(value=str(text)):
            yield text
        case tree.Tests():
            inside = node.tests
        case tree.ListLiteral():
            inside = node.items
        case tree.Test(sign="="):
            inside = [node.operand]
        case tree.If():
            inside = [node.chosen, node.otherwise]
    for one in inside:
        yield from _values(one)
