"""Sign in, sign out, choose language and theme."""

from typing import cast
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.base.database import database
from web.layout import language
from web.layout.language import translate
from web.layout.notices import notify
from web.layout.security_log import tell
from web.layout.targets import came_from, local_target
from web.signin import commands
from web.signin.access import current_person_id, open_to_all, signed_in
from web.signin.checking import check_credentials
from web.signin.devices import this_device
from web.signin.kept import FIELD, keep_typed, read_typed
from web.signin.model import Account
from web.signin.passwords import TooBusyError
from web.signin.sessions import BrowserSession

bp = Blueprint("account", __name__)

YEAR = 365 * 24 * 3600
THEMES = {"light", "dark"}
STATUS = {commands.SignInRefusedError: 422, commands.TooManyFailuresError: 429, TooBusyError: 503}
REFUSALS = tuple(STATUS)
THEME_COOKIE = "bangvang_theme"


@bp.get("/dang-nhap")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """Show the sign-in form, or go on if somebody is signed in."""
    target = local_target(request.args.get("next"))
    if current_person_id() is not None:
        return redirect(target)
    return render_template("account/sign_in.html", target=target, username="", refused=None)


@bp.post("/dang-nhap")
@open_to_all
def enter() -> ResponseReturnValue:
    """Check name and password and begin a session."""
    username, password = request.form.get("username", "")[:100], request.form.get("password", "")
    target, held = local_target(request.form.get("next")), request.form.get(FIELD, "")
    try:
        account_id, _name = check_credentials(username, password)
    except REFUSALS as refusal:
        tell("sign-in-failed", why=type(refusal).__name__)
        status = next(code for kind, code in STATUS.items() if isinstance(refusal, kind))
        shown = translate(refusal.text)
        typed = held if read_typed(held) else ""
        page = render_template("account/sign_in.html", target=target, username=username, refused=shown, held=typed)
        return page, status
    browser = cast("BrowserSession", session)
    before = browser.token
    where = this_device()
    token = database().perform(
        lambda writing: commands.begin_session(writing, account_id, replacing=before, device=where)
    )
    browser.sign_in(token)
    tell("sign-in", account=str(account_id))
    return redirect(_keep(held, account_id) or target, 303)


def _keep(signed: str, account_id: UUID) -> str:
    """Keep what was typed before the session ended, where it was this person; return the page it belongs to."""
    if read_typed(signed) is None:
        return ""
    with database().read() as reading:
        account = reading.get(Account, account_id)
    page = keep_typed(signed, str(account.person_id)) if account else ""
    if not page:
        notify(_("What had been typed here is somebody else's and was not kept."))
    return page


@bp.post("/dang-xuat")
@signed_in
def leave() -> ResponseReturnValue:
    """End the session on the server and in the browser."""
    browser = cast("BrowserSession", session)
    token = browser.token or ""
    tell("sign-out")
    database().perform(lambda writing: commands.end_session(writing, token))
    browser.sign_out()
    notify(_("You have signed out."))
    return redirect(local_target("/dang-nhap"), 303)


@bp.post("/ngon-ngu")
@open_to_all
def choose_language() -> ResponseReturnValue:
    """Remember the language chosen and return to the page."""
    return _remember(language.COOKIE, request.form.get("language", ""), set(language.LANGUAGES))


@bp.post("/giao-dien")
@open_to_all
def choose_theme() -> ResponseReturnValue:
    """Remember light or dark and return to the page."""
    return _remember(THEME_COOKIE, request.form.get("theme", ""), THEMES)


def _remember(cookie: str, value: str, allowed: set[str]) -> ResponseReturnValue:
    answer = cast("Response", redirect(came_from(), 303))
    if value in allowed:
        answer.set_cookie(cookie, value, max_age=YEAR, secure=request.is_secure, httponly=False, samesite="Lax")
    return answer
