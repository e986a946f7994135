"""The documentation keeps up with the code."""

import re

from scripts.care import PAGE as CARE_PAGE
from scripts.care import describe_care
from scripts.tables import PAGE, describe_tables
from tests.architecture.sources import HOME, committed_files
from tests.bench.__main__ import PARTS
from web.base.config import PREFIX, Settings


def test_page_of_tables_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == describe_tables(), "run: .venv/bin/python scripts/tables.py"


def test_page_of_careful_commands_is_up_to_date() -> None:
    assert CARE_PAGE.read_text(encoding="utf-8") == describe_care(), "run: .venv/bin/python scripts/care.py"


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        (str(path), target)
        for path in committed_files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)", (HOME / path).read_text(encoding="utf-8"))
        if not target.startswith("http") and not (HOME / path.parent / target).exists()
    ]
    assert broken == []


def test_every_decision_is_called_by_its_number_and_every_missing_number_is_accounted_for() -> None:
    folder = HOME / "docs" / "decisions"
    heads = {path.name: path.read_text("utf-8").splitlines()[0] for path in folder.glob("0*.md")}
    assert [name for name, head in heads.items() if not head.startswith(f"# {int(name[:4])}. ")] == []
    [[last, free]] = re.findall(
        r"Of the first (\d+) these are free: ([\d, ]+)\.", (folder / "index.md").read_text("utf-8")
    )
    given = {int(name[:4]) for name in heads}
    assert {int(one) for one in free.split(",")} == set(range(1, int(last))) - given


def test_every_setting_is_documented() -> None:
    page = (HOME / "docs" / "how-to-run.md").read_text(encoding="utf-8")
    names = [PREFIX + name.upper() for name in Settings.model_fields if name != "testing"]
    assert [name for name in names if f"`{name}`" not in page] == []


def test_every_part_of_the_bench_has_its_heading_where_keys_are_explained() -> None:
    page = (HOME / "docs" / "bench.md").read_text(encoding="utf-8")
    assert re.findall(r"^## `(\w+)`$", page, re.MULTILINE) == list(PARTS)


def test_every_make_target_says_what_it_does() -> None:
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    declared = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert declared
    assert [name for name in declared[1].split() if not re.search(rf"^{name}:.*## \w", makefile, re.MULTILINE)] == []
