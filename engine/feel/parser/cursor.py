"""Walk over tokens, with the names in scope."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from engine.base.text import N_, Text
from engine.feel.errors import FeelLimitError, FeelSyntaxError
from engine.feel.lexer import Token, read_tokens
from engine.feel.limits import MAX_NESTING
from engine.feel.parser.names import NameIndex

#: Words that may follow an operand, and so end a name of several words that is not known.
STOPPING = frozenset({"and", "or", "between", "in", "instance", "then", "else", "return", "satisfies"})


class Scope(NameIndex):
    """Names a `for`, function, context or filter brings in; those of a filter are not known beforehand."""

    def __init__(self, names: Iterable[str] = (), *, is_dynamic: bool = False) -> None:
        super().__init__(names)
        self.is_dynamic = is_dynamic


class Cursor:
    """The place in the source and what is known there."""

    def __init__(self, source: str, known: NameIndex, functions: NameIndex) -> None:
        self.source = source
        self.tokens = read_tokens(source)
        self.at = 0
        self.known = known
        self.functions = functions
        self.scopes: list[Scope] = []
        self.keys = NameIndex()
        self.free: set[str] = set()
        self.maybe: set[str] = set()
        self.uses_input = False
        self._nesting = 0

    @property
    def token(self) -> Token:
        """Return the token at the cursor."""
        return self.tokens[self.at]

    def peek(self, ahead: int = 1) -> Token:
        """Return a token further on, or the last."""
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def advance(self) -> Token:
        """Return the token at the cursor and step over it."""
        token = self.token
        if token.kind != "end":
            self.at += 1
        return token

    def is_at(self, *texts: str) -> bool:
        """Say whether a sign or word stands here."""
        token = self.tokens[self.at]
        return token.text in texts and token.kind in ("sign", "name")

    def accept(self, *texts: str) -> Token | None:
        """Step over a sign or word if it stands here."""
        return self.advance() if self.is_at(*texts) else None

    def expect(self, text: str) -> Token:
        """Step over a sign or word, or refuse."""
        if not self.is_at(text):
            raise self.refusal(f"“{text}”")
        return self.advance()

    def expect_end(self) -> None:
        """Refuse anything left over."""
        if self.token.kind != "end":
            raise self.refusal(Text(N_("an operator or the end of the expression")))

    def refusal(self, expected: Text | str) -> FeelSyntaxError:
        """Return the error that something else was expected here."""
        token = self.token
        found: Text | str = f"“{token.text}”" if token.kind != "end" else Text(N_("the end of the expression"))
        return FeelSyntaxError(token.start, expected, found)

    @contextmanager
    def nested(self) -> Iterator[None]:
        """Go one level deeper, within bounds."""
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            text = Text(N_("The expression is nested deeper than %(limit)s."), {"limit": MAX_NESTING})
            raise FeelLimitError(text, self.token.start)
        yield
        self._nesting -= 1

    @contextmanager
    def scope(self, names: Iterable[str] = (), *, is_dynamic: bool = False) -> Iterator[Scope]:
        """Bring names into scope for a part of the expression."""
        scope = Scope(names, is_dynamic=is_dynamic)
        self.scopes.append(scope)
        yield scope
        self.scopes.pop()

    def note_use(self, name: str) -> bool:
        """Note that a variable is read; return whether a scope of the expression may hold it."""
        if name == "?":
            self.uses_input = True
        dynamic = False
        for scope in reversed(self.scopes):
            if name in scope.names:
                return True
            dynamic = dynamic or scope.is_dynamic
        (self.maybe if dynamic else self.free).add(name)
        return bool(self.scopes)

    def read_name(self) -> str:
        """Read the longest known name here, or else the words up to something that cannot belong to a name."""
        if self.token.kind != "name":
            raise self.refusal(Text(N_("a name")))
        found = self._known_here()
        size, name = found or (1, self.token.text)
        joined = self._joined_words(self.at + size)
        self.at += size + len(joined)
        return " ".join([name, *joined]) if joined else name

    def _known_here(self) -> tuple[int, str] | None:
        indexes = [*self.scopes, self.known]
        found = [hit for index in indexes if (hit := index.longest(self.tokens, self.at))]
        built_in = self.functions.longest(self.tokens, self.at)
        if built_in and self.tokens[self.at + built_in[0]].text == "(":
            found.append(built_in)
        return max(found, key=lambda hit: hit[0], default=None)

    def _joined_words(self, at: int) -> list[str]:
        words = []
        while self.tokens[at].kind == "name" and self.tokens[at].text not in STOPPING:
            words.append(self.tokens[at].text)
            at += 1
        return words

    def read_property(self) -> str:
        """Read the name after a dot, where names of entries anywhere in the source are known too."""
        if self.token.kind != "name":
            raise self.refusal(Text(N_("the name of an entry")))
        found = self.keys.longest(self.tokens, self.at) or (1, self.token.text)
        known = self.known.longest(self.tokens, self.at) or (1, self.token.text)
        size, name = max(found, known, key=lambda hit: hit[0])
        joined = self._joined_words(self.at + size)
        self.at += size + len(joined)
        return " ".join([name, *joined]) if joined else name
