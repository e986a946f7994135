"""The page of what is published: everybody reads it, comments reach the department."""

from uuid import uuid4

from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.nomination.office import Office


def test_anybody_signed_in_comments_on_what_is_published(browser: Browser, database, clock, staff: Staff) -> None:
    office = Office(database)
    office.give_titles("CSTDB", 2018, 2019)
    office.give_initiative("nation")
    code = office.propose_person("CSTDTQ")
    office.submit(code)
    staff.hire("ban", "unit_officer@BCA", unit="BCA", name="Lê Văn Bạn")
    browser.sign_in("ban")
    assert "không có hồ sơ nào đang công khai" in browser.get("/cong-khai").text
    office.appraise(code)
    assert "Trần Thị Ví Dụ" in browser.get("/cong-khai").text
    sent = browser.post(f"/cong-khai/{code}", {"_key": str(uuid4()), "text": "Xứng đáng"})
    assert "Ý kiến đã được gửi" in browser.get(sent.location).text
    empty = browser.post(f"/cong-khai/{code}", {"_key": str(uuid4()), "text": " "})
    assert "Hãy ghi ý kiến" in browser.get(empty.location).text
    office.later(days=15)
    assert office.variables(code, "unit_review")["comments"][0]["by"] == "Lê Văn Bạn"
