"""A person at the browser: signs in, opens tasks, answers forms, presses buttons."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import html
from playwright.sync_api import Locator, Page, expect

from engine.store.database import Database
from tests.journeys.serving import Server
from web.cli.example import PASSWORD, username_of
from workflows.registers.organisation.store import holders_of

Answers = Mapping[str, Any]
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
FORM = "[data-form]"
ROWS = "//tr[@data-row][contains(., $code)][contains(., $step)]//a/@data-page"


class Visitor:
    """One person in one browser window."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server

    def visit(self, path: str) -> None:
        """Open a page of the server."""
        self.page.goto(f"{self.server.address}{path}")

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Sign in by name: the form is sent as it is, without being drawn; test_sign_in goes by the page itself."""
        self.page.context.clear_cookies()
        address = f"{self.server.address}/dang-nhap"
        token = TOKEN.search(self.page.request.get(address).text())
        assert token
        fields: dict[str, str | float | bool] = {"username": username, "password": password, "csrf_token": token[1]}
        answer = self.page.request.post(address, form=fields, max_redirects=0)
        assert answer.status == 303, (username, answer.status)

    def username(self, role: str, unit: str | None) -> str:
        """Return by which name a holder of a role signs in."""
        address = self.server.database or f"sqlite:///{self.server.data_dir / 'bangvang.db'}"
        database = Database(address)
        try:
            with database.read() as session:
                return username_of(holders_of(session, role, unit)[0])
        finally:
            database.dispose()

    def open_task(self, code: str, step: str) -> None:
        """Open the task of a nomination by the name of its step, waiting until it is in the inbox."""
        self.page.goto(self.find_task(code, step))
        expect(self.page.get_by_role("heading", level=1)).to_have_text(step)

    def find_task(self, code: str, step: str) -> str:
        """Return the address of a task, waiting until it is in the inbox."""
        for _attempt in range(40):
            listed = html.fromstring(self.page.request.get(f"{self.server.address}/?q={code}").text())
            found = listed.xpath(ROWS, code=code, step=step)
            if found:
                break
            self.page.wait_for_timeout(250)
        assert len(found) == 1, (code, step, found)
        return f"{self.server.address}{found[0]}"

    def visit_until(self, path: str, text: str) -> None:
        """Go to a page, again and again until background work has brought a text onto it."""
        for _attempt in range(60):
            self.visit(path)
            if text in self.page.locator("main").inner_text():
                return
            self.page.wait_for_timeout(250)
        msg = f"{path} never came to say {text}"
        raise AssertionError(msg)

    def complete_plainly(self, code: str, step: str, choose: Callable[[Any], None]) -> None:
        """Do what somebody before did by the page: `choose` fills in the same form, which is sent without a browser."""
        address = self.find_task(code, step)
        form = html.fromstring(self.page.request.get(address).text()).xpath("//form[.//*[@data-form]]")[0]
        choose(form)
        button = form.xpath(".//button[contains(@class, 'btn-primary')]")[-1]
        fields = dict(form.form_values()) | ({button.get("name"): button.get("value")} if button.get("name") else {})
        answer = self.page.request.post(urljoin(address, form.get("action") or ""), form=fields, max_redirects=0)
        assert answer.status == 303, (code, step, answer.status)

    def answer(self, answers: Answers, button: str | None = None) -> None:
        """Fill in the form of the open task and send it."""
        fill_form(self.page, answers)
        form = self.page.locator("form:has([data-form])")
        named = form.get_by_role("button", name=button, exact=True)
        send = named if button else form.locator("button.btn-primary").last
        with self.page.expect_navigation():
            send.click()

    def complete(self, code: str, step: str, answers: Answers) -> None:
        """Open a task, answer it and see that it was taken."""
        self.open_task(code, step)
        self.answer(answers)
        expect(self.page.locator(".f-summary")).to_have_count(0)


def fill_form(page: Page, answers: Answers) -> None:
    """Fill in fields by their names; a form that depends on its answers is redrawn in between."""
    for name, value in _single(answers):
        fields = page.locator(f'[data-form] [name="{name}"]:not([type="hidden"]), [data-form] [name="{name}:file"]')
        expect(fields.first).to_be_attached()
        _fill(fields, value)
        fields.first.dispatch_event("change")
        expect(page.locator(f"{FORM}[aria-busy]")).to_have_count(0)


def _single(answers: Answers) -> Iterator[tuple[str, Any]]:
    """Yield the answers, a moment as its day and its time."""
    for name, value in answers.items():
        if isinstance(value, tuple):
            yield name, value[0]
            yield f"{name}:time", value[1]
        else:
            yield name, value


def _fill(fields: Locator, value: Any) -> None:
    """Put a value into the control or controls of one field."""
    kind = fields.first.evaluate("field => field.type || field.tagName.toLowerCase()")
    if kind == "file":
        fields.first.set_input_files(str(value) if isinstance(value, Path) else value)
    elif kind == "radio":
        fields.and_(fields.page.locator(f'[value="{_as_text(value)}"]')).check()
    elif kind == "checkbox":
        _tick(fields, value)
    elif kind == "select-one":
        fields.first.select_option(_as_text(value))
    else:
        fields.first.fill(_as_text(value))


def _tick(fields: Locator, value: Any) -> None:
    wanted = {"true"} if value is True else set() if value is False else {_as_text(item) for item in value}
    for field in fields.all():
        field.set_checked(field.get_attribute("value") in wanted)


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
