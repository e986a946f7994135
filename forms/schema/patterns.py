"""Patterns of a form must not be able to run for long, whatever is typed.

Python's regular expressions backtrack. A pattern that repeats a group holding a repetition or a choice takes
exponential time on a hostile text; n unbounded repetitions in a row take time to the power n.
"""

import re

from forms.limits import MAX_PATTERN

_MAX_REPEATS = 3
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[:=!]|\(\?|[()*+?|]|\{\d*,?\d*\}|.", re.DOTALL)


def is_safe_pattern(pattern: str) -> bool:
    """Tell whether a pattern is valid and runs in time bounded by a small power of the text's length."""
    if len(pattern) > MAX_PATTERN or not _compiles(pattern):
        return False
    tokens = _TOKEN.findall(pattern)
    if any(_is_odd(token) for token in tokens) or sum(map(_is_repeat, tokens)) > _MAX_REPEATS:
        return False
    return not _repeats_nested(tokens)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def _is_odd(token: str) -> bool:
    """Refuse back references and extensions other than plain groups."""
    return token in {"(?", "(?=", "(?!"} or re.fullmatch(r"\\[1-9]", token) is not None or _is_wide(token)


def _is_wide(token: str) -> bool:
    return token.startswith("{") and any(int(bound) > 100 for bound in re.findall(r"\d+", token))


def _is_repeat(token: str) -> bool:
    return token in {"*", "+"} or (token.startswith("{") and token.endswith(",}"))


def _is_quantifier(token: str) -> bool:
    return _is_repeat(token) or (token.startswith("{") and len(token) > 2)


def _repeats_nested(tokens: list[str]) -> bool:
    """Tell whether a group that holds a repetition or a choice is repeated itself."""
    open_groups = [False]
    closed = False  # whether the token before closed such a group
    for piece in tokens:
        if closed and _is_quantifier(piece):
            return True
        closed = False
        if piece in {"(", "(?:"}:
            open_groups.append(False)
        elif piece == ")" and len(open_groups) > 1:
            closed = open_groups.pop()
            open_groups[-1] |= closed
        elif piece == "|" or _is_quantifier(piece) or piece == "?":
            open_groups[-1] = True
    return False
