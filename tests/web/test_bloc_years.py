"""The year of a bloc on a page: open to all members, the Board and auditors; the head asks and goes on from it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from lxml import html

from engine.base import clock as clock_room
from tests.web.conftest import Browser, Staff
from tests.workflows.procedures.bloc_year.test_cluster import ClusterYear
from tests.workflows.procedures.bloc_year.test_procedure import DRAFTS, Year
from tests.workflows.procedures.bloc_year.test_silence import REASON, SILENT, QuietYear
from tests.workflows.procedures.nomination.office import BODIES, UNIT, Office
from workflows.registers.organisation.model import Unit

PAGE = "/nam-thi-dua/NAM-NC-2019"


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


@pytest.fixture
def readers(app: Flask, office: Office, staff: Staff) -> dict[str, Browser]:
    """Return the browsers of who reads the year, and of some who do not."""
    posts = {
        "head": ("emulation_dept@VKSNDTC", "VKSNDTC"),
        "member": ("body_leader@BTP", "BTP"),
        "silent": (f"emulation_dept@{SILENT}", SILENT),
        "board": ("central_officer@BTDKTTW", "BTDKTTW"),
        "auditor": ("auditor@*", "BTDKTTW"),
        "stranger": ("emulation_dept@BTDKTTW", "BTDKTTW"),
        "clerk": ("unit_officer@VKSNDTC.V15", "VKSNDTC.V15"),
        "administrator": ("administrator@*", "BTDKTTW"),
    }
    for name, (post, unit) in posts.items():
        staff.hire(name, post, unit=unit, name=f"{name.title()} (ví dụ)")
    browsers = {name: Browser(app.test_client()) for name in posts}
    for name, browser in browsers.items():
        browser.sign_in(name)
    return browsers


def text_of(browser: Browser, path: str = PAGE) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.text


def test_members_the_board_and_auditors_read_a_year_and_nobody_else(readers: dict[str, Browser]) -> None:
    for name in ("head", "member", "board", "auditor"):
        assert "Năm chưa bắt đầu" in text_of(readers[name])
        assert PAGE in text_of(readers[name], "/nam-thi-dua")
    assert readers["stranger"].get(PAGE).status_code == 404
    assert PAGE not in text_of(readers["stranger"], "/nam-thi-dua")
    # An officer of a unit reads the years of clusters, and none of a bloc of bodies.
    assert readers["clerk"].get(PAGE).status_code == 404
    assert PAGE not in text_of(readers["clerk"], "/nam-thi-dua")
    assert readers["administrator"].get(PAGE).status_code == 403
    for code in ("NC-2019", "NAM-NC-2031", "NAM-"):
        assert readers["head"].get(f"/nam-thi-dua/{code}").status_code == 404


def test_a_year_is_read_from_its_plan_to_the_next_head(office: Office, readers: dict[str, Browser]) -> None:
    year = Year(office)
    year.lead("draft_documents", **DRAFTS, comments_due=clock_room.now() + timedelta(days=10))
    shown = text_of(readers["member"])
    assert "Kế hoạch 2019" in shown
    assert "dự thảo" in shown
    year.each("comment_drafts", agreed="yes", comment=None)
    year.lead("revise_documents", **DRAFTS, comments_due=clock_room.now(), decision="sign")
    year.lead("launch", held_on=clock_room.today(), theme="Vượt chỉ tiêu", content="Phát động")
    year.sign_and_work()
    assert "/van-ban/cap-so/covenant/NC-2019" in text_of(readers["head"])
    shown = text_of(readers["board"])
    assert "/van-ban/du-thao/covenant/NC-2019.pdf" in shown
    assert "/van-ban/cap-so/" not in shown
    for words in ("đã ký 8/8", "Giải quyết án: 100%", "Vượt chỉ tiêu", "Đơn vị điển hình", "Tổng hợp", "64/80"):
        assert words in shown, words
    year.score(lower={"BTP": 20})
    assert "980" in text_of(readers["member"])
    year.vote(lambda body: ("BCA", "BQP"))
    year.close()
    shown = text_of(readers["auditor"])
    for words in (
        "01/BB",
        "chưa cấp số",
        "Tổng kết năm",
        "Gọn thủ tục",
        "Hội trường VKSNDTC",
        "Năm đã kết thúc",
        "/kiem-tra/NAM-NC-2019",
    ):
        assert words in shown, words


def test_points_are_a_members_own_until_the_ranking_stands(office: Office, readers: dict[str, Browser]) -> None:
    year = Year(office)
    year.agree_on_papers()
    year.sign_and_work()
    quiet = QuietYear.__new__(QuietYear)
    quiet.office = office
    quiet._give("self_score", "BTP", "BTP", "score", 123)
    assert ">877<" in text_of(readers["member"])
    for name in ("head", "board", "auditor", "silent"):
        shown = text_of(readers[name])
        assert "877<" not in shown
        assert "đã gửi" in shown


def test_the_count_of_an_election_is_shown_when_it_is_closed(office: Office, readers: dict[str, Browser]) -> None:
    year = Year(office)
    year.agree_on_papers()
    year.sign_and_work()
    year.score()
    year.lead("call_vote", decision="paper", document_no="01/BB", ballot_note="Suy tôn")
    office.do("NAM-NC-2019", "elect", office.actor("bloc_voter@BTP"), head="BCA", deputy="BQP")
    shown = text_of(readers["head"])
    assert "1/8 đơn vị đã bầu" in shown
    assert "Kết quả bầu được công bố khi đóng bầu" in shown
    assert "Số phiếu" not in shown


def signed_in(app: Flask, *names: str) -> list[Browser]:
    """Return browsers signed in now: as days pass, sessions end."""
    found = [Browser(app.test_client()) for _ in names]
    for browser, name in zip(found, names, strict=True):
        browser.sign_in(name)
    return found


def test_the_head_asks_and_goes_on_from_the_page_and_others_cannot(
    app: Flask, office: Office, staff: Staff, readers: dict[str, Browser]
) -> None:
    staff.hire("leader", f"body_leader@{SILENT}", unit=SILENT)
    year = QuietYear(office)
    year.agree_without()
    year.others("sign_covenant", "body_leader", signed=True, signed_on=clock_room.today(), clusters=3)
    head, member = signed_in(app, "head", "member")
    asking = {"_key": str(uuid4()), "step": "sign_covenant", "body": SILENT}
    assert f"{PAGE}/nhac" in text_of(head)
    assert f"{PAGE}/di-tiep" not in text_of(head)
    assert f"{PAGE}/nhac" not in text_of(member)
    assert member.post(f"{PAGE}/nhac", asking).status_code == 403
    assert head.post(f"{PAGE}/nhac", asking).status_code == 303
    assert "hôm nay đã nhắc" in text_of(head)
    year.wait_out("sign_covenant")
    head, member, leader = signed_in(app, "head", "member", "leader")
    assert f"{PAGE}/di-tiep" in text_of(head)
    going = {"_key": str(uuid4()), "step": "sign_covenant", "reason": REASON}
    assert member.post(f"{PAGE}/di-tiep", going).status_code == 403
    assert head.post(f"{PAGE}/di-tiep", going).status_code == 303
    office.run()
    shown = text_of(member)
    assert REASON in shown
    assert "Được nộp muộn" in shown
    told = text_of(leader, "/thong-bao")
    assert "Khối trưởng nhắc đơn vị" in told
    assert f'href="{PAGE}"' in told
    assert "Ký giao ước thi đua (nộp muộn)" in text_of(leader)


def test_members_and_the_board_discuss_a_year_that_is_under_way(office: Office, readers: dict[str, Browser]) -> None:
    said = {"_key": str(uuid4()), "text": "Đề nghị đơn giản hóa thủ tục bình xét"}
    assert readers["member"].post(f"{PAGE}/thao-luan", said).status_code == 422
    Year(office)
    assert readers["member"].post(f"{PAGE}/thao-luan", said | {"_key": str(uuid4())}).status_code == 303
    board = {"_key": str(uuid4()), "text": "Bộ tiêu chí cần gắn với nhiệm vụ trọng tâm"}
    assert readers["board"].post(f"{PAGE}/thao-luan", board).status_code == 303
    shown = text_of(readers["auditor"])
    assert "Đề nghị đơn giản hóa" in shown
    assert "Bộ tiêu chí cần gắn" in shown
    assert f"{PAGE}/thao-luan" not in shown
    assert f"{PAGE}/thao-luan" in text_of(readers["silent"])
    for name, status in (("auditor", 403), ("stranger", 404), ("clerk", 404)):
        assert readers[name].post(f"{PAGE}/thao-luan", said | {"_key": str(uuid4())}).status_code == status


def test_an_installation_without_a_bloc_says_so(app: Flask, staff: Staff, browser: Browser) -> None:
    staff.hire("thanh", "auditor@*")
    browser.sign_in("thanh")
    assert "Chưa có năm nào" in text_of(browser, "/nam-thi-dua")


def test_names_are_shown_not_codes(office: Office, readers: dict[str, Browser]) -> None:
    with office.database.transaction() as session:
        for body in BODIES:
            session.get(Unit, body).name = f"Cơ quan {body.lower()}"
    shown = text_of(readers["member"])
    assert "Cơ quan vksndtc" in shown


def test_a_step_of_a_silent_head_is_taken_on_from_the_page_and_shown(
    app: Flask, office: Office, staff: Staff, readers: dict[str, Browser]
) -> None:
    staff.hire("deputy", "emulation_dept@BCA", unit="BCA", name="Deputy (ví dụ)")
    year = QuietYear(office)
    [deputy] = signed_in(app, "deputy")
    assert "Chờ khối trưởng hoặc khối phó" in text_of(deputy)
    assert "Nhận xử lý thay" not in text_of(deputy)
    year.wait_out("draft_documents")
    deputy, member, head = signed_in(app, "deputy", "member", "head")
    assert "Nhận xử lý thay" in text_of(deputy)
    for other in (member, head):
        assert "Nhận xử lý thay" not in text_of(other)
    asked = {"_key": str(uuid4()), "step": "bloc_year:draft_documents", "reason": REASON}
    assert member.post(f"{PAGE}/di-tiep", asked).status_code == 403
    assert deputy.post(f"{PAGE}/di-tiep", asked).status_code == 303
    shown = text_of(member)
    for words in ("Đã xử lý thay khối trưởng, khối phó", REASON, "người khác cũng được xử lý thay", "Deputy (ví dụ)"):
        assert words in shown, words
    assert "Dự thảo kế hoạch" in text_of(deputy)


def test_a_cluster_is_read_by_its_units_and_its_body_with_its_votes_and_the_share_of_flags(
    office: Office, readers: dict[str, Browser]
) -> None:
    cluster, page = ClusterYear(office), "/nam-thi-dua/NAM-KSC1-2019"
    for name in ("board", "member"):
        assert readers[name].get(page).status_code == 404
    shown = text_of(readers["clerk"], page)
    for words in ("Cụm, khối thi đua trong VKSNDTC", "cơ quan chưa nêu quy chế", "Ý kiến của đơn vị"):
        assert words in shown, words
    cluster.run_to_vote()
    assert "Cụm, khối chưa bình xét" in text_of(readers["head"], page)
    cluster.vote({UNIT: 3, "VKSNDTC.V1": 5})
    shown = text_of(readers["head"], page)
    for words in (
        "5/5 thành viên suy tôn",
        "dẫn đầu cụm, khối",
        "01/BB-CTĐ",
        "Không quá 20%",
        "3/5 thành viên suy tôn",
    ):
        assert words in shown, words
    paper = readers["clerk"].get("/van-ban/du-thao/bloc_count/KSC1-2019.pdf")
    assert paper.status_code == 200
    assert readers["board"].get("/van-ban/du-thao/bloc_count/KSC1-2019.pdf").status_code == 404


def test_directions_are_given_told_of_and_closed_on_the_page(
    office: Office, staff: Staff, readers: dict[str, Browser]
) -> None:
    year = Year(office)
    year.agree_on_papers()
    assert "Việc được giao" not in text_of(readers["head"])
    day = clock_room.today() + timedelta(days=5)
    year.sign_and_work(assigned=[{"content": "Sửa tiêu chí chấm điểm", "owner": "BTP", "due_on": day}])
    shown = text_of(readers["board"])
    assert "Sửa tiêu chí chấm điểm" in shown
    assert "/viec" not in shown
    giving = {"content": "Gặp mặt điển hình tiên tiến", "owner": SILENT, "due_on": day.isoformat()}
    assert readers["member"].post(f"{PAGE}/viec", giving | {"_key": str(uuid4())}).status_code == 403
    assert readers["head"].post(f"{PAGE}/viec", giving | {"_key": str(uuid4())}).status_code == 303
    for wrong in ({"due_on": "mai"}, {"content": " "}, {"owner": "KHAC"}, {"due_on": "2019-01-01"}):
        assert readers["head"].post(f"{PAGE}/viec", giving | wrong | {"_key": str(uuid4())}).status_code == 422, wrong
    mine = html.fromstring(text_of(readers["member"])).xpath("//form[contains(@action, '/ket-qua')]/@action")
    [path] = mine
    said = {"_key": str(uuid4()), "text": "Đã sửa xong", "is_done": "true"}
    assert readers["silent"].post(path, said).status_code == 403
    assert readers["member"].post(path, said).status_code == 303
    assert "Đã sửa xong" in text_of(readers["auditor"])
    closing = path.replace("/ket-qua", "/dong")
    assert readers["head"].post(closing, {"_key": str(uuid4()), "note": "Đạt"}).status_code == 303
    assert "đã đóng" in text_of(readers["member"])
