"""Operators, conditions, loops and unary tests, over the operands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.base.text import N_, Text
from engine.feel import tree
from engine.feel.parser.kinds import parse_type
from engine.feel.parser.names import NameIndex
from engine.feel.parser.primaries import TEST_SIGNS, Primaries
from engine.feel.types import AnyType

_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_AFTER_PARENTHESIS = frozenset({".", "[", "(", "instance", "+", "-", "*", "/", "**"})
#: How closely an operator binds.
_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}


@dataclass(frozen=True)
class Parsed:
    """A tree with the variables it reads; `maybe` are read in filters, where they may be entries of an item."""

    node: tree.Node
    names: frozenset[str]
    maybe: frozenset[str]
    uses_input: bool


class Expressions(Primaries):
    """Reads operators by precedence: or, and, comparison, + -, * /, **, -, instance of."""

    def expression(self) -> tree.Node:
        """Read a whole expression."""
        with self.nested():
            return self._disjunction()

    def special(self) -> tree.Node | None:
        """Read `if`, `for`, `some` or `every`, if one stands here."""
        follows = self.peek()
        match self.token.text:
            case "if" if not self._continues_name():
                return self._if()
            case "for" if follows.kind == "name" and not self._continues_name():
                return self._for()
            case "some" | "every" if follows.kind == "name" and not self._continues_name():
                return self._quantified()
        return None

    def _disjunction(self) -> tree.Node:
        return self._logic("or", self._conjunction)

    def _conjunction(self) -> tree.Node:
        return self._logic("and", self._comparison)

    def _logic(self, word: str, operand: Callable[[], tree.Node]) -> tree.Node:
        first = operand()
        operands = [first]
        while self.accept(word):
            operands.append(operand())
        return first if len(operands) == 1 else tree.Logic(first.position, word, tuple(operands))

    def _comparison(self) -> tree.Node:
        node = self.operand()
        while True:
            token = self.token
            if token.kind == "sign" and token.text in _COMPARISONS:
                self.advance()
                node = tree.Comparison(token.start, token.text, node, self.operand())
            elif self.is_at("between"):
                node = self._between(node)
            elif self.is_at("in"):
                node = self._in(node)
            else:
                return node

    def _between(self, value: tree.Node) -> tree.Node:
        position = self.advance().start
        low = self.operand()
        self.expect("and")
        return tree.Between(position, value, low, self.operand())

    def _in(self, value: tree.Node) -> tree.Node:
        position = self.advance().start
        with self.scope(["?"]):
            if self.is_at("(") and not self._opens_operand():
                self.advance()
                with self.nested():
                    tests = self.positive_tests()
                self.expect(")")
            else:
                tests = (self.test() if self.is_at(*TEST_SIGNS) else self.operand(),)
        return tree.In(position, value, tests)

    def _opens_operand(self) -> bool:
        """Say whether the parenthesis here belongs to an operand, as in `(1..5]` or `(a).b`, not to a list of tests."""
        depth, is_list = 0, False
        for at, token in enumerate(self.tokens[self.at :], self.at):
            text = token.text if token.kind == "sign" else ""
            depth += (text in _OPENING) - (text in _CLOSING)
            if depth == 0 and text:
                return not is_list and self.tokens[at + 1].text in _AFTER_PARENTHESIS
            if depth == 1 and text == "..":
                return True
            is_list = is_list or (depth == 1 and text == ",")
        return False

    def positive_tests(self) -> tuple[tree.Node, ...]:
        """Read unary tests."""
        tests = [self._single_test()]
        while self.accept(","):
            tests.append(self._single_test())
        return tuple(tests)

    def _single_test(self) -> tree.Node:
        if self.is_at(*TEST_SIGNS):
            return self.test()
        return self.expression()

    def operand(self) -> tree.Node:
        """Read what may stand beside a comparison sign."""
        return self._arithmetic(1)

    def _arithmetic(self, least: int) -> tree.Node:
        """Read operands joined by operators that bind at least so closely; equal ones from left to right."""
        node = self._negation()
        while True:
            token = self.tokens[self.at]
            binding = _BINDING.get(token.text, 0) if token.kind == "sign" else 0
            if binding < least:
                return node
            self.at += 1
            node = tree.Arithmetic(token.start, token.text, node, self._arithmetic(binding + 1))

    def _negation(self) -> tree.Node:
        if not self.is_at("-"):
            return self._instance()
        with self.nested():
            position = self.advance().start
            return tree.Negation(position, self._negation())

    def _instance(self) -> tree.Node:
        node = self.postfix()
        while self.is_at("instance"):
            position = self.advance().start
            self.expect("of")
            node = tree.InstanceOf(position, node, parse_type(self, self.types))
        return node

    def _if(self) -> tree.Node:
        position = self.advance().start
        condition = self.expression()
        self.expect("then")
        chosen = self.expression()
        self.expect("else")
        return tree.If(position, condition, chosen, self.expression())

    def _for(self) -> tree.Node:
        position = self.advance().start
        with self.scope(["partial"]) as scope:
            iterators = self._iterators(scope)
            self.expect("return")
            return tree.For(position, iterators, self.expression())

    def _quantified(self) -> tree.Node:
        token = self.advance()
        with self.scope() as scope:
            iterators = self._iterators(scope)
            self.expect("satisfies")
            return tree.Quantified(token.start, token.text == "every", iterators, self.expression())

    def _iterators(self, scope: NameIndex) -> tuple[tuple[str, tree.Node], ...]:
        iterators = [self._iterator(scope)]
        while self.accept(","):
            iterators.append(self._iterator(scope))
        return tuple(iterators)

    def _iterator(self, scope: NameIndex) -> tuple[str, tree.Node]:
        words = []
        while self.token.kind in ("name", "number") and not self.is_at("in"):
            words.append(self.advance().text)
        if not words:
            raise self.refusal(Text(N_("the name of a variable")))
        self.expect("in")
        values = self.expression()
        if self.is_at(".."):
            position = self.advance().start
            values = tree.RangeLiteral(position, values, self.expression(), bare=True)
        name = " ".join(words)
        scope.add(name)
        return name, values

    def unary_tests(self) -> tree.Tests:
        """Read the tests of a decision table's cell."""
        if self.is_at("-") and self.peek().kind == "end":
            self.advance()
            return tree.Tests(0, (), negated=False)
        if self.is_at("not") and self.peek().text == "(" and self._closes_at_end():
            self.advance()
            self.advance()
            tests = self.positive_tests()
            self.expect(")")
            return tree.Tests(0, tests, negated=True)
        return tree.Tests(0, self.positive_tests(), negated=False)

    def _closes_at_end(self) -> bool:
        depth = 0
        for at, token in enumerate(self.tokens[self.at + 1 :], self.at + 1):
            if token.kind == "sign" and token.text == "(":
                depth += 1
            elif token.kind == "sign" and token.text == ")":
                depth -= 1
                if depth == 0:
                    return self.tokens[at + 1].kind == "end"
        return False

    def parsed(self, node: tree.Node) -> Parsed:
        """Return the tree with what was learnt on the way."""
        self.expect_end()
        return Parsed(node, frozenset(self.free), frozenset(self.maybe), self.uses_input)


def parse_expression(source: str, known: NameIndex, functions: NameIndex, types: Mapping[str, AnyType]) -> Parsed:
    """Parse a textual expression. Raises FeelSyntaxError, FeelLimitError."""
    parser = Expressions(source, known, functions, types)
    return parser.parsed(parser.expression())


def parse_scoped(source: str, known: NameIndex, functions: NameIndex, types: Mapping[str, AnyType]) -> Parsed:
    """Parse an expression that is part of something larger, whose scopes lie around it."""
    parser = Expressions(source, known, functions, types)
    with parser.scope():
        return parser.parsed(parser.expression())


def parse_unary_tests(source: str, known: NameIndex, functions: NameIndex, types: Mapping[str, AnyType]) -> Parsed:
    """Parse the unary tests of a cell. Raises FeelSyntaxError, FeelLimitError."""
    parser = Expressions(source, known, functions, types)
    with parser.scope(["?"]):
        return parser.parsed(parser.unary_tests())
