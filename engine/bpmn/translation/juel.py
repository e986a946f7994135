"""Expressions `${...}` and `#{...}` of the Java engines in FEEL."""

import re

from engine.bpmn.translation.note import UntranslatableError

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<name>[^\W\d]\w*)"""
    r"""|(?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:().,\[\]]))"""
)
_WORDS = {"eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">=", "and": "&&", "or": "||"}
_WORDS |= {"div": "/", "mod": "%", "not": "!"}
_LEVELS = [("||",), ("&&",), ("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%")]
_FEEL = {"||": "or", "&&": "and", "==": "="}
_METHODS: dict[tuple[str, int], str] = {
    ("size", 0): "count({0})",
    ("length", 0): "string length({0})",
    ("isEmpty", 0): '({0} instance of string and {0} = "" or count({0}) = 0)',
    ("equals", 1): "{0} = {1}",
    ("toString", 0): "string({0})",
    ("toUpperCase", 0): "upper case({0})",
    ("toLowerCase", 0): "lower case({0})",
    ("startsWith", 1): "starts with({0}, {1})",
    ("endsWith", 1): "ends with({0}, {1})",
}
_FUNCTIONS: dict[tuple[str, int], str] = {("now", 0): "now()", ("dateTime", 0): "now()"}

_COUNTED = {
    "loopCounter": "(loopCounter - 1)",
    "nrOfInstances": "numberOfInstances",
    "nrOfCompletedInstances": "numberOfCompletedInstances",
    "nrOfActiveInstances": "numberOfActiveInstances",
}
"""What Java engines call the counts of a multi-instance activity; its turns they number from 0, BPMN from 1."""


def to_feel(text: str) -> str:
    """Return a value as our diagrams write it: `=` and FEEL for an expression, plain text as it is.

    Text around expressions is joined to them. Raises UntranslatableError.
    """
    parts = re.split(r"[$#]\{([^}]*)\}", text.strip())
    if len(parts) == 1:
        return text.strip()
    if len(parts) == 3 and not parts[0].strip() and not parts[2].strip():
        return "=" + expression(parts[1])
    joined = [quoted(part) if number % 2 == 0 else f"string({expression(part)})" for number, part in enumerate(parts)]
    return "=" + " + ".join(part for part in joined if part != '""')


def expression(text: str) -> str:
    """Return one expression in FEEL. Raises UntranslatableError."""
    return _Parser(text).whole()


def quoted(text: str) -> str:
    """Return a text as FEEL writes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Parser:
    """Reads by precedence; every method returns FEEL."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.place = 0

    def whole(self) -> str:
        found = self.choice()
        if self.sign():
            raise UntranslatableError(self.sign())
        return found

    def sign(self) -> str:
        kind, value = self.tokens[self.place] if self.place < len(self.tokens) else ("", "")
        return value if kind == "sign" else f"{kind}:{value}" if kind else ""

    def takes(self, *signs: str) -> str:
        if self.sign() in signs:
            self.place += 1
            return self.tokens[self.place - 1][1]
        return ""

    def needs(self, sign: str) -> None:
        if not self.takes(sign):
            raise UntranslatableError(sign)

    def choice(self) -> str:
        condition = self.level(0)
        if not self.takes("?"):
            return condition
        first = self.choice()
        self.needs(":")
        return f"if {condition} then {first} else {self.choice()}"

    def level(self, number: int) -> str:
        if number == len(_LEVELS):
            return self.unary()
        left = self.level(number + 1)
        while sign := self.takes(*_LEVELS[number]):
            right = self.level(number + 1)
            left = f"modulo({left}, {right})" if sign == "%" else f"{left} {_FEEL.get(sign, sign)} {right}"
        return left

    def unary(self) -> str:
        if self.takes("!"):
            return f"not({self.unary()})"
        if self.takes("-"):
            return f"-{self.unary()}"
        if self.sign() == "name:empty":
            self.place += 1
            inner = self.unary()
            return f'({inner} = null or {inner} instance of string and {inner} = "" or count({inner}) = 0)'
        return self.path()

    def path(self) -> str:
        found = self.atom()
        while sign := self.takes(".", "["):
            found = self.member(found) if sign == "." else self.index(found)
        return found

    def index(self, holder: str) -> str:
        kind, value = self.tokens[self.place] if self.place < len(self.tokens) else ("", "")
        self.place += 1
        self.needs("]")
        if kind == "number":
            return f"{holder}[{int(value) + 1}]"  # lists begin at 1 here
        if kind == "text":
            return f"{holder}.{value[1:-1]}"
        raise UntranslatableError(value)

    def member(self, holder: str) -> str:
        kind, name = self.tokens[self.place] if self.place < len(self.tokens) else ("", "")
        self.place += 1
        if kind != "name":
            raise UntranslatableError(name)
        if not self.takes("("):
            return f"{holder}.{name}"
        given = self.arguments()
        if holder == "execution" and name in ("getVariable", "getVariableLocal") and len(given) == 1:
            return given[0].strip('"')
        if (name, len(given)) not in _METHODS:
            raise UntranslatableError(f"{holder}.{name}(...)")
        return _METHODS[name, len(given)].format(holder, *given)

    def arguments(self) -> list[str]:
        given: list[str] = []
        while not self.takes(")"):
            given.append(self.choice())
            if not self.takes(","):
                self.needs(")")
                break
        return given

    def atom(self) -> str:
        if self.takes("("):
            inner = self.choice()
            self.needs(")")
            return f"({inner})"
        if self.place >= len(self.tokens):
            raise UntranslatableError("…")
        kind, value = self.tokens[self.place]
        self.place += 1
        if kind == "text":
            return quoted(re.sub(r"\\(.)", r"\1", value[1:-1]))
        if kind == "name" and self.takes("("):
            return _called(value, self.arguments())
        if kind in ("number", "name"):
            return _COUNTED.get(value, value)
        raise UntranslatableError(value)


def _called(name: str, given: list[str]) -> str:
    if (name, len(given)) not in _FUNCTIONS:
        raise UntranslatableError(f"{name}(...)")
    return _FUNCTIONS[name, len(given)]


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    place, text = 0, text.strip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise UntranslatableError(text[place : place + 20])
        kind = str(match.lastgroup)
        found.append(_read(kind, match[kind]))
        place = match.end()
    return found


def _read(kind: str, value: str) -> tuple[str, str]:
    return ("sign", _WORDS[value]) if kind == "name" and value in _WORDS else (kind, value)
