"""What can be told of an expression's types before it runs: operations and tests that never have a value."""

from collections.abc import Callable, Mapping

from engine.base.text import N_, Text
from engine.feel import kinds, tree
from engine.feel.arithmetic import result_kind
from engine.feel.builtins.registry import BUILTINS, BuiltIn
from engine.feel.kinds import kind_of
from engine.feel.types import AnyType, Type, settled

#: Kinds by variable; a variable that is not among them may be of any.
Kinds = Mapping[str, str]
#: Told of each thing found.
Tell = Callable[[Text], None]
_ORDERED = frozenset(
    {
        kinds.NUMBER, kinds.STRING, kinds.DATE, kinds.TIME, kinds.DATE_TIME, kinds.DAYS, kinds.MONTHS,
    }
)  # fmt: skip


def known_kind(kind: AnyType) -> str | None:
    """Return the kind all values of a type have, or None if they may differ."""
    plain = settled(kind)
    return plain.name if isinstance(plain, Type) and plain.name in kinds.USUAL else None


def check_kinds(node: tree.Node, known: Kinds, tell: Tell) -> str | None:
    """Tell of what cannot have a value inside a node; return the kind the node has, if that is certain."""
    return _Check(known, tell).kind(node)


def certain_kind(node: tree.Node, known: Kinds) -> str | None:
    """Return the kind a node has, if that is certain."""
    return _Check(known, _say_nothing).kind(node)


def _say_nothing(_: Text) -> None:
    """Leave what is found to whoever tells of it."""


class _Check:
    """One look through a tree."""

    def __init__(self, known: Kinds, tell: Tell) -> None:
        self.known = known
        self.tell = tell

    def kind(self, node: tree.Node) -> str | None:
        """Return the kind of a node, having looked at all inside it."""
        check = _CHECKS.get(type(node))
        if check is not None:
            return check(self, node)
        for child in tree.children(node):
            self.kind(child)
        return None

    def literal(self, node: tree.Literal) -> str | None:
        return None if node.value is None else kind_of(node.value)

    def name(self, node: tree.Name) -> str | None:
        return self.known.get(node.name)

    def negation(self, node: tree.Negation) -> str | None:
        return self.kind(node.operand)

    def arithmetic(self, node: tree.Arithmetic) -> str | None:
        left, right = self.kind(node.left), self.kind(node.right)
        if left is None or right is None:
            return None
        kind = result_kind(node.sign, left, right)
        if kind is None:
            self._refuse(node.sign, left, right)
        return kind

    def _refuse(self, sign: str, left: str, right: str) -> None:
        params = {"sign": sign, "left": left, "right": right}
        self.tell(Text(N_("%(sign)s does not work between %(left)s and %(right)s."), params))

    def comparison(self, node: tree.Comparison) -> str:
        self._compare(self.kind(node.left), self.kind(node.right), node.sign)
        return kinds.BOOLEAN

    def _compare(self, left: str | None, right: str | None, sign: str) -> None:
        if left is None or right is None:
            return
        if left != right or (sign not in ("=", "!=") and left not in _ORDERED):
            self._refuse(sign, left, right)

    def between(self, node: tree.Between) -> str:
        value = self.kind(node.value)
        for end, sign in ((node.low, ">="), (node.high, "<=")):
            self._compare(value, self.kind(end), sign)
        return kinds.BOOLEAN

    def logic(self, node: tree.Logic) -> str:
        for operand in node.operands:
            self._wants_boolean(self.kind(operand))
        return kinds.BOOLEAN

    def _wants_boolean(self, kind: str | None) -> None:
        if kind not in (None, kinds.BOOLEAN):
            self.tell(Text(N_("This is of kind %(kind)s, where true or false is wanted."), {"kind": kind}))

    def choice(self, node: tree.If) -> str | None:
        self._wants_boolean(self.kind(node.condition))
        chosen, otherwise = self.kind(node.chosen), self.kind(node.otherwise)
        return chosen if chosen == otherwise else None

    def call(self, node: tree.Call) -> None:
        args = [self.kind(arg) for arg in node.args]
        function = BUILTINS.get(node.function.name) if isinstance(node.function, tree.Name) else None
        if isinstance(function, BuiltIn) and node.names is None and not function.takes(args):
            given = ", ".join(arg or "Any" for arg in args)
            params = {"name": function.name, "given": given}
            self.tell(Text(N_("The function %(name)s does not take (%(given)s)."), params))

    def apart(self, node: tree.Node) -> None:
        """Look into a node that brings in names of its own: of no variable inside is anything certain."""
        for child in tree.children(node):
            _Check({}, self.tell).kind(child)

    def tests(self, node: tree.Tests) -> None:
        value = self.known.get("?")
        for test in node.tests:
            operand = test.operand if isinstance(test, tree.Test) else test
            kind = self.kind(operand.start if isinstance(operand, tree.RangeLiteral) else operand)
            if tree.reads_input(operand) or value is None or kind in (None, value):
                continue
            params = {"kind": value, "test": kind}
            self.tell(Text(N_("Values of kind %(kind)s never pass this test of kind %(test)s."), params))


_CHECKS: dict[type, Callable[..., str | None]] = {
    tree.Literal: _Check.literal,
    tree.Name: _Check.name,
    tree.Negation: _Check.negation,
    tree.Arithmetic: _Check.arithmetic,
    tree.Comparison: _Check.comparison,
    tree.Between: _Check.between,
    tree.Logic: _Check.logic,
    tree.If: _Check.choice,
    tree.Call: _Check.call,
    tree.Tests: _Check.tests,
    tree.Filter: _Check.apart,
    tree.For: _Check.apart,
    tree.Quantified: _Check.apart,
    tree.FunctionLiteral: _Check.apart,
    tree.ContextLiteral: _Check.apart,
}
