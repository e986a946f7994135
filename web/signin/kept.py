"""What was typed into a form whose session had ended by the time it was sent.

It goes to the page that asks to sign in, signed and for an hour, and comes back with the name and the password. It is
for the person whose page the form stood on (its token says so, web/layout/security.py, whatever became of the cookies)
and is given to nobody else. Nothing is done by it: the form is shown again, filled, and is sent by whoever looks at it.
"""

import json
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from flask import current_app, request, session, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from web.layout.requests import is_secret
from web.layout.security import whose_form
from web.layout.targets import is_local
from web.signin.confirming import CONFIRMATION

LASTS = 3600
MOST_LETTERS = 200_000
KEPT, FIELD = "held", "_held"
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


def held_form() -> str:
    """Return what this request would have sent, signed; nothing where it cannot be kept."""
    person = whose_form()
    sent = request.form.items(multi=True)
    typed = [(name, value) for name, value in sent if name not in NEVER and not is_secret(name)]
    is_foreign = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    page = _page_of_form()
    if request.method != "POST" or is_foreign or not (person and typed and page):
        return ""
    if sum(len(name) + len(value) for name, value in typed) > MOST_LETTERS:
        return ""
    return str(_signer().dumps(json.dumps(asdict(Held(person, page, request.path, typed)))))


def read_typed(signed: str) -> Held | None:
    """Return what was signed, where it is ours and not too old."""
    try:
        found = json.loads(_signer().loads(signed, max_age=LASTS)) if signed else None
    except BadData:
        return None
    return Held(**{**found, "typed": [(name, value) for name, value in found["typed"]]}) if found else None


def take_typed() -> Held | None:
    """Take what the session keeps for its person."""
    held = read_typed(session.pop(KEPT, ""))
    return held if held is not None and held.person_id == getattr(session, "person_id", None) else None


def keep_typed(signed: str, person_id: str) -> str:
    """Keep a form for the one who typed it and has a session again; return its page, nothing where it is another's."""
    held = read_typed(signed)
    if held is None or held.person_id != person_id:
        return ""
    session[KEPT] = signed
    return held.page


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


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="bangvang held form")
