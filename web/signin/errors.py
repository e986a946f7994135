"""Every refusal as a page that says what happened and what to do next."""

import json
import traceback
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from engine.base import errors
from engine.base.children import TooManyError
from engine.base.logs import get_logger
from engine.base.text import N_, Text
from engine.store.troubles import Trouble, tell_trouble, trouble_of
from web.layout.addresses import ELSEWHERE
from web.layout.language import LANGUAGES, in_language, language, translate
from web.layout.security_log import tell
from web.layout.targets import is_local
from web.signin.commands import SignInRefusedError, TooManyFailuresError
from web.signin.confirming import CONFIRMATION, reason_to_ask
from web.signin.kept import held_form, keep_typed
from web.signin.passwords import TooBusyError

log = get_logger()


@dataclass(frozen=True)
class Words:
    """The heading of an error page and one sentence of advice."""

    heading: str
    advice: str


WORDS: dict[int, Words] = {
    400: Words(N_("The request could not be read"), N_("Go back, reload the page and try once more.")),
    401: Words(N_("Please sign in"), N_("Your session has ended. Sign in again to go on.")),
    403: Words(
        N_("You may not open this page"),
        N_("It needs a role that you do not hold. Ask your administrator if you should."),
    ),
    404: Words(N_("There is nothing here"), N_("The address may be mistyped, or the file is not yours to see.")),
    405: Words(N_("This cannot be done here"), N_("Go back and use the buttons of the page.")),
    409: Words(N_("Somebody was faster"), N_("Nothing was lost. Open the page again to see how things stand now.")),
    413: Words(N_("The files are too large"), N_("Send fewer or smaller files.")),
    421: Words(
        N_("This site is not found under that name"),
        N_("Open it by the address your administrator gave you."),
    ),
    422: Words(N_("Something has to be corrected"), N_("Go back, correct what is named above and send it again.")),
    423: Words(
        N_("This case is suspended"),
        N_("Nothing was lost: send your work once the case goes on. Ask the administrator when that will be."),
    ),
    429: Words(N_("Too many attempts"), N_("Wait a little and try again.")),
    500: Words(
        N_("Something went wrong on our side"),
        N_("Nothing half-done was kept. Please try again; if it happens again, tell the administrator."),
    ),
    503: Words(N_("The service is busy"), N_("Please try again in a moment.")),
    507: Words(
        N_("There is no room left to keep anything"),
        N_("A disk of the server is full, so nothing was kept. Tell the administrator, and try again later."),
    ),
}

STATUS: dict[type[errors.BangVangError], int] = {
    errors.NotFoundError: 404,
    errors.NotAllowedError: 403,
    errors.BusyError: 503,
    errors.AlreadyDoneError: 409,
    errors.AlreadyTakenError: 409,
    errors.NoLongerOpenError: 409,
    errors.ConflictError: 409,
    errors.SuspendedError: 423,
    errors.KeyReusedError: 422,
    errors.ModelRefusedError: 422,
    errors.AnswersRefusedError: 422,
    SignInRefusedError: 422,
    TooManyFailuresError: 429,
    TooBusyError: 503,
    TooManyError: 503,
}


def register_error_handlers(app: Flask) -> None:
    """Install the pages."""
    app.register_error_handler(errors.BangVangError, show_refusal)
    app.register_error_handler(errors.UnconfirmedError, ask_for_password)
    app.register_error_handler(CSRFError, show_expired_form)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(Exception, show_failure)
    app.log_exception = _log_late_failure  # type: ignore[method-assign, assignment]


def status_of(error: errors.BangVangError) -> int:
    """Return the HTTP status of a refusal; what is not listed is a plain 422."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 422)


def show_refusal(error: errors.BangVangError) -> ResponseReturnValue:
    """Say what was refused, and who was first if somebody was."""
    if isinstance(error, errors.BusyError):
        return show_trouble("busy")
    if isinstance(error, errors.NotAllowedError):
        tell("refused", why=type(error).__name__)
    if isinstance(error, errors.NotFoundError):
        _tell_foreign(type(error).__name__)
    findings = getattr(error, "findings", [])
    return page(status_of(error), error.text, findings=findings, at=getattr(error, "at", None))


def _tell_foreign(why: str) -> None:
    """Tell of an address that names something which is not there for this person: it may be somebody else's."""
    if request.view_args and request.endpoint != "static":
        tell("refused", why=why, status=404)


def ask_for_password(refusal: errors.UnconfirmedError) -> ResponseReturnValue:
    """Ask for the password on a page that sends the same request again with it; nothing typed is lost.

    Browsers send chosen files from the page they were chosen on only, so those are chosen again.
    """
    tell("refused", why=type(refusal).__name__)
    said = reason_to_ask(refusal)
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json" or request.is_json:
        return {"error": translate(said), "password": True, "status": 422}, 422
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != CONFIRMATION]
    files = [(name, file.filename) for name, file in request.files.items(multi=True) if file.filename]
    is_wrong = "password_refused" in g
    shown = {"said": said, "is_wrong": is_wrong, "typed": typed, "files": files}
    return render_template("account/confirm.html", **shown), 422


def show_expired_form(error: CSRFError) -> ResponseReturnValue:
    """Say that the page was open too long, or the form came from elsewhere."""
    tell("refused", why="csrf")
    log.info("csrf refused", reason=error.description, path=request.path)
    said = Text(N_("The page was open too long, or the request did not come from this site."))
    return ask_to_sign_in() or _show_again() or page(400, said)  # the form's token goes with the session


def _show_again() -> ResponseReturnValue | None:
    """Show a form again, filled, to its person, who signed in anew meanwhile in another window."""
    if _wants_json() or "X-Draft" in request.headers:
        return None
    again = keep_typed(held_form(), str(getattr(session, "person_id", "")))
    return redirect(again, 303) if again else None


def ask_to_sign_in() -> ResponseReturnValue | None:
    """Ask whoever filled a form while their session ended to sign in; what was typed goes with the page."""
    if getattr(session, "person_id", None) is not None or _wants_json() or "X-Draft" in request.headers:
        return None
    held = held_form()
    shown = {"target": "/", "username": "", "refused": None, "held": held}
    return (render_template("account/sign_in.html", **shown), 401) if held else None


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Show the page of a status; redirects raised as exceptions pass through."""
    code = error.code or 500
    if code == ELSEWHERE:
        return bare_page(code)  # under a senseless host no address of a page can be made
    trouble = trouble_of(getattr(error, "original_exception", None))  # of what happened while an answer was made
    if trouble:
        return show_trouble(trouble)
    if code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        tell("refused", status=code)
    if code == HTTPStatus.NOT_FOUND:
        _tell_foreign("abort")
    if code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    return (ask_to_sign_in() if code == HTTPStatus.UNAUTHORIZED else None) or page(code, None)


def show_failure(error: Exception) -> ResponseReturnValue:
    """Log an unforeseen error by its place only (messages may carry personal data), and show a plain page."""
    trouble = trouble_of(error)
    if trouble:
        return show_trouble(trouble)
    if current_app.testing:
        raise error
    _log_failure(error)
    return page(500, None)


def _log_failure(error: BaseException) -> None:
    frames = traceback.format_tb(error.__traceback__)
    log.error("request failed", path=request.path, method=request.method, error=type(error).__name__, frames=frames)


def _log_late_failure(found: tuple[Any, Any, Any]) -> None:
    """Log what failed when the page was made already, as the session is kept; of a database away its page tells."""
    error: BaseException = found[1]
    if not trouble_of(error):
        _log_failure(error)


def show_trouble(trouble: Trouble) -> ResponseReturnValue:
    """Say that the database is busy or a disk is full, on a page that asks the database nothing."""
    status = 503 if trouble == "busy" else 507
    tell_trouble(trouble, request.endpoint or "")
    g.is_troubled = True  # told of: no line of its own
    session.idle = True  # type: ignore[attr-defined]  # what the session would keep cannot be kept now either
    here = request.full_path.rstrip("?")
    answer = bare_page(status, here if request.method == "GET" and is_local(here) else "")
    answer.headers["Retry-After"] = "10"
    return answer


def bare_page(status: int, again: str = "") -> Response:
    """Render an error page without the frame, which would ask for the person and for addresses of other pages."""
    words = WORDS[status]
    if _wants_json():
        said = json.dumps({"error": translate(Text(words.heading)), "status": status})
        return Response(said, status, mimetype="application/json")
    template = current_app.jinja_env.get_template("trouble.html")
    other = next(code for code in LANGUAGES if code != language())
    also = {part: in_language(Text(getattr(words, part)), other) for part in ("heading", "advice")}
    return Response(template.render(status=status, words=words, again=again, other=other, also=also), status)


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def page(status: int, said: Text | None, **more: object) -> ResponseReturnValue:
    """Render an error page, or JSON for the scripts of a page."""
    words = WORDS.get(status, WORDS[400] if status < HTTPStatus.INTERNAL_SERVER_ERROR else WORDS[500])
    if _wants_json():
        return {"error": translate(said or Text(words.heading)), "status": status}, status
    return render_template("error.html", status=status, words=words, said=said, **more), status
