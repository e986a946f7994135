"""The year 2019 of the bloc through its pages: from the plan to next year's head."""

from datetime import timedelta

import pytest
from flask import Flask

from engine.base import clock as clock_room
from engine.base.clock import local_zone
from tests.web.conftest import Staff
from tests.web.walker import Page, Walker
from tests.workflows.procedures.nomination.office import BODIES, Office
from workflows.registers.organisation.store import find_bloc_year

YEAR, VOTE = "NAM-NC-2019", "NC-2019"
HELD = {"place": "Hà Nội", "chaired_by": "Ông A, Viện trưởng", "secretary": "Bà B, Vụ trưởng"}
PAPERS = {"plan": "Kế hoạch 2019", "regulation": "Quy chế", "covenant": "Giao ước", "scale_note": "1.000 điểm"}


def day(days: int = 0) -> str:
    return (clock_room.today() + timedelta(days=days)).strftime("%d/%m/%Y")


def hour(days: int) -> tuple[str, str]:
    return day(days), clock_room.now().astimezone(local_zone()).strftime("%H:%M")


def full_marks(name: str):
    """Return what fills in every row of a scale: the most a criterion gives, and no penalty."""

    def fill(form: Page) -> dict[str, str]:
        found = {}
        for field in form.xpath(f'.//input[starts-with(@name, "scores.") and contains(@name, ".{name}")]'):
            row = field.getparent()
            while "f-item" not in (row.get("class") or ""):
                row = row.getparent()
            most = "0" if "trừ" in row.text_content().lower() else field.get("max") or "0"
            found[field.get("name")] = most
        assert found
        return found

    return fill


def everything(form: Page) -> dict[str, list[str]]:
    """Return an agenda of all that waits."""
    return {"nominations": form.xpath('.//input[@name="nominations"]/@value')}


def for_all(form: Page) -> dict[str, str]:
    """Return a vote for every case on the sheet."""
    names = {field.get("name") for field in form.xpath('.//input[@type="radio" and contains(@name, ".choice")]')}
    assert names
    return dict.fromkeys(names, "yes")


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


@pytest.fixture
def walker(app: Flask, office: Office, staff: Staff) -> Walker:
    for body in BODIES:
        code = body.lower()
        staff.hire(f"{code}.vu", f"emulation_dept@{body}", unit=body, name=f"Vụ {body} (ví dụ)")
        staff.hire(f"{code}.lanhdao", f"body_leader@{body}", unit=body, name=f"Lãnh đạo {body} (ví dụ)")
        staff.hire(f"{code}.khoi", f"bloc_voter@{body}", unit=body, name=f"Đại diện {body} (ví dụ)")
    return Walker(office, app.test_client())


def each(walker: Walker, who: str, step: str, key: str = YEAR, **answers) -> None:
    for body in BODIES:
        walker.sign_in(f"{body.lower()}.{who}")
        walker.complete(key, step, **answers)


def lead(walker: Walker, step: str, key: str = YEAR, **answers) -> None:
    walker.sign_in("vksndtc.vu")
    walker.complete(key, step, **answers)


def agree(walker: Walker) -> None:
    lead(walker, "Dự thảo kế hoạch, quy chế, giao ước, thang điểm", **PAPERS, comments_due=hour(10))
    each(walker, "vu", "Góp ý bốn dự thảo", agreed="yes", comment="Nhất trí")
    lead(walker, "Tiếp thu, hoàn thiện dự thảo", **PAPERS, comments_due=hour(10), decision="sign")
    lead(walker, "Phát động phong trào thi đua", held_on=day(), theme="Vượt chỉ tiêu", content="Phát động")
    each(walker, "lanhdao", "Ký giao ước thi đua", signed=True, signed_on=day(), clusters=3)
    targets = [{"content": "Giải quyết án", "level": "100%"}]
    each(walker, "vu", "Đăng ký chỉ tiêu, danh hiệu", targets=targets, flags=1, fighters=1)


def attended(form: Page) -> dict[str, str]:
    """Return that everybody on the list came to a conference, each saying something."""
    found = {}
    for field in form.xpath('.//select[starts-with(@name, "attendance.")]'):
        row = field.get("name").rpartition(".")[0]
        found |= {field.get("name"): "present", f"{row}.who": "Ông A, Vụ trưởng", f"{row}.opinion": "Nhất trí"}
    assert len(found) == 3 * len(BODIES)
    return found


def work(walker: Walker) -> None:
    report = {"tasks_planned": 10, "tasks_done": 8, "movements": 2, "report": "Tốt", "model": "Đơn vị điển hình"}
    each(walker, "vu", "Báo cáo sơ kết 6 tháng", **report)
    review = HELD | {
        "synthesis": "Tổng hợp",
        "discussion": "Thảo luận",
        "directions": "Phương hướng",
        "models": "Điển hình",
    }
    lead(walker, "Hội nghị sơ kết, phương hướng 6 tháng cuối năm", fill=attended, held_on=day(), **review)
    each(walker, "vu", "Tự chấm điểm, kèm minh chứng", fill=full_marks("score"))
    each(walker, "vu", "Kiểm tra chéo điểm", fill=full_marks("checked"))


def vote(walker: Walker) -> None:
    lead(walker, "Mở bình xét, suy tôn Cờ thi đua", decision="open")
    lead(walker, "Lập chương trình bình xét", VOTE, fill=everything, closes_at=hour(7))
    each(walker, "khoi", "Biểu quyết công khai (điểm danh)", VOTE, fill=for_all)
    lead(walker, "Ký biên bản bình xét", VOTE, document_no="01/BB-K", signed_on=day(), confirmed=True)
    walker.sign_in("bca.vu")
    walker.complete(VOTE, "Khối phó ký xác nhận", confirmed=True)


def test_the_year_runs_through_its_pages_from_the_plan_to_next_years_head(walker: Walker, office: Office) -> None:
    walker.sign_in("vksndtc.vu")
    walker.press("/khoi-thi-dua", "Bắt đầu năm")
    agree(walker)
    work(walker)
    code = office.bring_body_to_bloc("BCA")
    vote(walker)
    each(walker, "khoi", "Bầu khối trưởng, khối phó năm sau", head="BCA", deputy="BQP")
    minutes = HELD | {"held_on": day(), "signed_on": day(), "content": "Tổng kết năm"}
    lead(walker, "Ký biên bản hội nghị tổng kết", fill=attended, **minutes)
    assert office.states(YEAR) == {"bloc_year": "completed"}
    assert office.nomination(code).stage == "central"
    with office.database.read() as session:
        following = find_bloc_year(session, "NC-2020")
        assert (following.head_code, following.deputy_code) == ("BCA", "BQP")
    walker.sign_in("bca.vu")
    assert "khối trưởng hoặc khối phó" in walker.text("/thong-bao")
