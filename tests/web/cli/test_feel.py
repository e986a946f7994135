"""Trying expressions and decisions on the command line."""

import json
from pathlib import Path

from tests.engine.dmn.models import decision, definitions, given, needs, table
from tests.web.cli.conftest import Run


def test_an_expression_is_evaluated_with_variables_of_a_file(bangvang: Run, tmp_path: Path) -> None:
    variables = tmp_path / "votes.json"
    variables.write_text(json.dumps({"votes": 9, "total": 10}), encoding="utf-8")

    result = bangvang("feel", "= votes / total", "--context", variables)

    assert (result.exit_code, result.stdout) == (0, "0.9\n")


def test_a_broken_expression_ends_with_its_place(bangvang: Run) -> None:
    result = bangvang("feel", "1 +")

    assert result.exit_code == 1
    assert "4" in result.stderr


def test_a_decision_is_evaluated_and_explained_by_its_rules(bangvang: Run, tmp_path: Path) -> None:
    model, facts = tmp_path / "award.dmn", tmp_path / "facts.json"
    model.write_bytes(
        definitions(given("x") + decision("d", needs("x") + table(["x"], [(["< 5"], ['"ok"']), ([">= 5"], ["0"])])))
    )
    facts.write_text('{"x": 1}', encoding="utf-8")

    result = bangvang("dmn", "eval", model, "--input", facts, "--explain")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "ok"
    assert "→ ok (source: Điều 1)" in result.stdout
