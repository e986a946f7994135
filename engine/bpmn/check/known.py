"""What a diagram may refer to, and how a rule reports."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from engine.base.errors import Finding, Severity
from engine.base.text import N_, Text
from engine.bpmn.read.diagram import Process
from engine.bpmn.read.element import Element, Flow


@dataclass(frozen=True)
class Known:
    """The forms, decisions and processes of the same release, and the roles people can hold, where they are known.

    `fields` are the variables that each form can set; `steps` the ids of all steps that people do on a case, alone or
    after their process's id; `summoned` the processes that begin only by an event; `kinds` the ways in which a case
    can concern somebody.
    """

    forms: frozenset[str] = frozenset()
    decisions: frozenset[str] = frozenset()
    processes: frozenset[str] = field(default_factory=frozenset)
    roles: frozenset[str] = frozenset()
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    steps: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    summoned: frozenset[str] = frozenset()


ALIKE = 0.75
Rule = Callable[[Process, Known], Iterator[Finding]]


def about(rule: str, place: Element | Flow | Process, text: Text, severity: Severity = "error") -> Finding:
    """Return a finding at an element, flow or process."""
    return Finding(rule, text, severity, element=place.id, line=place.line)


def label(element: Element) -> str:
    """Return what people call an element."""
    return element.name or element.id


def nearest(finding: Finding, word: str, words: Iterable[str]) -> Finding:
    """Return a finding about a word that is not known, with the known one it may be meant for, where one is near."""
    found = near(word, words)
    return replace(finding, suggestion=meant(found)) if found else finding


def near(word: str, words: Iterable[str]) -> str:
    """Return which of some words another may be meant for, or an empty text."""
    folded = {one.lower(): one for one in words}
    found = get_close_matches(word.strip().lower(), folded, 1, ALIKE)
    return folded[found[0]] if found else ""


def meant(word: str) -> Text:
    """Return the suggestion that another word is meant."""
    return Text(N_("“%(meant)s” may be meant."), {"meant": word})
