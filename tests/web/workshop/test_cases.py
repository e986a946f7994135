"""Test cases of decisions in the workshop: shown with their results, edited as text, checked with the rest."""

import os
from itertools import count
from pathlib import Path

import pytest

from engine.base.actor import SYSTEM
from engine.commands import deploy
from engine.store.database import Database
from tests.engine.dmn.models import decision, definitions, given, needs, table
from tests.engine.dmn.test_cases import workbook
from tests.engine.sheets.nasty import read_here, workbooks
from tests.web.workshop.conftest import FILES, Workshop
from tests.web.workshop.test_uploading import upload

RULES = [(["< 5"], ['"ít"']), ([">= 5"], ['"nhiều"'])]
MODEL = definitions(given("votes") + decision("level", needs("votes") + table(["votes"], RULES)))
CASES = "case,votes,expected\nBốn phiếu,4,ít\nNăm phiếu,5,nhiều\n"
_keys = count()


@pytest.fixture
def with_cases(author: Workshop, database: Database) -> Workshop:
    """Make a version live that has a decision with test cases in both kinds of file."""
    files = {
        **FILES,
        "level.dmn": MODEL,
        "level.tests.csv": CASES.encode(),
        "level.tests.xlsx": workbook(["case", "votes", "expected"], ["Chín phiếu", 9, "nhiều"]),
    }
    database.perform(
        lambda s: deploy(s, files, procedure="review", author=SYSTEM, approver=None, key=f"cases-{next(_keys)}")
    )
    return author


def test_a_file_of_cases_is_shown_with_what_the_model_says(with_cases: Workshop) -> None:
    page = with_cases.page("/review/xem/2/level.tests.csv")
    assert "2 / 2 đúng như mong đợi" in page
    assert "Bốn phiếu" in page

    assert "Chín phiếu" in with_cases.page("/review/xem/2/level.tests.xlsx")


def test_the_editor_takes_the_text_and_leaves_the_workbook_as_it_is(with_cases: Workshop) -> None:
    loaded = with_cases.get("/review/soan/du-lieu").json
    assert "level.tests.xlsx" not in loaded["files"]
    changed = {**loaded["files"], "level.tests.csv": CASES.replace("5,nhiều", "5,ít")}

    found = with_cases.send("/review/soan/kiem-tra", files=changed).json["findings"]
    assert [(f["rule"], f["file"], f["line"]) for f in found if f["severity"] == "error"] == [
        ("decision-case", "level.tests.csv", 3)
    ]

    draft = with_cases.save(changed).json
    page = with_cases.page(f"/review/xem/nhap-{draft['id']}/level.tests.csv")
    assert "1 / 2 đúng như mong đợi" in page
    assert "Chín phiếu" in with_cases.page(f"/review/xem/nhap-{draft['id']}/level.tests.xlsx")
    refused = with_cases.submit(draft)
    assert refused.status_code == 422
    assert "decision-case" in {finding["rule"] for finding in refused.json["findings"]}


def test_cases_are_uploaded_as_text_and_as_a_workbook(with_cases: Workshop) -> None:
    wrong = workbook(["case", "votes", "expected"], ["Chín phiếu", 9, "ít"])
    answer = upload(with_cases, (CASES.encode(), "level.tests.csv"), (wrong, "level.tests.xlsx"))
    assert answer.status_code == 200
    assert "Chín phiếu" in answer.text
    assert "Năm phiếu" not in answer.text


def test_no_nasty_workbook_of_cases_fails_the_page(with_cases: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    read_here(monkeypatch)
    for nasty in workbooks() if os.environ.get("BANGVANG_INTAKE") else workbooks()[::6]:
        name = f"level.tests{Path(nasty.name).suffix}"
        answer = upload(with_cases, (nasty.data, name), key=f"nasty-{next(_keys)}")
        assert answer.status_code in (200, 409, 422), nasty
