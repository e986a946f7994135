"""Every rule on diagrams has its advice and its page, and every page its rule."""

import ast
import re

from engine.bpmn.check.advice import ADVICE
from engine.bpmn.check.soundness.rule import MESSAGES
from tests.architecture.sources import HOME
from tests.engine.bpmn.check.cases import CASES

PAGES = HOME / "docs" / "checks"
REPORTS = {"at", "about", "weighed", "Finding", "_unsupported"}


def rules_in_code() -> set[str]:
    """Return the first argument of every report in the code of the checks."""
    found = set(MESSAGES)
    for path in [*(HOME / "engine" / "bpmn" / "check").rglob("*.py"), HOME / "engine" / "releases" / "check.py"]:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_report = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in REPORTS
            if is_report and call.args and isinstance(call.args[0], ast.Constant):  # type: ignore[attr-defined]
                found.add(str(call.args[0].value))  # type: ignore[attr-defined]
    return found - {"too-many-files", "decision-case", "no-diagram", "form-json", "form-id", "not-bpmn"}


def test_every_rule_has_advice_and_a_page() -> None:
    pages = {page.stem for page in PAGES.glob("*.md")} - {"index"}
    assert rules_in_code() == set(ADVICE) == pages


def test_every_page_says_what_is_right_and_wrong_and_stands_in_the_list() -> None:
    index = (PAGES / "index.md").read_text(encoding="utf-8")
    for rule in ADVICE:
        text = (PAGES / f"{rule}.md").read_text(encoding="utf-8")
        assert text.startswith(f"# `{rule}`")
        assert [word for word in ("Severity", "Wrong", "Right", "What to do") if f"**{word}**" not in text] == []
        assert f"[{rule}]({rule}.md)" in index


def test_every_rule_of_the_standard_has_a_right_and_a_wrong_diagram() -> None:
    standard = [name for name in ADVICE if not re.search(r"running|soundness", (PAGES / f"{name}.md").read_text())]
    assert sorted(CASES) == sorted(standard)
    assert [rule for rule, (right, wrong) in CASES.items() if not right or not wrong] == []
