"""A page shown again whose form was refused: filled as it was typed, with what is wrong said at its field."""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote, urlsplit

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from lxml import html
from lxml.html import HtmlElement
from lxml.html.builder import CLASS, DIV, LI, UL, P

from engine.base.errors import BangVangError
from web.layout.filling import FIELDS, UNTOUCHED, fill_form
from web.layout.language import translate

Typed = Sequence[tuple[str, str]]
OWN = {"csrf_token", "_key", "_password"}
_AS_SENT: Mapping[str, str] = {}


def show_again(page: str, refusal: BangVangError, names: Mapping[str, str] = _AS_SENT) -> ResponseReturnValue:
    """Answer with a page whose form was refused. `names` are those of fields that the command calls otherwise.

    A form that the page does not have any more leaves above it what was typed, so that no word is lost.
    """
    read = html.document_fromstring(page)
    typed = list(request.form.items(multi=True))
    said, field = translate(refusal.text), getattr(refusal, "field", "")
    form = _form_sent(read, typed)
    if form is None:
        next(read.iter("main")).insert(0, _left(said, typed))
    else:
        fill_form(form, typed)
        _open(form)
        _tell(form, said, names.get(field, field))
    return str(html.tostring(read, encoding="unicode", doctype="<!doctype html>")), 422


def _form_sent(read: HtmlElement, typed: Typed) -> HtmlElement | None:
    """Return the form that was sent: of those sent there, the one whose hidden fields say the same."""
    sent = [form for form in read.iter("form") if form.get("method", "").lower() == "post"]
    there = [form for form in sent if _path_of(form) == request.path]

    def likeness(form: HtmlElement) -> int:
        hidden = form.xpath('.//input[@type="hidden"]')
        return sum((one.get("name"), one.get("value", "")) in typed for one in hidden if one.get("name") not in OWN)

    return max(there, key=likeness, default=None)


def _path_of(form: HtmlElement) -> str:
    """Return where a form is sent, as a request says it: addresses write the letters of codes (`Đ`) in signs."""
    return unquote(urlsplit(form.get("action")).path) if form.get("action") else request.path


def _open(form: HtmlElement) -> None:
    for part in form.iterancestors("details"):
        part.set("open", "open")


def _tell(form: HtmlElement, said: str, name: str) -> None:
    """Say what is wrong above the field of a name, or above the form where it has no such field."""
    field = _field_of(form, name)
    if field is None:
        told = DIV(P(said), CLASS("alert alert-danger"), role="alert", tabindex="-1", autofocus="autofocus")
        form.insert(0, told)
        return
    wrong = f"{field.get('id') or name.replace('#', '-')}-wrong"
    told = P(_("Error:") + " " + said, CLASS("invalid-feedback d-block"), id=wrong, role="alert")
    field.addprevious(told)
    field.set("aria-invalid", "true")
    field.set("autofocus", "autofocus")
    field.set("aria-describedby", f"{field.get('aria-describedby', '')} {wrong}".strip())
    field.set("class", f"{field.get('class', '')} is-invalid".strip())


def _field_of(form: HtmlElement, name: str) -> HtmlElement | None:
    """Return the field of a name, `name#2` being the third of it; where none is called so, the one text there is."""
    fields = [one for one in form.iter(*FIELDS) if one.get("type", "text") not in UNTOUCHED]
    plain, _, at = name.partition("#")
    named = [one for one in fields if one.get("name") == plain]
    texts = [one for one in fields if one.tag == "textarea"]
    found = named[int(at or 0) :] if named else texts if name and len(texts) == 1 else []
    return next(iter(found), None)


def _left(said: str, typed: Typed) -> HtmlElement:
    """Return what is said above a page that has no such form any more, with the words that were typed."""
    words = [value for name, value in typed if name not in OWN and " " in value.strip()]
    told = DIV(P(said), CLASS("alert alert-danger"), role="alert")
    if words:
        told.extend([P(_("What you had typed:")), UL(*[LI(one, CLASS("prose")) for one in words])])
    return told
