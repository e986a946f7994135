"""An individual who does not meet a condition is told which, and by what law."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys import answers
from tests.journeys.nominations import open_nomination
from tests.journeys.serving import Server
from tests.journeys.visitor import Visitor

WITHDRAWAL = {"decision": "withdraw", "comment": "Chưa đủ hai lần đạt danh hiệu cấp Bộ."}


def test_a_failed_condition_is_shown_in_words_with_its_source(page: Page, worked_on: Server, tmp_path: Path) -> None:
    visitor = Visitor(page, worked_on)
    visitor.sign_in("vksndtc.canbo")
    code = open_nomination(visitor, "VKSNDTC.VP", "individual", "Phan Xuân Cường", "CSTDTQ")
    visitor.complete(code, "Lập hồ sơ đề nghị", answers.dossier(answers.report_file(tmp_path)))
    visitor.open_task(code, "Xem kết quả kiểm tra")
    form = page.locator("[data-form]")
    expect(form).to_contain_text("Hai lần liên tục đạt Chiến sĩ thi đua Bộ, ban, ngành, tỉnh")
    expect(form).to_contain_text("Luật 06/2022/QH15 Điều 21")
    expect(page.locator('main [data-rule="cstdtq-lien-tuc"]')).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("cstdtq-lien-tuc")
    visitor.answer(WITHDRAWAL)
    visitor.visit_until(f"/ho-so/{code}", "Đã rút")
