"""Forms as pages, for tests: rendered with the templates of the application, read back with lxml."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from jinja2 import Environment, FileSystemLoader, Template
from lxml import html

from engine.base.text import Text
from forms import Form, FormView, parse_form

HOME = Path(__file__).resolve().parents[2]
ENTRY = '{% from "forms/form.html" import render_form %}{{ render_form(view, "token-1") }}'


def form(*components: dict[str, Any]) -> Form:
    """Return a form of some components."""
    return parse_form({"type": "default", "schemaVersion": 18, "components": list(components)})


def speaker(language: str) -> Callable[[str], str]:
    """Return a translator from the catalogues that the texts of forms and of their templates stand in."""
    known = {text: said for room in ("forms", "web") for text, said in _words(room)} if language == "vi" else {}
    return lambda msgid: known.get(msgid, msgid)


def _words(room: str) -> list[tuple[str, str]]:
    with (HOME / room / "translations/vi/LC_MESSAGES/messages.po").open("rb") as file:
        return [(str(entry.id), str(entry.string)) for entry in read_po(file) if entry.string]


def render(view: FormView, language: str = "en") -> html.HtmlElement:
    """Return the page of a view as a tree."""
    return html.fromstring(_template(language).render(view=view))


@cache
def _template(language: str) -> Template:
    say = speaker(language)
    env = Environment(
        loader=FileSystemLoader(HOME / "web/templates"),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.install_gettext_callables(say, lambda one, _many, _count: say(one), newstyle=True)  # type: ignore[attr-defined]
    env.filters["translate"] = lambda text: text.translated(say) if isinstance(text, Text) else str(text)
    return env.from_string(ENTRY)


def label_of(page: html.HtmlElement, input_id: str) -> str:
    """Return the words of the label tied to an input."""
    (label,) = page.xpath(f"//label[@for='{input_id}']")
    return " ".join(label.text_content().split())


def by_id(page: html.HtmlElement, element_id: str) -> html.HtmlElement:
    """Return the one element of an id."""
    (found,) = page.xpath(f"//*[@id='{element_id}']")
    return found
