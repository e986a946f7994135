"""docs/how-to-develop.md is followed in a scratch copy: its tests tell what is forgotten, and pass where nothing is."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import HOME
from tests.journeys.additions import ADDITIONS, VIETNAMESE
from tests.journeys.scratch import Addition, copy_project, write

PAGE = (HOME / "docs" / "how-to-develop.md").read_text("utf-8")
LISTED = """
import json, sys
sys.path.insert(0, ".")
from pathlib import Path
from babel.messages.pofile import write_po
from scripts import schema_migration, tables, translations
words = json.loads(sys.argv[1])
schema_migration.main("Keep notes on series")
tables.PAGE.write_text(tables.describe_tables(), encoding="utf-8")
translations.update("workflows")
path = translations.catalogue_path("workflows")
catalogue = translations.read_catalogue(path)
for message in catalogue:
    message.string = words.get(message.id, message.string)
with path.open("wb") as file:
    write_po(file, catalogue, width=120, include_lineno=False, omit_header=False)
"""
"""What the page says is written by scripts: the migration, the page of tables, the catalogues."""
TOLD_BY = [test for addition in ADDITIONS for test in addition.told_by]


def failed(scratch: Path) -> set[str]:
    """Run the tests that the page names, in a scratch copy; return those that fail."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "--tb=short", *TOLD_BY]
    done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    assert f"{len(TOLD_BY)} passed" in done.stdout or re.search(r"\d+ failed", done.stdout), done.stdout + done.stderr
    return set(re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE))


def test_what_the_page_lists_is_what_the_tests_ask_for(tmp_path: Path) -> None:
    copy_project(tmp_path)
    for addition in ADDITIONS:
        write(tmp_path, addition.begun)
    assert failed(tmp_path) == set(TOLD_BY)
    for addition in ADDITIONS:
        write(tmp_path, addition.finished)
    subprocess.run([sys.executable, "-c", LISTED, json.dumps(VIETNAMESE)], cwd=tmp_path, check=True)
    assert failed(tmp_path) == set()


@pytest.mark.parametrize("addition", ADDITIONS, ids=lambda one: one.section)
def test_each_section_names_the_tests_that_tell(addition: Addition) -> None:
    [section] = re.findall(rf"^## {re.escape(addition.section)}$(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert [test for test in addition.told_by if test.partition("::")[0] not in section] == []
