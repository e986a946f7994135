"""What was typed into a form whose session had ended by the time it was sent.

It goes to the page that asks to sign in, signed and for an hour, and comes back with the name and the password. It is
for the person who was signed in before in this browser (a signed cookie says who) and is given to nobody else. Nothing
is done by it: the form is shown again, filled, and is sent by whoever looks at it.
"""

import json
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request, session, url_for
from itsdangerous import BadData, BadSignature, Signer, URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from web.account.confirming import CONFIRMATION
from web.layout.navigation import is_local
from web.layout.requests import is_secret

LASTS = 3600
MOST_LETTERS = 200_000
KEPT, FIELD, COOKIE = "held", "_held", "bangvang_before"
NEVER = {"csrf_token", CONFIRMATION, FIELD, "current"}
TASKS = {"inbox.submit", "drafts.save"}
"""Where what was typed is kept as the draft of a task."""


@dataclass(frozen=True)
class Held:
    """A form as it was typed: by whom, for which page, to be sent where."""

    person_id: str
    page: str
    action: str
    typed: list[tuple[str, str]]


def know_people(app: Flask) -> None:
    """Note in a signed cookie who was signed in, until that person signs out."""
    app.after_request(_note_person)


def held_form() -> str:
    """Return what this request would have sent, signed; nothing where it cannot be kept."""
    person = _person_before()
    sent = request.form.items(multi=True)
    typed = [(name, value) for name, value in sent if name not in NEVER and not is_secret(name)]
    is_foreign = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    page = _page_of_form()
    if request.method != "POST" or is_foreign or not (person and typed and page):
        return ""
    if sum(len(name) + len(value) for name, value in typed) > MOST_LETTERS:
        return ""
    return str(_signer().dumps(json.dumps(asdict(Held(person, page, request.path, typed)))))


def read_held(signed: str) -> Held | None:
    """Return what was signed, where it is ours and not too old."""
    try:
        found = json.loads(_signer().loads(signed, max_age=LASTS)) if signed else None
    except BadData:
        return None
    return Held(**{**found, "typed": [(name, value) for name, value in found["typed"]]}) if found else None


def take_held() -> Held | None:
    """Take what the session keeps for its person."""
    held = read_held(session.pop(KEPT, ""))
    return held if held is not None and held.person_id == getattr(session, "person_id", None) else None


def _page_of_form() -> str:
    """Return where the form stands: the page it was sent from, else the nearest one above where it was sent to."""
    if _endpoint_at(request.path, "POST") in TASKS:
        return url_for("drafts.resume", **(request.view_args or {}))
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc == request.host and is_local(came.path) and _endpoint_at(came.path) not in ("", "account.sign_in"):
        return f"{came.path}?{came.query}" if came.query and is_local(f"{came.path}?{came.query}") else came.path
    path = request.path
    while path and not _endpoint_at(path):
        path = path.rpartition("/")[0]
    return path if path != "/dang-nhap" else ""


def _endpoint_at(path: str, method: str = "GET") -> str:
    try:
        return str(current_app.url_map.bind("").match(path, method)[0])
    except (HTTPException, RequestRedirect):
        return ""


def _note_person(response: Response) -> Response:
    if getattr(session, "idle", False):
        return response
    person = getattr(session, "person_id", None)
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    if getattr(session, "left", False):
        response.delete_cookie(COOKIE, secure=secure, httponly=True, samesite="Strict")
    elif person and _person_before() != person:
        noted = _person_signer().sign(person).decode()
        response.set_cookie(COOKIE, noted, secure=secure, httponly=True, samesite="Strict")
    return response


def _person_before() -> str:
    try:
        return _person_signer().unsign(request.cookies.get(COOKIE, "")).decode()
    except (BadSignature, UnicodeError):
        return ""


def _person_signer() -> Signer:
    return Signer(current_app.config["SECRET_KEY"], salt="bangvang person before")


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="bangvang held form")
