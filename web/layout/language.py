"""Vietnamese first, English by a switch; messages of every room from one merged catalog."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, g, request
from flask_babel import Babel, Domain, force_locale, get_locale, get_translations

from engine.base import clock
from engine.base.text import Text

LANGUAGES: Mapping[str, str] = {"vi": "Tiếng Việt", "en": "English"}
COOKIE = "bangvang_language"
ROOMS = ("engine", "forms", "workflows", "web")
_ROOT = Path(__file__).resolve().parents[2]


class Messages(Domain):
    """The messages of all rooms; their catalogue is looked up by its language as it is, not as text made anew."""

    def get_translations(self) -> Any:
        """Return the messages in the language that holds now."""
        known: dict[Any, Any] = g.setdefault("catalogues", {})
        locale = get_locale()
        if locale not in known:
            known[locale] = super().get_translations()  # type: ignore[no-untyped-call]
        return known[locale]


babel = Babel()  # type: ignore[no-untyped-call]


def init_app(app: Flask) -> None:
    """Install languages, and the filters that translate in templates."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(str(_ROOT / room / "translations") for room in ROOMS)
    app.config["BABEL_DEFAULT_TIMEZONE"] = clock.local_zone().key
    vars(babel)["domain_instance"] = Messages()  # type: ignore[no-untyped-call]
    babel.init_app(app, default_locale="vi", locale_selector=chosen_language)  # type: ignore[no-untyped-call]
    # Of a page's time a tenth went into asking for each of its texts again which language it is in.
    app.jinja_env.install_gettext_callables(_text, _texts, newstyle=True)  # type: ignore[attr-defined]
    app.add_template_filter(translate, "translate")
    app.add_template_filter(named, "named")
    app.add_template_global(language, "language")


def chosen_language() -> str:
    """Return the language of the switch, Vietnamese unless English was chosen."""
    chosen = request.cookies.get(COOKIE, "vi")
    return chosen if chosen in LANGUAGES else "vi"


def language() -> str:
    """Return the code of the language this page is written in."""
    return str(get_locale() or "vi")[:2]


def translate(text: Text | str) -> str:
    """Return a message of the engine, a form or a procedure in the language of the page."""
    return text.translated(_text) if isinstance(text, Text) else str(text)


def in_language(text: Text, code: str) -> str:
    """Return a message in one of the languages, whatever the page is written in."""
    with force_locale(code):
        catalog = get_translations()
    return text.translated(lambda msgid: str(catalog.ugettext(msgid)))


def _text(msgid: str) -> str:
    return str(_catalog().ugettext(msgid))


def _texts(one: str, many: str, number: int) -> str:
    return str(_catalog().ungettext(one, many, number))


def _catalog() -> Any:
    """Return the messages of this page's language, which stays the same until the page is written."""
    if "messages" not in g:
        g.messages = get_translations()
    return g.messages


def named(properties: Mapping[str, Any] | None, name: str) -> str:
    """Return the English name a diagram carries beside the Vietnamese one, when English is chosen."""
    if language() == "en" and properties and properties.get("name:en"):
        return str(properties["name:en"])
    return name
