"""An administrator changes a threshold, a deadline and a scoring criterion in the browser, each from tomorrow on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect

from engine.base import clock
from engine.store.database import Database
from tests.journeys.serving import Server
from tests.journeys.visitor import Visitor
from workflows.registers.awards.rules import decide_under, newest_release

TOMORROW = timedelta(days=1)
FLAG = {"award": "CTDCP", "regime": "R2017", "year": 2019}
COMMON = {"body": "BTP", "award": "LDTT", "regime": "R2024"}


class Rules:
    """The editor of tables as an administrator uses it, and the approval of a second person."""

    def __init__(self, visitor: Visitor, procedure: str) -> None:
        self.visitor, self.page, self.procedure = visitor, visitor.page, procedure
        visitor.sign_in("quantri")
        visitor.visit(f"/quy-trinh/{procedure}/soan")
        expect(self.page.locator("[data-editor][data-state=ready]")).to_be_visible()

    def set_cell(self, table: str, cell: str, value: str) -> None:
        """Type another value into a cell of a decision table."""
        self.page.locator("#file").select_option(table)
        self.page.locator(f'[data-part="decisions"] td[data-element-id="{cell}"]').click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(value)
        self.page.keyboard.press("Tab")

    def set_case(self, file: str, old: str, new: str) -> None:
        """Change what a test case of a table expects."""
        self.page.locator("#file").select_option(file)
        text = self.page.locator('[data-part="text"]')
        assert old in text.input_value()
        text.fill(text.input_value().replace(old, new))

    def approve_from_tomorrow(self, reason: str) -> None:
        """Submit the draft, and let the second person approve it from tomorrow on."""
        page, day = self.page, (clock.today() + TOMORROW).strftime("%d/%m/%Y")
        page.locator('[data-part="submit"]').click()
        page.locator("#note").fill(reason)
        with page.expect_navigation():
            page.locator('[data-part="submit-form"] button[type="submit"]').click()
        draft = page.url
        self.visitor.sign_in("pheduyet")
        page.goto(draft)
        page.locator('[name="effective_on"]').fill(day)
        for weakened in page.locator('[name="noted"]').all():
            weakened.check()
        with page.expect_navigation():
            page.get_by_role("button", name="Duyệt").first.click()
        self.visitor.visit(f"/quy-trinh/{self.procedure}")
        expect(page.locator("main")).to_contain_text(day)


@contextmanager
def opened(server: Server) -> Iterator[Database]:
    """Open the server's database."""
    database = Database(server.database or f"sqlite:///{server.data_dir / 'bangvang.db'}")
    try:
        yield database
    finally:
        database.dispose()


def answers(database: Database, releases: dict[str, Any] | None = None) -> tuple[int, str, int]:
    """Return threshold, last day and points by the newest releases in force, or by those given."""

    def release(procedure: str) -> Any:
        return releases[procedure] if releases else newest_release(session, procedure)

    with database.read() as session:
        share = decide_under(session, release("council_session"), "vote_threshold.dmn", "vote_threshold", COMMON)
        last = decide_under(session, release("central_submission"), "deadline.dmn", "deadline_date", FLAG)
        scale = decide_under(session, release("bloc_year"), "scale.dmn", "scale", {"unit_type": "general"})
    points = next(row["points"] for row in scale if row["code"] == "core_tasks")
    return int(share["numerator"]), last.isoformat(), int(points)


def test_three_rules_change_from_tomorrow_and_what_was_begun_before_keeps_the_old(page: Page, served: Server) -> None:
    visitor = Visitor(page, served)
    with opened(served) as database:
        with database.read() as session:
            procedures = ("council_session", "central_submission", "bloc_year")
            old = {procedure: newest_release(session, procedure) for procedure in procedures}
        assert answers(database) == (80, "2020-03-31", 400)

        council = Rules(visitor, "council_session")
        council.set_cell("vote_threshold.dmn", "otherwise_out_1", "75")
        share = "vote_threshold,VKSNDTC,CTDB,R2017,,,,,,,,,"
        council.set_case("vote_threshold.tests.csv", f"{share}80", f"{share}75")
        council.approve_from_tomorrow("Hạ ngưỡng chung xuống 75%")
        central = Rules(visitor, "central_submission")
        central.set_cell("deadline.dmn", "deadline_flag_r2017_out_2", "15")
        central.set_case("deadline.tests.csv", "2020-03-31", "2020-03-15")
        central.approve_from_tomorrow("Nhận hồ sơ Cờ thi đua đến 15/3")
        year = Rules(visitor, "bloc_year")
        year.set_cell("scale.dmn", "core_tasks_general_out_3", "350")
        year.approve_from_tomorrow("Giảm điểm nhiệm vụ trọng tâm")

        assert answers(database) == (80, "2020-03-31", 400)
        with clock.travel_to(clock.now() + TOMORROW):
            assert answers(database) == (75, "2020-03-15", 350)
            assert answers(database, old) == (80, "2020-03-31", 400)
