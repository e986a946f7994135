"""Operands: literals, names, lists, contexts, ranges, calls, paths and filters."""

from abc import abstractmethod
from collections.abc import Mapping

from engine.base.text import N_, Text
from engine.feel import tree
from engine.feel.errors import FeelNullError
from engine.feel.lexer import Token
from engine.feel.numbers import read_number
from engine.feel.parser.cursor import STOPPING, Cursor
from engine.feel.parser.kinds import parse_type
from engine.feel.parser.names import NameIndex
from engine.feel.temporal.parsing import read_temporal
from engine.feel.types import ANY, AnyType

_CONSTANTS = {"true": True, "false": False, "null": None}
_AFTER_OPERAND = (
    frozenset({",", ")", "]", "}", "[", "=", "!=", "<", "<=", ">", ">=", "..", ".", "+", "*", "/"}) | STOPPING
)
TEST_SIGNS = ("<", "<=", ">", ">=", "=", "!=")


class Primaries(Cursor):
    """Reads operands; `expression` reads everything else."""

    def __init__(self, source: str, known: NameIndex, functions: NameIndex, types: Mapping[str, AnyType]) -> None:
        super().__init__(source, known, functions)
        self.types = types
        self._ends_range = False

    @abstractmethod
    def expression(self) -> tree.Node:
        """Read a whole expression."""

    @abstractmethod
    def special(self) -> tree.Node | None:
        """Read `if`, `for`, `some` or `every`, if one stands here."""

    def postfix(self) -> tree.Node:
        """Read an operand with its paths, filters and calls."""
        node = self.primary()
        while True:
            if self.is_at("."):
                node = self._path(node)
            elif self.is_at("[") and not self._closes_range():
                node = self._filter(node)
            elif self.is_at("("):
                node = self._call(node)
            else:
                return node

    def _path(self, base: tree.Node) -> tree.Node:
        position = self.advance().start
        return tree.Path(position, base, self.read_property())

    def _filter(self, base: tree.Node) -> tree.Node:
        position = self.advance().start
        with self.nested(), self.scope(["item"], is_dynamic=True):
            ends, self._ends_range = self._ends_range, False
            condition = self.expression()
            self._ends_range = ends
        self.expect("]")
        return tree.Filter(position, base, condition)

    def _closes_range(self) -> bool:
        """Say whether this `[` is the open end of a range, as in `[1..5[`, and not a filter."""
        follows = self.peek()
        if not self._ends_range:
            return False
        return follows.kind == "end" or follows.text in _AFTER_OPERAND

    def _call(self, function: tree.Node) -> tree.Node:
        position = self.advance().start
        args: list[tree.Node] = []
        names: list[str] = []
        with self.nested():
            while not self.is_at(")"):
                name = self._argument_name()
                if name is not None:
                    names.append(name)
                args.append(self.expression())
                if len(names) not in (0, len(args)):
                    raise self.refusal(Text(N_("the name of a parameter")))
                if not self.accept(","):
                    break
        self.expect(")")
        return tree.Call(position, function, tuple(args), tuple(names) if names else None)

    def _argument_name(self) -> str | None:
        at = self.at
        while self.tokens[at].kind == "name" or self.tokens[at].text in ("-", "'", "’"):
            at += 1
        if at == self.at or self.tokens[at].text != ":":
            return None
        words = [self.advance().text for _ in range(at - self.at)]
        self.advance()
        return " ".join(words)

    def primary(self) -> tree.Node:
        """Read an operand without what follows it."""
        token = self.token
        if token.kind == "number":
            self.advance()
            return tree.Literal(token.start, read_number(token.text))
        if token.kind == "string":
            self.advance()
            return tree.Literal(token.start, token.value)
        if token.kind == "at":
            return self._at_literal()
        if token.kind == "name":
            return self._word()
        return self._bracketed()

    def _at_literal(self) -> tree.Node:
        token = self.advance()
        try:
            return tree.Literal(token.start, read_temporal(token.value))
        except FeelNullError:
            return tree.Literal(token.start, None)

    def _word(self) -> tree.Node:
        token = self.token
        special = self.special()
        if special is not None:
            return special
        if token.text in _CONSTANTS and not self._continues_name():
            self.advance()
            return tree.Literal(token.start, _CONSTANTS[token.text])
        if token.text == "function" and self.peek().text == "(":
            return self._function()
        name = self.read_name()
        if self.is_at("(") and not any(name in scope.names for scope in self.scopes) and name in self.functions.names:
            return tree.Name(token.start, name, scoped=bool(self.scopes))
        return tree.Name(token.start, name, self.note_use(name))

    def _continues_name(self) -> bool:
        hit = self._known_here()
        return hit is not None and hit[0] > 1

    def _bracketed(self) -> tree.Node:
        token = self.token
        with self.nested():
            if self.accept("("):
                return self._parenthesised(token)
            if self.accept("["):
                return self._list_or_range(token)
            if self.accept("]"):
                return self._range_from(token, self.expression(), start_included=False)
            if self.accept("{"):
                return self._context(token)
        raise self.refusal(Text(N_("an expression")))

    def _parenthesised(self, opening: Token) -> tree.Node:
        ends, self._ends_range = self._ends_range, False
        node = self.test() if self.is_at(*TEST_SIGNS) else self.expression()
        self._ends_range = ends
        if self.is_at(".."):
            return self._range_from(opening, node, start_included=False)
        self.expect(")")
        return node

    def test(self) -> tree.Node:
        """Read `< operand`."""
        token = self.advance()
        return tree.Test(token.start, token.text, self.operand())

    @abstractmethod
    def operand(self) -> tree.Node:
        """Read what may stand beside a comparison sign."""

    def _list_or_range(self, opening: Token) -> tree.Node:
        ends, self._ends_range = self._ends_range, False
        items: list[tree.Node] = []
        while not self.is_at("]"):
            items.append(self.test() if self.is_at(*TEST_SIGNS) else self.expression())
            if len(items) == 1 and self.is_at(".."):
                self._ends_range = ends
                return self._range_from(opening, items[0], start_included=True)
            if not self.accept(","):
                break
        self._ends_range = ends
        self.expect("]")
        return tree.ListLiteral(opening.start, tuple(items))

    def _range_from(self, opening: Token, start: tree.Node, *, start_included: bool) -> tree.Node:
        self.expect("..")
        ends, self._ends_range = self._ends_range, True
        end = self.expression()
        self._ends_range = ends
        if not self.is_at("]", ")", "["):
            raise self.refusal("“]”")
        return tree.RangeLiteral(opening.start, start, end, start_included, self.advance().text == "]")

    def _context(self, opening: Token) -> tree.Node:
        entries: list[tuple[str, tree.Node]] = []
        ends, self._ends_range = self._ends_range, False
        with self.scope() as scope:
            while not self.is_at("}"):
                key = self._key()
                self.expect(":")
                entries.append((key, self.expression()))
                scope.add(key)
                self.keys.add(key)
                if not self.accept(","):
                    break
        self._ends_range = ends
        self.expect("}")
        return tree.ContextLiteral(opening.start, tuple(entries))

    def _key(self) -> str:
        if self.token.kind == "string":
            return self.advance().value
        start = self.token
        if start.kind != "name":
            raise self.refusal(Text(N_("the name of an entry")))
        last = start
        while self.token.kind in ("name", "number", "sign") and self.token.text not in ":,{}[]()":
            last = self.advance()
        return " ".join(self.source[start.start : last.end].split())

    def _function(self) -> tree.Node:
        position = self.advance().start
        self.expect("(")
        params: list[tuple[str, AnyType]] = []
        while not self.is_at(")"):
            params.append(self._parameter())
            if not self.accept(","):
                break
        self.expect(")")
        if self.is_at("external"):
            raise self.refusal(Text(N_("an expression in FEEL (external functions are not allowed)")))
        with self.nested(), self.scope([name for name, _ in params]):
            return tree.FunctionLiteral(position, tuple(params), self.expression())

    def _parameter(self) -> tuple[str, AnyType]:
        words = []
        while not self.is_at(",", ")", ":"):
            if self.token.kind not in ("name", "number", "sign"):
                raise self.refusal(Text(N_("the name of a parameter")))
            words.append(self.advance())
        if not words:
            raise self.refusal(Text(N_("the name of a parameter")))
        name = " ".join(self.source[words[0].start : words[-1].end].split())
        return name, parse_type(self, self.types) if self.accept(":") else ANY
