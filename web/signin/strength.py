"""Which passwords are taken: long enough, and not one of those that are tried first (NIST SP 800-63B, 3.1.1.2).

Nothing is asked of the kinds of characters. A password is refused where it is known: among the most used and breached
ones, built from few such words, keyboard rows, years and repetitions, or from the person's own names.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from web.signin.passwords import LONGEST, normal
from workflows.registers.organisation.folding import bare_name, fold_text

SHORTEST = 12
FEWEST_GUESSES = 10**10
"""A password that a good guesser finds in fewer tries is refused."""
LOOKED_AT = 64  # characters; more only make a password better
WORDS = Path(__file__).parent / "known_words.txt"


class WeakPasswordError(BangVangError):
    """A password is not taken; the text says why."""


def check_strength(password: str, names: Iterable[str], *, shortest: int = SHORTEST) -> None:
    """Refuse a password that is too short, too long or known; `names` are the person's own.

    Raises WeakPasswordError.
    """
    wanted = normal(password)
    if len(wanted) < max(shortest, SHORTEST):
        raise WeakPasswordError(Text(N_("Use at least %(count)s characters."), {"count": max(shortest, SHORTEST)}))
    if len(wanted) > LONGEST:
        raise WeakPasswordError(Text(N_("Use at most %(count)s characters."), {"count": LONGEST}))
    if _guesses(wanted, _own_words(names)) < FEWEST_GUESSES:
        raise WeakPasswordError(
            Text(
                N_("This password is easy to guess. Use several words that do not belong together, none of them yours.")
            )
        )


def _guesses(password: str, own: list[str]) -> float:
    """Return how many tries a good guesser needs, the accents typed or left out."""
    looked_at = password[:LOOKED_AT]
    known = [*own, *known_words()]
    from zxcvbn import zxcvbn  # noqa: PLC0415 - 12 MB of lists, needed where a password is chosen

    return min(float(zxcvbn(form, user_inputs=known)["guesses"]) for form in (looked_at, fold_text(looked_at)) if form)


def _own_words(names: Iterable[str]) -> list[str]:
    """Return a person's names as people write them in passwords: whole, without blanks, turned round, by word."""
    found: list[str] = []
    for name in names:
        words = fold_text(bare_name(name).replace(".", " ")).split()
        turned = [*words[-1:], *words[:-1]]
        found += [
            fold_text(name),
            "".join(words),
            " ".join(words),
            "".join(turned),
            "".join(word[0] for word in words),
            *words,
        ]
    return [word for word in dict.fromkeys(found) if len(word) > 1]


@cache
def known_words() -> tuple[str, ...]:
    """Return the shipped words, the commonest first."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
