"""What the bloc's review of 30 July 2019 names, read at each step by its eight members and the Central Board.

Plan, launch, covenant between bodies and inside them, registration, report, synthesis, discussion, directions,
criteria, models, simplicity (kiemsat.vn, 30 July 2019). One member stays silent at every step, and the year still ends.
"""

import pytest
from flask import Flask

from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.bloc_year.test_procedure import DRAFTS, KEY, REVIEW
from tests.workflows.procedures.bloc_year.test_silence import QuietYear
from tests.workflows.procedures.nomination.office import BODIES, Office

PAGE = f"/nam-thi-dua/{KEY}"
BOARD = "BTDKTTW"
CRITERIA = (
    "Hoàn thành các chỉ tiêu, nhiệm vụ trọng tâm được giao",
    "gắn với chỉ tiêu đã đăng ký",
    "đề nghị 380 điểm. Dành 20 điểm cho cải cách",
    "1.000 điểm",
    "Dự thảo đầu tiên",
)


class Readers:
    """One reader of each of the eight bodies and one of the Central Board; they sign in anew as days pass."""

    def __init__(self, app: Flask, staff: Staff) -> None:
        self.app = app
        self.names = {code: f"doc.{code.lower()}" for code in (*BODIES, BOARD)}
        for code, name in self.names.items():
            role = "central_officer" if code == BOARD else "emulation_dept"
            staff.hire(name, f"{role}@{code}", unit=code, name=f"Người đọc {code} (ví dụ)")

    def read(self, *words: str, path: str = PAGE) -> None:
        """Let everybody open a page and find the words on it."""
        for code, name in self.names.items():
            browser = Browser(self.app.test_client())
            browser.sign_in(name)
            answer = browser.get(path)
            assert answer.status_code == 200, (code, path)
            assert [word for word in words if word not in answer.text] == [], (code, path)

    def fetch(self, path: str) -> None:
        """Let everybody download a paper."""
        for code, name in self.names.items():
            browser = Browser(self.app.test_client())
            browser.sign_in(name)
            assert browser.get(path).status_code == 200, (code, path)


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


def test_eight_members_and_the_board_read_all_that_the_review_names_though_one_is_silent(
    app: Flask, office: Office, staff: Staff
) -> None:
    readers, year = Readers(app, staff), QuietYear(office)
    year.agree_without()
    readers.read(DRAFTS["plan"], DRAFTS["regulation"], DRAFTS["scale_note"], "Vượt chỉ tiêu")
    readers.read(*CRITERIA)
    year.sign_without()
    readers.read("đã ký 7/8", "Ký giao ước", "Số cụm, khối trong đơn vị đã ký", "/van-ban/du-thao/covenant/NC-2019.pdf")
    readers.fetch("/van-ban/du-thao/covenant/NC-2019.pdf")
    year.register_without()
    readers.read("Giải quyết án: 100%")
    year.report_without()
    readers.read(
        "56/70", REVIEW["synthesis"], REVIEW["discussion"], REVIEW["directions"], "Đơn vị điển hình", "Gọn thủ tục"
    )
    year.score_without()
    readers.read("Điểm và xếp hạng", "1.000", "khối đã đi tiếp")
    year.elect_without()
    year.close()
    readers.read("Năm đã kết thúc", "Tổng kết năm")
    readers.read("Điển hình tiên tiến", path="/dien-hinh")
    readers.read("Đơn giản hóa", path="/bao-cao/don-gian-hoa")
