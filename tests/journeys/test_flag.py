"""A Government Emulation Flag from draft to the Central Board's decision, with one return for supplement on the way."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import answers
from tests.journeys.nominations import CODE, open_nomination
from tests.journeys.serving import Server, run_command
from tests.journeys.visitor import Visitor
from tests.whole import WHOLE
from workflows.example.bodies import member_bodies
from workflows.example.councils import make_council_members
from workflows.example.people import everybody

BODIES = [body.code for body in member_bodies()]
SESSION = re.compile(r"PH-VKSNDTC-\d{4}-\d{3}")
SEATED = {s.person_id for s in make_council_members() if s.council_code == "VKSNDTC" and s.is_voting}
COUNCIL = [who.place.code for who in everybody() if who.id in SEATED]
ENDORSER = "vksndtc.truong"
SHEET, BALLOT = "Biểu quyết các hồ sơ trong chương trình", "Biểu quyết công khai (điểm danh)"


def review(visitor: Visitor, code: str, voters: list[str]) -> None:
    """Take a nomination through its own body, which returns it once."""
    visitor.sign_in("vksndtc.vutdkt2")  # who sits on the council appraises nothing, and votes
    visitor.complete(code, "Tiếp nhận, kiểm tra hồ sơ", answers.INTAKE_RETURN)
    visitor.sign_in("vksndtc.canbo")
    visitor.complete(code, "Bổ sung hồ sơ", answers.SUPPLEMENT)
    visitor.sign_in("vksndtc.vutdkt2")
    visitor.complete(code, "Tiếp nhận, kiểm tra hồ sơ", answers.APPROVE)
    visitor.complete(code, "Thẩm định, lập phiếu thẩm định", answers.APPRAISAL)
    hold_session(visitor, voters)
    visitor.sign_in("vksndtc.lanhdao")
    visitor.complete(code, "Ký tờ trình hoặc quyết định", answers.signature("57/TTr-VKSTC"))


def hold_session(visitor: Visitor, voters: list[str]) -> None:
    """Let the procuracy's council decide all that waits for it in one session, each voter with one sheet."""
    page = visitor.page
    visitor.sign_in("vksndtc.thuky")
    visitor.visit("/hoi-dong")
    with page.expect_navigation():
        page.get_by_role("button", name="Triệu tập phiên họp").click()
    visitor.answer(answers.session_plan())
    key = SESSION.search(page.locator("body").inner_text()).group()
    visitor.open_task(key, "Điểm danh, ghi người không tham gia biểu quyết")
    for box in page.locator('[data-form] input[name="present"][type="checkbox"]').all():
        box.check()
    page.locator('[data-form] [name="presided_by"]').select_option(index=1)
    visitor.answer({})
    visitor.sign_in("vksndtc.lanhdao")
    visitor.complete(key, "Xác nhận người không biểu quyết, cho mở biểu quyết", answers.OPENING)
    first, *others = voters
    visitor.sign_in(first)
    visitor.complete(key, SHEET, answers.SHEET)
    for member in others:
        visitor.sign_in(member)
        visitor.complete_plainly(key, SHEET, lambda form: form.fields.update(answers.SHEET))
    visitor.sign_in("vksndtc.thuky")
    visitor.complete(key, "Lập biên bản họp, biên bản kiểm phiếu", answers.COUNCIL_MINUTES)
    visitor.sign_in("vksndtc.lanhdao")
    visitor.complete(key, "Ký biên bản", answers.COUNCIL_SIGNED)


def vote(visitor: Visitor, code: str) -> None:
    """Call the bloc's vote; all eight bodies prefer this nomination."""
    page = visitor.page
    visitor.sign_in("vksndtc.vutdkt")
    visitor.visit_until("/khoi-thi-dua", code)  # the worker carries it there
    section = page.locator("section").filter(has=page.get_by_role("heading", name=re.compile("2026")))
    expect(section).to_contain_text(code)
    with page.expect_navigation():
        section.get_by_role("button", name="Mở bình xét").click()
    boxes = page.locator('[data-form] input[name="nominations"][type="checkbox"]')
    for box in boxes.all():
        box.check()
    visitor.answer({"closes_at": answers.hour(days=5)})
    first, *others = BODIES
    visitor.sign_in(f"{first.lower()}.khoi")
    cast(visitor, {code: "yes"}, otherwise="no")
    for body in others:
        visitor.sign_in(f"{body.lower()}.khoi")
        otherwise = "no" if body != "BTP" else "blank"
        visitor.complete_plainly("NC-2026", BALLOT, lambda form, said=otherwise: mark(form, code, said))
    visitor.sign_in("vksndtc.tonghop")  # who appraised the nominations signs none of the bloc's minutes
    visitor.complete("NC-2026", "Ký biên bản bình xét", answers.MINUTES)
    visitor.sign_in("bca.tonghop")
    visitor.complete("NC-2026", "Khối phó ký xác nhận", answers.COSIGNED)


def cast(visitor: Visitor, choices: dict[str, str], otherwise: str) -> None:
    """Vote on each nomination of the agenda, by its code."""
    page = visitor.page
    visitor.open_task("NC-2026", BALLOT)
    expect(page.locator("[data-form]")).to_contain_text("Biểu quyết công khai (điểm danh).")
    for item in page.locator("[data-form] fieldset.f-item").all():
        found = CODE.search(item.locator("legend").first.inner_text())
        choice = choices.get(found.group() if found else "", otherwise)
        item.locator(f'input[type="radio"][value="{choice}"]').check()
    visitor.answer({})


def mark(form: Any, code: str, otherwise: str) -> None:
    """Mark the same on a sheet that no browser has drawn: yes to a nomination, something else to the others."""
    for item in form.xpath(".//fieldset[contains(@class, 'f-item')]"):
        choice = "yes" if code in item.findtext("legend", "") or code in item.text_content() else otherwise
        form.fields[item.xpath(".//input[@type='radio']/@name")[0]] = choice


def decide(visitor: Visitor, code: str) -> None:
    """Take a nomination through the Central Board to the decision."""
    visitor.sign_in("banth.canbo")
    visitor.complete(code, "Vào sổ tiếp nhận", answers.RECEIPT)
    visitor.complete(code, "Kiểm tra thành phần hồ sơ", answers.APPROVE)
    visitor.complete(code, "Thẩm định hồ sơ", answers.APPRAISAL)
    visitor.complete(code, "Lấy ý kiến cơ quan liên quan", answers.CONSULTED)
    visitor.sign_in("banth.truong")
    visitor.complete(code, "Trình Thủ tướng Chính phủ", answers.SUBMITTED)
    visitor.sign_in("banth.canbo2")  # not who appraised
    visitor.complete(code, "Ghi quyết định khen thưởng", answers.DECIDED)


def walk(visitor: Visitor, report: Path, voters: list[str]) -> str:
    """Take a flag the whole way and return the nomination's code."""
    visitor.sign_in("vksndtc.canbo")
    code = open_nomination(visitor, "VKSNDTC", "collective", "Viện kiểm sát nhân dân tối cao", "CTDCP")
    visitor.complete(code, "Lập hồ sơ đề nghị", answers.dossier(report))
    visitor.sign_in(ENDORSER)
    visitor.complete(code, "Xem xét, ký đề nghị", answers.APPROVE)
    review(visitor, code, voters)
    vote(visitor, code)
    decide(visitor, code)
    return code


def check_result(visitor: Visitor, code: str) -> None:
    """See that the nomination is decided, on its page and in its history."""
    page = visitor.page
    visitor.sign_in("vksndtc.vutdkt")
    visitor.visit_until(f"/ho-so/{code}", "Được tặng")
    page.locator("#diagram .diagram").first.scroll_into_view_if_needed()  # a picture comes as it comes into view
    picture = page.locator(".bv-sheet img").first
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
    visitor.sign_in("thanhtra")
    visitor.visit(f"/kiem-tra/{code}")
    for step in ("Bổ sung hồ sơ", "Ghi quyết định khen thưởng"):
        expect(page.locator("main")).to_contain_text(step)
    expect(page.locator("main")).to_contain_text("nguyên vẹn")


@pytest.mark.expected_errors("409")  # a draft that was on its way when the form was sent comes after the answer
def test_a_flag_travels_from_draft_to_decision(page: Page, served: Server, tmp_path: Path) -> None:
    visitor = Visitor(page, served)
    code = walk(visitor, answers.report_file(tmp_path), COUNCIL)  # other cases wait here
    check_result(visitor, code)
    assert "0 nhật ký bị sai" in run_command(served.data_dir, "verify")


@pytest.mark.skipif(not WHOLE, reason="the empty installation goes its way on PostgreSQL; `make soak` takes both")
def test_a_flag_travels_the_same_way_on_postgresql(page: Page, served_on_postgresql: Server, tmp_path: Path) -> None:
    visitor = Visitor(page, served_on_postgresql)
    code = walk(visitor, answers.report_file(tmp_path), [who for who in COUNCIL if who != ENDORSER])
    check_result(visitor, code)
    server = served_on_postgresql
    assert "0 nhật ký bị sai" in run_command(server.data_dir, "verify", database=server.database)
