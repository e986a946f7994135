"""A page whose form is filled again with what was typed before the session ended."""

from urllib.parse import urlsplit

from flask import Flask, Response, request, session
from flask_babel import gettext as _
from lxml import html
from lxml.html import HtmlElement
from lxml.html.builder import DD, DIV, DL, DT, P

from web.layout.filling import FIELDS, fill_form
from web.layout.keys import FIELD
from web.signin.kept import KEPT, Held, read_typed, take_typed


def init_app(app: Flask) -> None:
    """Fill the form once its page is shown to the person who had typed."""
    app.after_request(_fill_page)


def _fill_page(response: Response) -> Response:
    if getattr(session, "idle", False) or KEPT not in session or request.method != "GET":
        return response
    if response.status_code != 200 or response.mimetype != "text/html":
        return response
    waiting = read_typed(session[KEPT])
    if waiting is not None and urlsplit(waiting.page).path != request.path:
        return response  # another page, in between
    held = take_typed()
    if held is not None:
        response.set_data(filled(response.get_data(as_text=True), held))
    return response


def filled(page: str, held: Held) -> str:
    """Return a page with its form filled; what has no field there any more is listed above it."""
    read = html.document_fromstring(page)
    for form in (_forms(read, held) or list(read.iter("main")))[:1]:
        left = fill_form(form, held.typed)
        form.insert(0, _told({name: values for name, values in left.items() if name != FIELD}))
    return str(html.tostring(read, encoding="unicode", doctype="<!doctype html>"))


def _forms(read: HtmlElement, held: Held) -> list[HtmlElement]:
    """Return the forms that are sent, the one that was typed first: by where it is sent to, then by its fields."""
    sent = [form for form in read.iter("form") if form.get("method", "").lower() == "post"]
    names = {name for name, _value in held.typed}

    def likeness(form: HtmlElement) -> tuple[bool, int]:
        fields = {field.get("name") for field in form.iter(*FIELDS)}
        return urlsplit(form.get("action") or held.page).path == held.action, len(fields & names)

    return sorted(sent, key=likeness, reverse=True)


def _told(left: dict[str, list[str]]) -> HtmlElement:
    """Say that the form is as it was left, and list what found no field."""
    told = DIV(P(_("Your session had ended; what you typed is here again. Nothing has been sent yet.")))
    told.set("class", "alertx warn")
    told.set("role", "status")
    if left:
        told.append(DL(*[one for name, values in left.items() for one in (DT(name), DD("\n".join(values)))]))
    return told
