"""Regular expressions of XPath (`fn:matches`, `fn:replace`) on Python's `regex`, bounded in time."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

import regex  # type: ignore[import-untyped]

from engine.base.text import N_, Text
from engine.feel.errors import FeelLimitError, FeelNullError
from engine.feel.limits import MAX_LIST, MAX_STRING, REGEX_SECONDS

Result = TypeVar("Result")
MAX_PATTERN = 1_000
_FLAGS = {"s": regex.DOTALL, "m": regex.MULTILINE, "i": regex.IGNORECASE | regex.FULLCASE}
_NAME_START = r"\p{L}_:"
_NAME_PART = r"\p{L}\p{Nd}\p{M}._:\-\u00B7"
_CLASSES = {"i": _NAME_START, "c": _NAME_PART}
_SIMPLE_ESCAPES = frozenset("nrt\\|.?*+(){}-[]^$sSdDwW")


def _refusal(pattern: str) -> FeelNullError:
    return FeelNullError(Text(N_("“%(pattern)s” is not a valid pattern."), {"pattern": pattern[:60]}))


def _without_spaces(pattern: str) -> str:
    """Return a pattern without white space outside of character classes (XPath flag x)."""
    kept, depth = [], 0
    for char in pattern:
        depth += (char == "[") - (char == "]")
        if depth > 0 or char not in " \t\n\r":
            kept.append(char)
    return "".join(kept)


class _Translation:
    """One pattern on its way from XPath's syntax to Python's."""

    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern = _without_spaces(pattern) if "x" in flags else pattern
        self.flags = flags
        self.at = 0
        self.groups = 0

    def run(self) -> str:
        out = []
        while self.at < len(self.pattern):
            out.append(self._piece())
        return "".join(out)

    def _piece(self) -> str:
        char = self.pattern[self.at]
        self.at += 1
        if char in _PIECES:
            return _PIECES[char](self)
        if char == "." and "s" not in self.flags:
            return r"[^\n\r]"
        if char == "$" and "m" not in self.flags:
            return r"\Z"
        if char == "^" and "m" in self.flags:
            return r"(?:\A|(?<=\n)(?!\Z))"
        return self._after_quantifier(char)

    def _after_quantifier(self, char: str) -> str:
        """Refuse Python's possessive quantifiers, which XPath does not have."""
        if char in "*+?" and self.pattern[self.at : self.at + 1] == "+":
            raise _refusal(self.pattern)
        return char

    def _quantity(self) -> str:
        close = self.pattern.find("}", self.at)
        body = self.pattern[self.at : close] if close > 0 else ""
        if not regex.fullmatch(r"[0-9]{1,4}(,[0-9]{0,4})?", body):
            raise _refusal(self.pattern)
        self.at = close + 1
        return "{" + body + self._after_quantifier("}")

    def _group(self) -> str:
        if self.pattern.startswith("?:", self.at):
            self.at += 2
            return "(?:"
        if self.pattern[self.at : self.at + 1] in ("?", "*", "+", "{"):
            raise _refusal(self.pattern)
        self.groups += 1
        return "("

    def _escape(self, *, in_class: bool) -> str:
        if self.at >= len(self.pattern):
            raise _refusal(self.pattern)
        char = self.pattern[self.at]
        self.at += 1
        if char in "pP":
            category = self._category(char)
            return category if in_class else f"(?-i:{category})"
        if char.lower() in _CLASSES:
            body = _CLASSES[char.lower()]
            return f"[{'^' if char.isupper() else ''}{body}]"
        if char.isdigit() and not in_class:
            return self._back_reference(char)
        if char not in _SIMPLE_ESCAPES:
            raise _refusal(self.pattern)
        return "\\" + char

    def _back_reference(self, digit: str) -> str:
        if digit == "0" or int(digit) > self.groups:
            raise _refusal(self.pattern)
        return rf"(?:\{digit})"

    def _category(self, letter: str) -> str:
        found = regex.match(r"\{(Is)?([A-Za-z0-9\-]+)\}", self.pattern[self.at :])
        if found is None:
            raise _refusal(self.pattern)
        self.at += found.end()
        return rf"\{letter}{{{'Block=' if found[1] else ''}{found[2]}}}"

    def _char_class(self) -> str:
        out = ["["]
        if self.pattern.startswith("^", self.at):
            out.append("^")
            self.at += 1
        first = True
        while not self.pattern.startswith("]", self.at) or first:
            if self.at >= len(self.pattern):
                raise _refusal(self.pattern)
            out.append(self._class_piece())
            first = False
        self.at += 1
        return "".join(out) + "]"

    def _class_piece(self) -> str:
        char = self.pattern[self.at]
        self.at += 1
        if char == "\\":
            return self._escape(in_class=True)
        if char == "-" and self.pattern.startswith("[", self.at):
            self.at += 1
            return "--" + self._char_class()
        if char == "[":
            raise _refusal(self.pattern)
        return "\\" + char if char in "&|~" else char


_PIECES: dict[str, Callable[[_Translation], str]] = {
    "\\": lambda translation: translation._escape(in_class=False),
    "[": _Translation._char_class,
    "(": _Translation._group,
    "{": _Translation._quantity,
}


@lru_cache(maxsize=512)
def _compiled(pattern: str, flags: str) -> Any:
    if len(pattern) > MAX_PATTERN or not set(flags) <= set("smixq"):
        raise _refusal(pattern)
    options = regex.VERSION1
    for flag in flags:
        options |= _FLAGS.get(flag, 0)
    try:
        text = regex.escape(pattern) if "q" in flags else _Translation(pattern, flags).run()
        return regex.compile(text, options)
    except (regex.error, OverflowError, RecursionError):
        raise _refusal(pattern) from None


def _not_empty(pattern: str, flags: str) -> Any:
    """Return the compiled pattern, or refuse one that matches the empty string (XPath error FORX0003)."""
    compiled = _compiled(pattern, flags)
    if _in_time(lambda: compiled.search("", timeout=REGEX_SECONDS) is not None, pattern):
        raise _refusal(pattern)
    return compiled


def _in_time(work: Callable[[], Result], pattern: str) -> Result:
    try:
        return work()
    except TimeoutError:
        text = Text(N_("The pattern “%(pattern)s” takes too long."), {"pattern": pattern[:60]})
        raise FeelLimitError(text) from None


def matches_pattern(string: str, pattern: str, flags: str = "") -> bool:
    """Say whether the pattern matches anywhere in the string."""
    compiled = _compiled(pattern, flags)
    return _in_time(lambda: compiled.search(string, timeout=REGEX_SECONDS) is not None, pattern)


def find_pattern(string: str, pattern: str, flags: str = "") -> list[str]:
    """Return every match in the string."""
    compiled = _compiled(pattern, flags)
    return _in_time(lambda: [found.group() for found in compiled.finditer(string, timeout=REGEX_SECONDS)], pattern)


def split_pattern(string: str, pattern: str) -> list[str]:
    """Return the parts of the string between the matches."""
    compiled = _not_empty(pattern, "")
    parts = _in_time(lambda: _parts(string, compiled), pattern)
    if len(parts) > MAX_LIST:
        raise FeelLimitError(Text(N_("A list has more than %(limit)s items."), {"limit": MAX_LIST}))
    return parts


def _parts(string: str, compiled: Any) -> list[str]:
    parts, last = [], 0
    for found in compiled.finditer(string, timeout=REGEX_SECONDS):
        if found.end() > found.start():
            parts.append(string[last : found.start()])
            last = found.end()
    return [*parts, string[last:]]


def replace_pattern(string: str, pattern: tuple[str, str], replacement: str) -> str:
    """Return the string with every match replaced; `$1` stands for a group, `$0` for the whole match."""
    compiled = _not_empty(*pattern)
    pieces = [replacement] if "q" in pattern[1] else _read_replacement(replacement, compiled.groups)

    def filled(found: Any) -> str:
        return "".join((found.group(piece) or "") if isinstance(piece, int) else piece for piece in pieces)

    if len(replacement) * (len(string) + 1) > 50 * MAX_STRING:
        raise FeelLimitError(Text(N_("A text is longer than %(limit)s characters."), {"limit": MAX_STRING}))
    return _in_time(lambda: str(compiled.sub(filled, string, timeout=REGEX_SECONDS)), pattern[0])


def _read_replacement(text: str, groups: int) -> list[str | int]:
    pieces: list[str | int] = []
    at = 0
    while at < len(text):
        found = regex.match(r"\$([0-9]+)|\\([\\$])|([^\\$]+)", text[at:])
        if found is None:
            raise FeelNullError(Text(N_("“%(pattern)s” is not a valid replacement."), {"pattern": text[:60]}))
        pieces.extend(_group_pieces(found[1], groups) if found[1] else [found[2] or found[3]])
        at += found.end()
    return pieces


def _group_pieces(digits: str, groups: int) -> list[str | int]:
    """Return the group the digits name; digits beyond the groups there are stand for themselves."""
    size = len(digits)
    while size > 1 and int(digits[:size]) > groups:
        size -= 1
    number = int(digits[:size])
    return [number if number <= groups else "", digits[size:]]
