"""What a user task says of who is kept from it is written as documented, and says why where it lets somebody."""

from dataclasses import replace

import pytest

from engine.bpmn.check import check_diagram
from tests.engine import drawing as d
from tests.engine.bpmn.check.test_running import KNOWN

OTHERS = replace(KNOWN, steps=frozenset({"prepare_dossier", "nomination:prepare_dossier"}), kinds=frozenset({"head"}))
WHY = "Luật cho phép một người làm cả hai việc"
WRONG = [
    ("property", {"seperateFrom": "one"}, "separateFrom"),
    ("property", {"exclude": "=[1]"}, "excluded"),
    ("property", {"Final": "true"}, "final"),
    ("property", {"separateFrom": "prepare_dosier"}, "prepare_dossier"),
    ("property", {"separateFrom": "zzz"}, "zzz"),
    ("property", {"togetherWith": "unknown_process:one", "separateReason": WHY}, "unknown_process:one"),
    ("property", {"separateFrom": "none, one", "separateReason": WHY}, "none"),
    ("property", {"final": "yes"}, "yes"),
    ("property", {"capacity": "boss"}, "boss"),
    ("property", {"excluded": "subject.person"}, "subject.person"),
    ("property", {"concernedMay": "cousin", "concernedReason": WHY}, "cousin"),
    ("apart", {"final": "true", "separateFrom": "none"}, "separateFrom"),
    ("apart", {"final": "true", "separateFrom": "none", "separateReason": " . "}, "separateFrom"),
    ("apart", {"final": "true", "togetherWith": "one"}, "togetherWith"),
    ("apart", {"concernedMay": "head"}, "concernedMay"),
    ("apart", {"ballotMode": "roll_call"}, "vote"),
]
RIGHT = [
    {},
    {"final": "true"},
    {"final": "true", "separateFrom": "none", "separateReason": WHY},
    {"final": "true", "togetherWith": "one, p:one, nomination:prepare_dossier", "separateReason": WHY},
    {"separateFrom": "prepare_dossier", "concernedMay": "head", "concernedReason": WHY},
    {"myOwnTag": "anything", "name:en": "Sign"},
]


def found(said: dict[str, str]) -> list[tuple[str, str, str]]:
    data = d.diagram(d.start(), d.user("one"), d.user("two", **said), d.end(), d.path("begin", "one", "two", "done"))
    return [(f.rule, f.element, str(f.message)) for f in check_diagram(data, "x.bpmn", OTHERS) if f.severity == "error"]


@pytest.mark.parametrize(("rule", "said", "word"), WRONG)
def test_what_would_keep_nobody_away_or_lets_somebody_without_a_reason_is_refused(
    rule: str, said: dict[str, str], word: str
) -> None:
    assert [(r, e) for r, e, text in found(said) if word in text] == [(rule, "two")]


@pytest.mark.parametrize("said", RIGHT)
def test_what_is_documented_is_taken(said: dict[str, str]) -> None:
    assert found(said) == []
