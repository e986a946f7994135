"""What browsers send, as text may stand here; what looks like something else in it is told on the next page."""

from typing import Any

from flask import Flask, Request, request
from werkzeug.datastructures import MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.utils import cached_property

from engine.base.lookalikes import MOST, doubts_about
from engine.base.plaintext import plain_text
from web.layout.language import translate
from web.layout.notices import notify


def is_secret(name: str) -> bool:
    """Tell whether a field holds a password, which stays letter for letter as it was typed."""
    return "password" in name or name == "again"


def _plain(fields: MultiDict[str, str]) -> MultiDict[str, str]:
    return type(fields)([(name, _plain_value(name, text)) for name, text in fields.items(multi=True)])


def _plain_value(name: str, text: str) -> str:
    """Return a text as it may stand here; what is refused for its NUL is left as it is."""
    return text if is_secret(name) or "\0" in text else plain_text(text)


class _PlainParser(FormDataParser):
    """Reads forms as Werkzeug does, their texts as they may stand here."""

    def parse(self, *asked: Any, **more: Any) -> Any:
        """Return the stream, the fields and the files of a form."""
        stream, form, files = super().parse(*asked, **more)
        return stream, _plain(form), files


class PlainRequest(Request):
    """A request whose fields and questions are composed text without signs nobody sees."""

    form_data_parser_class = _PlainParser

    @cached_property
    def args(self) -> Any:
        """Return the question of the address."""
        return _plain(super().args)


def init_app(app: Flask) -> None:
    """Let every page read texts in this way, and tell of those that look like something else."""
    app.request_class = PlainRequest
    app.before_request(_tell_doubts)


def _tell_doubts() -> None:
    if request.method != "POST" or request.is_json:
        return
    texts = [text for name, text in request.form.items(multi=True) if not is_secret(name)]
    doubts = [doubt for text in texts for doubt in doubts_about(text)]
    for doubt in doubts[:MOST]:
        notify(translate(doubt), "warning")
