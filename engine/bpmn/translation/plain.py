"""Conditions and times without a vendor's mark that are no FEEL: as Python and the Java engines write them."""

import re
from collections.abc import Iterator

from engine.base.errors import BangVangError
from engine.bpmn.read.mutable import MutableNode
from engine.bpmn.read.names import local
from engine.bpmn.translation import python
from engine.bpmn.translation.note import UntranslatableError
from engine.bpmn.translation.page import Page, elements
from engine.feel import compile_expression

CONDITIONS = ("conditionExpression", "condition", "completionCondition", "loopCondition")
TIMES = ("timeDate", "timeDuration", "timeCycle")
SIGNS = re.compile(r"==|&&|\|\||!|'")
JAVA = re.compile(r"""("[^"]*"|'[^']*')|&&|\|\||!(?!=)""")
WORDS = {"&&": " and ", "||": " or ", "!": " not "}
"""How Python says what Java's signs do, outside of texts."""
QUOTED = re.compile(r"""^(["'])([RP\d][\w:+./\-]*)\1$""")
DELTA = re.compile(r"^timedelta\((\w+)=(\d+)\)$")
LETTERS = {"days": "P{}D", "hours": "PT{}H", "minutes": "PT{}M", "seconds": "PT{}S", "weeks": "P{}W"}


def says_otherwise(root: MutableNode) -> bool:
    """Tell whether a condition or time stands in a diagram that is no FEEL and can be said in it."""
    return next(_found(root), None) is not None


def translate_plain(page: Page) -> None:
    """Say conditions and times in FEEL that are written in another language which their diagram does not name."""
    for node, became in list(_found(page.root)):
        said, node.text = node.text or "", became
        node.attrib.pop("language", None)
        page.note(node, said, became)


def _found(root: MutableNode) -> Iterator[tuple[MutableNode, str]]:
    for node in elements(root, *CONDITIONS, *TIMES):
        said = (node.text or "").strip()
        became = _time(said) if local(node) in TIMES else _condition(said)
        if became is not None:
            yield node, became


def _time(said: str) -> str | None:
    quoted, delta = QUOTED.match(said), DELTA.match(said)
    if quoted is not None:
        return quoted[2]
    return LETTERS[delta[1]].format(delta[2]) if delta is not None and delta[1] in LETTERS else None


def _condition(said: str) -> str | None:
    if not SIGNS.search(said) or said.startswith(("=", "$", "#")) or _is_feel(said):
        return None
    text = JAVA.sub(lambda found: found[1] or WORDS[found[0]], said)
    try:
        return f"={python.to_feel(text)}"
    except UntranslatableError:
        return None


def _is_feel(said: str) -> bool:
    try:
        compile_expression(said)
    except BangVangError:
        return False
    return True
