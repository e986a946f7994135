"""An installation without the example, from its first administrator to a decision: everything by the pages.

It stands on PostgreSQL, as most journeys stand on SQLite.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.cluster import Cluster
from tests.journeys import answers
from tests.journeys.nominations import open_nomination
from tests.journeys.serving import Server, run_command
from tests.journeys.visitor import Visitor

PASSWORD = "rượu tím cầu thang bảy"
ANOTHER = "sóng vỗ bờ đá xa"
UNITS = """Mã đơn vị,Tên đơn vị,Tên viết tắt,Loại đơn vị,Đơn vị cấp trên
VKSNDTC,Viện kiểm sát nhân dân tối cao,Viện KSNDTC,"Bộ, ngành",
VKSNDTC.VP,Văn phòng,Văn phòng,"Vụ, cục",VKSNDTC
VKSNDTC.V16,Vụ Thi đua - Khen thưởng,Vụ 16,"Vụ, cục",VKSNDTC
"""
PEOPLE = {
    "vks.quantri": ("Phan Văn Quản", "VKSNDTC.VP"),
    "vks.canbo": ("Nguyễn Thị Hạnh", "VKSNDTC.VP"),
    "vks.truong": ("Trần Văn Lực", "VKSNDTC.VP"),
    "vks.tdkt": ("Đặng Văn Đức", "VKSNDTC.V16"),
    "vks.tdkt2": ("Hoàng Thị Mai", "VKSNDTC.V16"),
    "vks.thuky": ("Ngô Bảo Ngọc", "VKSNDTC.V16"),
    "vks.lanhdao": ("Lê Thị Minh", "VKSNDTC"),
    "vks.pho": ("Bùi Đức Thịnh", "VKSNDTC"),
    "vks.uv1": ("Vũ Thị Oanh", "VKSNDTC"),
    "vks.uv2": ("Đỗ Quang Ứng", "VKSNDTC"),
    "vks.chi": ("Cao Thu Chi", "VKSNDTC.VP"),
}
POSTS = """Mã cán bộ,Vai trò,Mã đơn vị
vks.canbo,Cán bộ đơn vị,VKSNDTC.VP
vks.truong,Thủ trưởng đơn vị,VKSNDTC.VP
vks.tdkt,Vụ Thi đua - Khen thưởng,VKSNDTC
vks.tdkt2,Vụ Thi đua - Khen thưởng,VKSNDTC
vks.lanhdao,Lãnh đạo cơ quan,VKSNDTC
vks.pho,Chủ tịch Hội đồng,VKSNDTC
vks.uv1,Ủy viên Hội đồng,VKSNDTC
vks.uv2,Ủy viên Hội đồng,VKSNDTC
vks.thuky,Thư ký Hội đồng,VKSNDTC
"""
LINK = re.compile(r"http://127\.0\.0\.1:\d+(/loi-moi\?ma=\S+)")


class Guest(Visitor):
    """A visitor whose password is the one set by the link."""

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Sign in by name."""
        super().sign_in(username, password)

    def press(self, button: str) -> None:
        """Press a button of the page's own and wait for what comes."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=button, exact=True).click()

    def set_password(self, link: str) -> None:
        """Open a one-time link and set the password."""
        self.page.context.clear_cookies()
        self.visit(link)
        self.page.locator("#password").fill(PASSWORD)
        self.page.locator("#again").fill(PASSWORD)
        self.press("Đặt mật khẩu")
        expect(self.page).to_have_url(re.compile("/dang-nhap"))

    def load(self, path: str, file: Path, look: str = "Xem trước") -> None:
        """Choose a file and look at what it would change."""
        self.page.locator('input[type="file"]').last.set_input_files(file)
        self.press(look)


@pytest.fixture
def bare(tmp_path: Path, cluster: Cluster, worker_name: str) -> Iterator[tuple[Server, str]]:
    """Return a running server on a new installation, and the link it printed for its first administrator."""
    folder, address = tmp_path / "data", cluster.create_empty(f"bare_{worker_name}")
    printed = run_command(folder, "init", database=address)
    found = LINK.search(printed)
    assert found, printed
    server = Server(folder, address, processes=1)
    server.start()
    yield server, found.group(1)
    server.stop()


def test_an_empty_installation_takes_a_nomination_to_its_decision(
    page: Page, bare: tuple[Server, str], tmp_path: Path
) -> None:
    server, link = bare
    visitor = Guest(page, server)
    begin(visitor, link)
    bring_people(visitor, tmp_path)
    links = invite_everybody(visitor)
    appoint_second(visitor)
    for one in links:
        visitor.set_password(one)
    give_posts(visitor, tmp_path)
    decide(visitor, tmp_path)
    change_password_and_close_an_account(visitor)
    assert "0 nhật ký bị sai" in run_command(server.data_dir, "verify", database=server.database)


def begin(visitor: Guest, link: str) -> None:
    """Become the first administrator and sign in."""
    visitor.visit(link)
    visitor.page.locator("#full_name").fill("Lê Minh Châu")
    visitor.page.locator("#username").fill("chau")
    visitor.page.locator("#password").fill(PASSWORD)
    visitor.page.locator("#again").fill(PASSWORD)
    visitor.press("Đặt mật khẩu")
    visitor.sign_in("chau")


def bring_people(visitor: Guest, folder: Path) -> None:
    """Load units, then people, each looked at first."""
    people = "\n".join(f"{code},{name},{unit},15/09/2010" for code, (name, unit) in PEOPLE.items())
    tables = {"units": UNITS, "people": f"Mã cán bộ,Họ và tên,Mã đơn vị,Ngày tuyển dụng\n{people}\n"}
    for kind, text in tables.items():
        file = folder / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        visitor.visit("/to-chuc/nhap")
        visitor.page.locator("#kind").select_option(kind)
        visitor.load("/to-chuc/nhap", file)
        visitor.press("Nhận toàn bộ")


def invite_everybody(visitor: Guest) -> list[str]:
    """Make accounts for all people and return their links."""
    visitor.visit("/tai-khoan/moi")
    for box in visitor.page.locator('input[name="people"]').all():
        box.check()
    visitor.press("Lập tài khoản và liên kết cho những người đã chọn")
    found = LINK.findall(visitor.page.locator("tbody").inner_text())
    assert len(found) == len(PEOPLE)
    return found


def appoint_second(visitor: Guest) -> None:
    """Make the second administrator, which the only one does alone."""
    visitor.visit("/tai-khoan?ten=quantri")
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("link", name="Phan Văn Quản").click()
    visitor.press("Cử làm quản trị viên thứ hai")
    expect(visitor.page.locator("main")).to_contain_text("quản trị viên")


def give_posts(visitor: Guest, folder: Path) -> None:
    """Propose posts and seats from a file; the second administrator approves them."""
    file = folder / "posts.csv"
    file.write_text(POSTS, encoding="utf-8")
    visitor.sign_in("chau")
    visitor.visit("/to-chuc/chuc-trach")
    visitor.load("/to-chuc/chuc-trach", file)
    visitor.page.locator("#file-reason").fill("Quyết định 12/QĐ-VKSTC")
    visitor.press("Đề nghị toàn bộ")
    address = visitor.page.url.partition("/viec-hai-nguoi")
    visitor.sign_in("vks.quantri")
    visitor.visit(f"/viec-hai-nguoi{address[2]}")
    expect(visitor.page.locator("main")).to_contain_text("chủ tịch hội đồng")
    visitor.press("Duyệt và thực hiện")
    visitor.visit("/to-chuc/chuc-trach")
    expect(visitor.page.locator("main")).to_contain_text("Lê Minh Châu · Phan Văn Quản")


def decide(visitor: Guest, folder: Path) -> None:
    """Take a nomination to the decision of the body's leader."""
    visitor.sign_in("vks.canbo")
    code = open_nomination(visitor, "VKSNDTC.VP", "individual", "Cao Thu Chi", "KNC", "contribution")
    visitor.complete(code, "Lập hồ sơ đề nghị", answers.dossier(answers.report_file(folder)))
    visitor.sign_in("vks.truong")
    visitor.complete(code, "Xem xét, ký đề nghị", answers.APPROVE)
    visitor.sign_in("vks.tdkt")
    visitor.complete(code, "Tiếp nhận, kiểm tra hồ sơ", answers.APPROVE)
    visitor.sign_in("vks.tdkt2")
    visitor.complete(code, "Thẩm định, lập phiếu thẩm định", answers.APPRAISAL)
    hold_session(visitor)
    visitor.sign_in("vks.lanhdao")
    visitor.complete(code, "Ký tờ trình hoặc quyết định", answers.signature("57/QĐ-VKSTC"))
    visitor.sign_in("vks.canbo")
    visitor.visit_until(f"/ho-so/{code}", "Được tặng")


def hold_session(visitor: Guest) -> None:
    """Let the council decide what waits for it."""
    page = visitor.page
    visitor.sign_in("vks.thuky")
    visitor.visit("/hoi-dong")
    with page.expect_navigation():
        page.get_by_role("button", name="Triệu tập phiên họp").click()
    visitor.answer(answers.session_plan())
    found = re.search(r"PH-VKSNDTC-\d{4}-\d{3}", page.locator("body").inner_text())
    assert found
    key = found.group()
    visitor.open_task(key, "Điểm danh, ghi người không tham gia biểu quyết")
    for box in page.locator('[data-form] input[name="present"][type="checkbox"]').all():
        box.check()
    page.locator('[data-form] [name="presided_by"]').select_option(index=1)
    visitor.answer({})
    visitor.sign_in("vks.pho")
    visitor.complete(key, "Xác nhận người không biểu quyết, cho mở biểu quyết", answers.OPENING)
    visitor.sign_in("vks.pho")
    visitor.complete(key, "Biểu quyết các hồ sơ trong chương trình", answers.SHEET)
    for member in ("vks.uv1", "vks.uv2"):
        visitor.sign_in(member)
        visitor.complete_plainly(
            key, "Biểu quyết các hồ sơ trong chương trình", lambda form: form.fields.update(answers.SHEET)
        )
    visitor.sign_in("vks.thuky")
    visitor.complete(key, "Lập biên bản họp, biên bản kiểm phiếu", answers.COUNCIL_MINUTES)
    visitor.sign_in("vks.pho")
    visitor.complete(key, "Ký biên bản", answers.COUNCIL_SIGNED)


def change_password_and_close_an_account(visitor: Guest) -> None:
    """One changes the password; an administrator closes another's account."""
    page = visitor.page
    visitor.sign_in("vks.chi")
    visitor.visit("/tai-khoan-cua-toi")
    for name, value in (("old", PASSWORD), ("password", ANOTHER), ("again", ANOTHER)):
        page.locator(f"#{name}").fill(value)
    visitor.press("Đổi mật khẩu")
    visitor.sign_in("vks.chi", ANOTHER)
    visitor.sign_in("chau")
    visitor.visit("/tai-khoan?ten=chi")
    with page.expect_navigation():
        page.get_by_role("link", name="Cao Thu Chi").click()
    page.locator("#reason").fill("Chuyển công tác từ ngày 1/12")
    visitor.press("Đóng tài khoản")
    expect(page.locator("main")).to_contain_text("đã đóng")
    expect(page.locator("main")).to_contain_text("Chuyển công tác")
