"""What is known while a model is read: types, names, and what was found wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.base.errors import Finding, Severity
from engine.base.text import N_, Text
from engine.dmn.items import is_known, type_named
from engine.dmn.xmlnames import Element, line_of, type_name_of
from engine.feel import tree
from engine.feel.comparison import as_compared
from engine.feel.compiler import Closure, compile_node
from engine.feel.errors import FeelError
from engine.feel.expression import build_expression, build_unary_tests
from engine.feel.frame import Frame, Root
from engine.feel.inference import certain_kind, check_kinds
from engine.feel.parser.names import NameIndex
from engine.feel.types import ANY, AnyType, coerce, usual_class

NOTHING: Mapping[str, str] = {}


@dataclass
class Builder:
    """Collects a model's types, words and findings; `owner` is the decision or function being read."""

    file: str = ""
    types: dict[str, AnyType] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    owner: str = ""
    #: The kinds of what the owner requires, as far as they are certain.
    kinds: dict[str, str] = field(default_factory=dict)

    def find(self, element: Element, rule: str, message: Text, severity: Severity = "error") -> None:
        """Note something wrong at an element."""
        place = element.get("id") or self.owner
        self.findings.append(Finding(rule, message, severity, self.file, place, line_of(element)))

    def type_of(self, element: Element) -> AnyType:
        """Return the type an element refers to."""
        return type_named(type_name_of(element), self.types)

    def check_type(self, element: Element) -> None:
        """Note a reference to a type that does not exist."""
        kind = self.type_of(element)
        if not is_known(kind):
            text = Text(N_("There is no type “%(name)s”."), {"name": type_name_of(element)})
            self.find(element, "dmn-unknown-type", text)

    def index(self, names: Iterable[str]) -> NameIndex:
        """Return names of several words for the parser: these and the model's own."""
        return NameIndex({*self.words, *names})

    def expression(self, element: Element, text: str, names: frozenset[str]) -> Closure:
        """Compile an expression; one that cannot be read is a finding, and null when asked."""
        try:
            compiled = build_expression(text, self.index(names), self.types, is_scoped=True)
        except FeelError as error:
            self.find(element, "feel-syntax", error.text)
            return _broken(error)
        self._check_names(element, compiled.names - names)
        self.check_kinds(element, compiled.tree)
        return compiled.closure

    def tests(self, element: Element, text: str, names: frozenset[str], kind: str | None = None) -> Closure:
        """Compile unary tests, to be run in a frame that holds the tested value, of a kind if known, as `?`."""
        try:
            compiled = build_unary_tests(text, self.index(names), self.types)
        except FeelError as error:
            self.find(element, "feel-syntax", error.text)
            return _broken(error)
        self._check_names(element, compiled.names - names)
        self.check_kinds(element, compiled.tree, {"?": kind} if kind else {})
        return compiled.closure

    def check_kinds(self, element: Element, node: tree.Node, more: Mapping[str, str] = NOTHING) -> str | None:
        """Note what can never have a value; return the kind of the whole, if that is certain."""

        def tell(text: Text) -> None:
            self.find(element, "feel-type", text, "warning")

        return check_kinds(node, {**self.kinds, **more}, tell)

    def kind_of(self, text: str) -> str | None:
        """Return the kind an expression has, if that is certain; what is wrong in it is noted elsewhere."""
        try:
            node = build_expression(text, self.index(()), self.types, is_scoped=True).tree
        except FeelError:
            return None
        return certain_kind(node, self.kinds)

    def values(self, text: str, names: frozenset[str]) -> list[Closure]:
        """Compile the values listed in unary tests, in their order."""
        try:
            compiled = build_unary_tests(text, self.index(names), self.types)
        except FeelError:
            return []  # the same text is compiled as tests, where the finding is made
        return listed_values(compiled.tree)

    def listed_texts(self, text: str) -> frozenset[str] | None:
        """Return the texts that unary tests list, or None if anything else may pass them."""
        if not text.startswith('"'):
            return None
        try:
            tests = build_unary_tests(text, self.index(()), self.types).tree
        except FeelError:
            return None
        if not isinstance(tests, tree.Tests) or tests.negated:
            return None
        values = [
            as_compared(test.value)
            for test in tests.tests
            if isinstance(test, tree.Literal) and isinstance(test.value, str)
        ]
        return frozenset(values) if len(values) == len(tests.tests) else None

    def _check_names(self, element: Element, unknown: frozenset[str]) -> None:
        for name in sorted(unknown):
            text = Text(N_("There is no variable “%(name)s”."), {"name": name})
            self.find(element, "feel-unknown-name", text)

    def value_tests(self, element: Element, text: str) -> Any:
        """Compile the allowed values of a type to a function of a value."""
        closure = self.tests(element, text, frozenset())
        return lambda value: _run_alone(closure, value)


def listed_values(node: tree.Node) -> list[Closure]:
    """Return the values that tests list, without those that are comparisons."""
    if not isinstance(node, tree.Tests):
        return []
    return [compile_node(test) for test in node.tests if not isinstance(test, tree.Test)]


def _run_alone(closure: Closure, value: Any) -> bool:
    root = Root({})
    return closure(Frame({"?": value}, root, root)) is True


def _broken(error: FeelError) -> Closure:
    return lambda frame: frame.root.warn(error.text, error.position)


def typed(closure: Closure, kind: AnyType, name: str) -> Closure:
    """Return a closure whose value is made to fit a type, or is null (DMN 1.5 section 10.3.2.9.4)."""
    if kind is ANY or kind == ANY:
        return closure
    usual = usual_class(kind)

    def fitted(frame: Frame) -> Any:
        value = closure(frame)
        if type(value) is usual:
            return value
        fit = coerce(value, kind)
        if fit is None and value is not None:
            return frame.root.warn(Text(N_("The value of “%(name)s” has the wrong type."), {"name": name}), 0)
        return fit

    return fitted
