"""Hands on the keyboard only: nothing here moves a mouse."""

import re

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 120


class Keyboard:
    """Somebody who works an inbox without a mouse."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def sign_in(self, username: str, password: str) -> None:
        """Sign in by typing."""
        self.page.goto(f"{self.address}/dang-nhap")
        self.go_to(self.page.get_by_label("Tên đăng nhập"))
        self.page.keyboard.type(username)
        self.go_to(self.page.get_by_label("Mật khẩu"))
        self.page.keyboard.type(password)
        self.page.keyboard.press("Enter")
        expect(self.page).not_to_have_url(re.compile("/dang-nhap"))

    def open_list(self, address: str) -> None:
        """Go to a view of the inbox by its address; its first task is opened beside it."""
        self.page.goto(f"{self.address}{address}")

    def go_to(self, wanted: Locator) -> None:
        """Press Tab until something has the focus."""
        wanted.first.wait_for()
        for _ in range(MOST_TABS):
            if wanted.first.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")

    def choose(self, select: Locator, beginning: str) -> None:
        """Press the arrow down until the option is chosen that begins so."""
        self.go_to(select)
        for _ in range(select.locator("option").count()):
            if select.locator("option:checked").inner_text().startswith(beginning):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"there is no {beginning} to choose")

    def press_on(self, wanted: Locator) -> None:
        """Go to a link or a button and press Enter; a page follows."""
        self.go_to(wanted)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press(self, key: str) -> None:
        """Press a key of the inbox that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def opened(self) -> str:
        """Return the code of the nomination beside the list, once it can be decided."""
        form = self.page.locator("#detail:not([aria-busy]) form[data-quick]")
        form.wait_for()
        return self.page.locator("#detail .dh small").first.inner_text()

    def approve(self) -> str:
        """Approve what is open beside the list."""
        code = self.opened()
        self.press("a")
        return code

    def send_back(self, reason: str) -> str:
        """Return what is open beside the list, with a reason."""
        code = self.opened()
        self.page.keyboard.press("r")
        expect(self.page.locator("#quick-comment")).to_be_focused()
        self.page.keyboard.type(reason)
        self.press("Control+Enter")
        return code

    def delegate(self, name: str, note: str) -> str:
        """Have what is open beside the list prepared by a colleague, chosen by the arrows."""
        code = self.opened()
        self.press("d")
        self.choose(self.page.locator("#delegate-person"), name)
        self.go_to(self.page.locator("#delegate-note"))
        self.page.keyboard.type(note)
        self.press_on(self.page.locator("form:has(#delegate-note) button"))
        return code
