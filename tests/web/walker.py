"""People who do their tasks through the pages, in a browser without JavaScript."""

from collections.abc import Callable, Mapping
from typing import Any

from flask.testing import FlaskClient
from lxml import html

from tests.web.conftest import Browser
from tests.workflows.procedures.nomination.office import Office

Page = html.HtmlElement
Fill = Callable[[Page], Mapping[str, Any]]


class Walker:
    """Signs people in, opens their tasks from the inbox, fills in the forms there are, and sends them."""

    def __init__(self, office: Office, client: FlaskClient) -> None:
        self.office = office
        self.browser = Browser(client)

    def sign_in(self, username: str) -> None:
        """Sign in as somebody, having signed out whoever was there."""
        self.browser.client.delete_cookie("bangvang_guest")
        self.browser.client.delete_cookie("bangvang")
        answer = self.browser.sign_in(username)
        assert answer.status_code == 303, answer.status_code

    def complete(self, key: str, step: str, fill: Fill | None = None, **answers: Any) -> None:
        """Do the person's task of a step of a case, and let the worker carry on; `fill` answers what the form lists."""
        page = self.page(self.find_task(key, step))
        [form] = page.xpath('//form[.//*[@data-form] and @method="post"]')
        listed = fill(form) if fill else {}
        sent = filled_in(form) | dict(listed) | written(answers) | {"_send": "yes"}
        answer = self.browser.client.post(form.get("action"), data=sent)
        assert answer.status_code == 303, said(answer.text)
        self.office.run()
        self.office.states(key)

    def find_task(self, key: str, step: str) -> str:
        """Return the address of the task of a step, as the inbox gives it."""
        page = self.page(f"/?q={key}")
        rows = [row for row in page.xpath("//tr[@data-row]") if step in row.text_content()]
        assert rows, f"{step} of {key} is not in the inbox"
        [address] = rows[0].xpath(".//a/@data-page")[:1]
        return str(address)

    def press(self, path: str, button: str, **answers: Any) -> str:
        """Fill in the form of a button on a page, press it, and return where it leads."""
        page = self.page(path)
        form = next(f for f in page.xpath("//details[form] | //form") if button in f.text_content())
        form = form if form.tag == "form" else form.find("form")
        answer = self.browser.client.post(form.get("action"), data=filled_in(form) | written(answers))
        assert answer.status_code == 303, said(answer.text)
        self.office.run()
        return str(answer.location)

    def page(self, path: str) -> Page:
        """Return a page."""
        answer = self.browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return html.fromstring(answer.text)

    def text(self, path: str) -> str:
        """Return what a page says."""
        [main] = self.page(path).xpath("//main")
        return " ".join(main.text_content().split())


def filled_in(form: Page) -> dict[str, Any]:
    """Return what a form would send as it stands."""
    found: dict[str, Any] = {}
    for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        kind, name = field.get("type", ""), field.get("name")
        if kind in ("submit", "button", "file") or (kind in ("checkbox", "radio") and field.get("checked") is None):
            continue
        unsaid = "on" if kind in ("checkbox", "radio") else ""
        value = field.get("value", unsaid) if field.tag == "input" else field.value
        if name in found and kind == "checkbox":
            found[name] = [*([found[name]] if isinstance(found[name], str) else found[name]), value]
        else:
            found[name] = value or ""
    return found


def written(answers: dict[str, Any]) -> dict[str, Any]:
    """Return answers as a form sends them: rows of a list numbered, a moment as its day and its time."""
    found: dict[str, Any] = {}
    for name, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found |= {f"{name}.{n}.{key}": _text(inner) for n, row in enumerate(value) for key, inner in row.items()}
        elif isinstance(value, tuple):
            found[name], found[f"{name}:time"] = value
        else:
            found[name] = [_text(one) for one in value] if isinstance(value, list) else _text(value)
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def said(page: str) -> str:
    """Return what a page that refused a form says is wrong."""
    wrong = html.fromstring(page).xpath("//*[contains(@class, 'f-summary') or contains(@class, 'f-error')]")
    return " | ".join(" ".join(one.text_content().split()) for one in wrong) or page[:400]
