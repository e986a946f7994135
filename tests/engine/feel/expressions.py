"""Random FEEL sources: from the grammar, and broken ones made of its tokens."""

from collections.abc import Callable
from random import Random

from engine.feel.builtins import BUILTINS

LITERALS = (
    "0",
    "1",
    "2",
    "-3",
    "0.5",
    "10",
    "1e3",
    "99999999999999999999",
    '""',
    '"a"',
    '"foo"',
    '"Hồ sơ"',
    "true",
    "false",
    "null",
    '@"2019-12-31"',
    '@"2019-12-31T10:00:00Z"',
    '@"2019-12-31T10:00:00@Asia/Ho_Chi_Minh"',
    '@"10:30:00"',
    '@"P1D"',
    '@"P1Y2M"',
    "[1..5]",
    "(1..5]",
    "[]",
    "{}",
    "x",
    "votes",
    "person",
    "list",
    "unknown",
    "item",
    "?",
    '@"-0001-01-01"',
    '@"99999-01-01"',
    "function(a) a",
    "function(a, b) a < b",
    '"(a+)+$"',
    '"[a-z]*"',
    "100000",
)
FUNCTIONS = tuple(sorted(BUILTINS))
KINDS = (
    "number",
    "string",
    "boolean",
    "date",
    "list<number>",
    "context<a: string>",
    "function<number> -> string",
    "Any",
)
SIGNS = ("+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in")
TOKENS = (
    *LITERALS,
    *SIGNS,
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ".",
    "..",
    "if",
    "then",
    "else",
    "for",
    "in",
    "return",
    "some",
    "every",
    "satisfies",
    "function",
    "instance of",
    "between",
    "not",
    "@",
    '"',
    "\\",
    "//",
    "/*",
    "*/",
    "->",
    "a b",
    "date and time",
    "external",
    "\u00a0",
    "\u0000",
    "😀",
    "'",
)
CONTEXT = {
    "x": 3,
    "votes": [7, 1, 2],
    "person": {"name": "An", "age": 30, "a": [1, {"b": None}]},
    "list": [1, "a", None],
}


class Sources:
    """Makes sources; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def one(self) -> str:
        if self.random.random() < 0.25:
            return " ".join(self.random.choices(TOKENS, k=self.random.randint(1, 12)))
        source = self.expression(self.random.choice((1, 2, 2, 3, 3, 4)))
        return self.broken(source) if self.random.random() < 0.1 else source

    def broken(self, source: str) -> str:
        at = self.random.randrange(len(source) + 1)
        return source[:at] + self.random.choice(TOKENS) + source[at + self.random.randint(0, 3) :]

    def expression(self, depth: int) -> str:
        if depth <= 0:
            return self.random.choice(LITERALS)
        shape: Callable[[int], str] = self.random.choice(self.shapes())
        return shape(depth - 1)

    def shapes(self) -> tuple[Callable[[int], str], ...]:
        return (
            self.binary,
            self.binary,
            self.call,
            self.call,
            self.call,
            self.choice,
            self.loop,
            self.quantified,
            self.listed,
            self.context,
            self.filtered,
            self.path,
            self.instance,
            self.between,
            self.lambda_call,
        )

    def binary(self, depth: int) -> str:
        return f"({self.expression(depth)} {self.random.choice(SIGNS)} {self.expression(depth)})"

    def call(self, depth: int) -> str:
        args = ", ".join(self.expression(depth) for _ in range(self.random.randint(0, 4)))
        return f"{self.random.choice(FUNCTIONS)}({args})"

    def choice(self, depth: int) -> str:
        return f"if {self.expression(depth)} then {self.expression(depth)} else {self.expression(depth)}"

    def loop(self, depth: int) -> str:
        return f"for item in {self.expression(depth)} return {self.expression(depth)}"

    def quantified(self, depth: int) -> str:
        word = self.random.choice(("some", "every"))
        return f"{word} item in {self.expression(depth)} satisfies {self.expression(depth)}"

    def listed(self, depth: int) -> str:
        return "[" + ", ".join(self.expression(depth) for _ in range(self.random.randint(0, 4))) + "]"

    def context(self, depth: int) -> str:
        return f"{{a: {self.expression(depth)}, b c: {self.expression(depth)}}}"

    def filtered(self, depth: int) -> str:
        return f"({self.expression(depth)})[{self.expression(depth)}]"

    def path(self, depth: int) -> str:
        return f"({self.expression(depth)}).{self.random.choice(('a', 'name', 'year', 'b c', 'start', '__class__'))}"

    def instance(self, depth: int) -> str:
        return f"({self.expression(depth)}) instance of {self.random.choice(KINDS)}"

    def between(self, depth: int) -> str:
        return f"({self.expression(depth)} between {self.expression(depth)} and {self.expression(depth)})"

    def lambda_call(self, depth: int) -> str:
        return f"(function(a) {self.expression(depth)})({self.expression(depth)})"
