"""Known names of several words, found among tokens (DMN 1.5 section 10.3.1.4, rules 22 to 28)."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from engine.feel.errors import FeelError
from engine.feel.lexer import Token, read_tokens

Words = tuple[str, ...]


@lru_cache(maxsize=4096)
def words_of(name: str) -> Words:
    """Cut a name into the texts of its tokens; a name no source could spell has none."""
    try:
        return tuple(token.text for token in read_tokens(name)[:-1])
    except FeelError:
        return ()


class NameIndex:
    """Names by their first word."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names: set[str] = set()
        self._by_first: dict[str, dict[Words, str]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Make a name known."""
        words = words_of(name)
        self.names.add(name)
        if words:
            self._by_first.setdefault(words[0], {})[words] = name

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
        """Return how many tokens the longest known name at this place takes, and the name."""
        candidates = self._by_first.get(tokens[at].text)
        if candidates is None:
            return None
        best: tuple[int, str] | None = None
        for words, name in candidates.items():
            if (best is None or len(words) > best[0]) and _stand_at(words, tokens, at):
                best = (len(words), name)
        return best


def _stand_at(words: Words, tokens: Sequence[Token], at: int) -> bool:
    here = tokens[at : at + len(words)]
    return len(here) == len(words) and all(token.text == word for token, word in zip(here, words, strict=True))
