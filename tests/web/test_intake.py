"""Whatever people send to the pages that take files of rows: it is read or refused in words, and nothing fails.

Each file goes through one page; with BANGVANG_INTAKE set (`make soak`), through all of them.
"""

import io
import os
from uuid import uuid4

import pytest
from flask import Flask, request

from tests.engine.sheets.nasty import Nasty, book, read_here, row, sheet, workbooks
from tests.web.conftest import Bloc, Browser, Staff
from workflows.registers.awards.catalogue import load_catalogue

LETTER = {"unit": "VKSNDTC.VP", "year": "2019", "kind": "individual", "award": "CSTDCS"}
PAGES: list[tuple[str, str, dict[str, str]]] = [
    ("hanh", "/ho-so/danh-sach/moi", LETTER),
    ("quantri", "/to-chuc/chuc-trach/tep", {"act": "look"}),
    *[
        ("quantri", "/to-chuc/nhap", {"kind": kind, "act": "look"})
        for kind in ("units", "people", "titles", "years", "initiatives")
    ],
]
NASTY = workbooks()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    read_here(monkeypatch)


def post(browser: Browser, page: tuple[str, str, dict[str, str]], data: bytes, name: str):
    return browser.post(page[1], {**page[2], "_key": str(uuid4()), "file": (io.BytesIO(data), name)})


def test_no_page_fails_of_any_nasty_file(quick: None, browser: Browser, bloc: Bloc, staff: Staff) -> None:
    staff.hire("quantri", "administrator@*")
    with bloc.database.transaction() as session:
        load_catalogue(session)
    wrong: list[tuple[str, Nasty, int]] = []
    for place, page in enumerate(PAGES):
        browser.sign_in(page[0])
        chosen = NASTY if os.environ.get("BANGVANG_INTAKE") else NASTY[place :: len(PAGES)]
        for nasty in chosen:
            answer = post(browser, page, nasty.data, nasty.name)
            if answer.status_code not in (200, 303, 422) or (
                nasty.refusal and nasty.data and nasty.name not in answer.text
            ):
                wrong.append((page[1], nasty, answer.status_code))
    assert wrong == []


def test_what_a_file_hides_and_where_it_is_wrong_is_seen_on_the_page(
    app: Flask, browser: Browser, staff: Staff
) -> None:
    staff.hire("quantri", "administrator@*")
    browser.sign_in("quantri")
    people = sheet(
        row("DANH SÁCH CÁN BỘ"), row("STT", "Mã cán bộ", "Họ và tên", "Mã đơn vị"),
        row("1", "cb9", "<c><f>A1</f></c>", "VKSNDTC", more=' hidden="1"'),
    )  # fmt: skip
    sent = book({"cũ": people, "Năm nay": people}, states=["hidden"])
    page = post(browser, PAGES[3], sent, "cán bộ.xlsx").text
    for words in (
        "trang tính “Năm nay”",
        "tiêu đề là dòng 2",
        "ẩn có dữ liệu, không được đọc: cũ",
        ": STT",
        ": 3",
        "Năm nay!C3",
    ):
        assert words in page, words


def test_every_field_of_every_form_is_plain_text_and_passwords_are_not(app: Flask) -> None:
    odd, plain = "Nguye\u0302\u0303n\xa0An\u200b", "Nguyễn An"
    sent = {"reason": f"{odd}\r\nhai", "password": odd, "_password": odd, "again": odd}
    with app.test_request_context(f"/?q={odd}", method="POST", data=sent):
        assert request.args["q"] == plain
        assert request.form["reason"] == f"{plain}\nhai"
        assert {request.form[name] for name in ("password", "_password", "again")} == {odd}


def test_a_letter_of_another_script_in_a_form_is_told_on_the_next_page(
    app: Flask, browser: Browser, staff: Staff
) -> None:
    staff.hire("quantri", "administrator@*")
    browser.sign_in("quantri")
    sent = {"person": "khong.co", "role": "auditor", "reason": "Theo đề nghị của Аn", "_key": str(uuid4())}
    assert "U+0410" in browser.post("/to-chuc/chuc-trach", sent).text
