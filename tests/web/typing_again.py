"""Sends every form of a page with one field wrong, and looks for the words typed into the others on what comes back."""

from typing import Any

from lxml import html

from tests.web.conftest import Browser
from tests.web.walker import Page, filled_in

WORDS = "Lời đã gõ, giữ nguyên"
KNOWN = {"csrf_token", "_key", "_password"}


class Typist:
    """Types into the forms of a page; `good` are values that fields of a name need, `days` a day that is right."""

    def __init__(self, browser: Browser, day: str, **good: str) -> None:
        self.browser, self.day, self.good = browser, day, good
        self.tried: set[str] = set()

    def try_page(self, path: str) -> None:
        """Send each form of a page once for each of its fields that can be wrong."""
        for place in range(len(self._forms(self._page(path)))):
            form = self._forms(self._page(path))[place]
            for name, at in _fields(form):
                self._try(path, place, name, at)

    def _try(self, path: str, place: int, name: str, at: int) -> None:
        form = self._forms(self._page(path))[place]
        fields = [one for one in _written(form) if one.get("name") == name]
        wrong = self._wrong(fields[at])
        sent = self._typed(form)
        sent[name] = [*sent[name][:at], wrong, *sent[name][at + 1 :]]
        answer = self.browser.client.post(form.get("action"), data=sent)
        about = (path, form.get("action"), name, at)
        self.tried.add(f"{form.get('action').rpartition('/')[2]}:{name}")
        assert answer.status_code == 422, (about, answer.status_code, answer.headers.get("Location"))
        again = self._same(form, html.fromstring(answer.text))
        kept = self._kept(again)
        lost = {key: (values, kept.get(key)) for key, values in sent.items() if key in kept and kept[key] != values}
        assert not lost, (about, lost)
        told = [one for one in _written(again) if one.get("aria-invalid") == "true"]
        assert [one.get("name") for one in told] == [name], (about, _said(again))
        assert told[0].get("aria-describedby").split()[-1] in {one.get("id") for one in again.xpath(".//p")}
        assert all(part.get("open") for part in again.iterancestors("details")), about

    def _typed(self, form: Page) -> dict[str, list[str]]:
        """Return what is sent where all is right."""
        sent: dict[str, list[str]] = {
            name: [value] if isinstance(value, str) else list(value)
            for name, value in filled_in(form).items()
            if name not in {one.get("name") for one in _written(form)}
        }
        for one in form.xpath('.//input[@type="hidden"]'):
            sent[one.get("name")] = []
        for one in form.xpath('.//input[@type="hidden"]'):
            sent[one.get("name")].append(one.get("value", ""))  # rows send the same name once each
        for one in _written(form):
            sent.setdefault(one.get("name"), []).append(self._right(one))
        for button in form.xpath('.//button[@name and @value="back"]'):
            sent[button.get("name")] = [button.get("value")]
        return sent

    def _right(self, field: Page) -> str:
        name = field.get("name")
        if name in self.good:
            return self.good[name]
        if _is_day(field):
            return self.day
        if field.get("inputmode"):
            return field.get("value") or ""
        return f"{WORDS} {name}" if field.tag == "textarea" else WORDS

    def _wrong(self, field: Page) -> str:
        if _is_day(field):
            return "hôm nào đó"
        return "chữ" if field.get("inputmode") else "x " * (int(field.get("maxlength", "100000")) // 2 + 1)

    def _kept(self, form: Page) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in _written(form):
            value = one.text_content() if one.tag == "textarea" else one.get("value", "")
            found.setdefault(one.get("name"), []).append(value.removeprefix("\n"))
        sent_as_is = {one.get("name") for one in form.xpath('.//input[@type="hidden"]')} | KNOWN | found.keys()
        chosen = {name: value for name, value in filled_in(form).items() if name not in sent_as_is}
        return found | {name: [value] if isinstance(value, str) else list(value) for name, value in chosen.items()}

    def _same(self, form: Page, page: Page) -> Page:
        """Return the form of the answer that is the one sent."""
        [found] = [one for one in self._forms(page) if _mark(one) == _mark(form)]
        return found

    def _page(self, path: str) -> Page:
        answer = self.browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return html.fromstring(answer.text)

    def _forms(self, page: Page) -> list[Page]:
        found = page.xpath('//main//form[translate(@method, "POST", "post")="post"]')
        return [form for form in found if _written(form) and not form.xpath('.//input[@type="file"][@required]')]


def _mark(form: Page) -> tuple[Any, ...]:
    hidden = [one for one in form.xpath('.//input[@type="hidden"]') if one.get("name") not in KNOWN]
    return form.get("action"), sorted((one.get("name"), one.get("value")) for one in hidden)


def _written(form: Page) -> list[Page]:
    """Return the fields that something is written into."""
    kinds = {"text", "date", "number", "search", "email"}
    fields = form.xpath(".//input[@name] | .//textarea[@name]")
    return [one for one in fields if one.tag == "textarea" or one.get("type", "text") in kinds]


def _fields(form: Page) -> list[tuple[str, int]]:
    seen: dict[str, int] = {}
    found = []
    for one in _written(form):
        name = one.get("name")
        found.append((name, seen.get(name, 0)))
        seen[name] = seen.get(name, 0) + 1
    return found


def _is_day(field: Page) -> bool:
    return field.get("type") == "date" or (field.get("inputmode") == "numeric" and field.get("maxlength") == "10")


def _said(form: Page) -> list[str]:
    found = form.xpath('.//*[@role="alert"]')
    return [" ".join(one.text_content().split()) for one in found]
