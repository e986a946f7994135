"""FEEL source to tokens (DMN 1.5 section 10.3.1.2, grammar rules 26 to 66)."""

import re
from typing import Literal, NamedTuple

from engine.base.text import N_, Text
from engine.feel.errors import FeelLimitError, FeelSyntaxError
from engine.feel.limits import MAX_SOURCE, MAX_SOURCE_TOKENS

TokenKind = Literal["number", "string", "at", "name", "sign", "end"]


class Token(NamedTuple):
    """A piece of source; `text` is as written, `value` the content of a string."""

    kind: TokenKind
    text: str
    start: int
    end: int
    value: str = ""


_NAME_START = (
    r"?A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_SPACE = r"\s\u0085\u00A0\u1680\u180E\u2000-\u200B\u2028\u2029\u202F\u205F\u3000\uFEFF"
_TOKEN = re.compile(
    rf"""
      (?P<skip>   [{_SPACE}]+ | //[^\n\r]* | /\*(?s:.*?)\*/ )
    | (?P<number> (?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)? )
    | (?P<string> "(?:[^"\\]|\\.)*" )
    | (?P<at>     @[{_SPACE}]*"(?:[^"\\]|\\.)*" )
    | (?P<name>   [{_NAME_START}][{_NAME_START}0-9\u00B7\u0300-\u036F\u203F-\u2040]* )
    | (?P<sign>   \.\.|\*\*|<=|>=|!=|->|[-+*/<>=()\[\]{{}},:.'’] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def read_tokens(source: str) -> list[Token]:
    """Cut the source into tokens, the last of kind `end`.

    Raises FeelSyntaxError, FeelLimitError.
    """
    if len(source) > MAX_SOURCE:
        raise FeelLimitError(Text(N_("The expression is longer than %(limit)s characters."), {"limit": MAX_SOURCE}))
    tokens: list[Token] = []
    at = 0
    while at < len(source):
        found = _TOKEN.match(source, at)
        if found is None:
            raise _strange(source, at)
        if found.lastgroup != "skip":
            tokens.append(_token(found))
        at = found.end()
    if len(tokens) > MAX_SOURCE_TOKENS:
        raise FeelLimitError(Text(N_("The expression is too long.")))
    tokens.append(Token("end", "", len(source), len(source)))
    return tokens


def _token(found: re.Match[str]) -> Token:
    kind: TokenKind = found.lastgroup  # type: ignore[assignment]
    text = found.group()
    value = ""
    if kind in ("string", "at"):
        value = unescape(text[text.index('"') + 1 : -1], found.start())
    return Token(kind, text, found.start(), found.end(), value)


def _strange(source: str, at: int) -> FeelSyntaxError:
    if source[at] in '"@':
        return FeelSyntaxError(at, Text(N_("a closing quotation mark")), Text(N_("the end of the expression")))
    return FeelSyntaxError(at, Text(N_("an expression")), repr(source[at]))


def unescape(text: str, position: int = 0) -> str:
    """Return a string literal's content with its escapes resolved, surrogate pairs joined."""
    if "\\" not in text:
        return text

    def resolved(found: re.Match[str]) -> str:
        code = found.group(1) or found.group(2)
        if code:
            return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else found.group()
        return _PLAIN_ESCAPES.get(found.group(3), found.group())

    joined = _ESCAPE.sub(resolved, text)
    try:
        return joined.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        shown = joined.encode("ascii", "replace").decode()
        raise FeelSyntaxError(position, Text(N_("a valid character escape")), shown) from None
