"""The page of what is published: everybody reads it, comments reach the department."""

from datetime import timedelta
from uuid import uuid4

from engine.base import clock as clock_room
from tests.web.conftest import Bloc, Browser, Staff
from tests.workflows.procedures.nomination.office import Office
from workflows.registers.nominations.model import LIST, Nomination, NominationEntry


def test_anybody_signed_in_comments_on_what_is_published(browser: Browser, database, clock, staff: Staff) -> None:
    office = Office(database)
    office.give_titles("CSTDB", 2018, 2019)
    office.give_initiative("nation")
    office.later(days=59)  # TT 12/2019/TT-BNV is of 2020
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


def test_the_publication_of_a_list_shows_the_names_that_stand_on_it(browser: Browser, bloc: Bloc) -> None:
    people = {
        "Cao Thu Chi": "proposed",
        "Lê Văn Hai": "passed",
        "Trần Thị Rút": "withdrawn",
        "Phạm Văn Trượt": "failed",
    }
    with bloc.database.transaction() as session:
        common = {"award_code": "LDTT", "regime": "R2017", "year": 2019, "unit_code": "VKSNDTC.VP"}
        named = {"subject_kind": LIST, "subject_unit_code": "VKSNDTC.VP", "subject_name": "Danh sách", "stage": "body"}
        made = {"created_at": clock_room.now(), "created_by": str(bloc.officer), "body_code": "VKSNDTC"}
        made["published_at"] = clock_room.now()
        until = clock_room.now() + timedelta(days=10)
        session.add(Nomination(code="TĐKT-1", subject_search="", published_until=until, **common, **named, **made))
        session.flush()
        entries = enumerate(people.items(), start=1)
        session.add_all(
            NominationEntry(nomination="TĐKT-1", no=no, name=name, person_id=bloc.nominee, state=state)
            for no, (name, state) in entries
        )
    browser.sign_in("thanh")
    page = browser.get("/cong-khai").text
    assert "Người trong danh sách (2)" in page
    assert [name for name in people if name in page] == ["Cao Thu Chi", "Lê Văn Hai"]
