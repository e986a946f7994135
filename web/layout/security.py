"""Headers and request checks that hold on every page."""

from flask import Flask, Response, abort, current_app, g, request, session
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import BadSignature, Signer
from werkzeug.datastructures import MultiDict

WHOSE = "~"
"""Stands in a form's token before the person whose page it is."""


class FormCheck(CSRFProtect):
    """Asks each form for its token; whose page the form stood on is written behind it."""

    def _get_csrf_token(self) -> str | None:
        sent: str | None = super()._get_csrf_token()  # type: ignore[no-untyped-call]
        return sent.partition(WHOSE)[0] if sent else sent


csrf = FormCheck()  # type: ignore[no-untyped-call]

UNSAFE_METHODS = {"POST", "PUT", "PATCH", "DELETE"}
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
KEPT = "private, max-age=31536000, immutable"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def init_app(app: Flask) -> None:
    """Install the CSRF check, the cross-site check and the headers."""
    csrf.init_app(app)  # type: ignore[no-untyped-call]
    app.context_processor(lambda: {"csrf_token": form_token})
    app.add_template_global(form_token, "csrf_token")
    app.before_request(refuse_cross_site)
    app.before_request(refuse_nul)
    app.after_request(set_headers)


def form_token() -> str:
    """Return the token of a form on this page, with whose page it is; a page with many forms signs it once."""
    token: str = generate_csrf()  # type: ignore[no-untyped-call]
    person = getattr(session, "person_id", None)
    made: dict[tuple[str, str | None], str] = g.setdefault("form_tokens", {})
    if (token, person) not in made:
        made[token, person] = f"{token}{WHOSE}{_person_signer().sign(person).decode()}" if person else token
    return made[token, person]


def whose_form() -> str:
    """Return the person on whose page the form stood that is sent; nothing where it does not say."""
    sent = request.form.get("csrf_token", "") or request.headers.get("X-CSRFToken", "")
    try:
        return _person_signer().unsign(sent.partition(WHOSE)[2]).decode()
    except (BadSignature, UnicodeError):
        return ""


def _person_signer() -> Signer:
    return Signer(current_app.config["SECRET_KEY"], salt="bangvang person of a page")


def allow_inline_styles() -> None:
    """Allow style attributes on this response; the diagram editor sets them and cannot do without."""
    g.inline_styles = True


def allow_keeping() -> None:
    """Let the browser keep this response for ever: its address says all that it depends on."""
    g.is_lasting = True


def refuse_cross_site() -> None:
    """Refuse a changing request that the browser says began on another site."""
    if request.method in UNSAFE_METHODS and request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
        abort(400)


def refuse_nul() -> None:
    """Refuse a NUL character in an address or a form: nobody types one, and PostgreSQL keeps none in a text."""
    sent = [request.path, *request.args.keys(), *_values(request.args)]
    if request.method in UNSAFE_METHODS:
        sent += _values(request.form)
    if any("\0" in text for text in sent):
        abort(400)


def _values(sent: MultiDict[str, str]) -> list[str]:
    return [text for values in sent.listvalues() for text in values]


def set_headers(response: Response) -> Response:
    """Set the security headers, and keep pages with personal data out of caches."""
    response.headers.setdefault("Content-Security-Policy", _policy())
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if g.get("is_lasting", False) and response.status_code == 200:
        response.headers["Cache-Control"] = KEPT
    elif request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def _policy() -> str:
    rules = dict(POLICY)
    if g.get("inline_styles", False):
        rules["style-src"] = "'self' 'unsafe-inline'"
    return "; ".join(f"{name} {value}" for name, value in rules.items())
