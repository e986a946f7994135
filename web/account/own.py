"""The page of one's own account: the password, and the browsers one is signed in with."""

from typing import cast

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from engine.base.text import N_, Text
from web.account.entry import read_new_password
from web.base.database import database
from web.layout.notices import notify
from web.signin import commands
from web.signin.access import current_actor, signed_in
from web.signin.checking import check_credentials
from web.signin.first import AccountRefusedError
from web.signin.model import Account
from web.signin.passwords import LONGEST, TooBusyError
from web.signin.sessions import BrowserSession
from web.signin.setting import change_own, names_of
from web.signin.store import find_account
from web.signin.strength import WeakPasswordError

bp = Blueprint("own", __name__, url_prefix="/tai-khoan-cua-toi")


@bp.get("")
@signed_in
def show() -> ResponseReturnValue:
    """Show the form for another password, and the sessions."""
    return _page({}), 200


@bp.post("/mat-khau")
@signed_in
def change_password() -> ResponseReturnValue:
    """Set another password once the old one is given; every other session ends."""
    browser, me = _browser(), current_actor()
    try:
        account_id, _name = check_credentials(browser.username or "", request.form.get("old", ""))
        with database().read() as reading:
            names = names_of(reading, reading.get_one(Account, account_id))
        chosen = read_new_password(names)
    except commands.SignInRefusedError:
        return _page({"old": Text(N_("The password is not right."))}), 422
    except (commands.TooManyFailuresError, TooBusyError) as refusal:
        return _page({"old": refusal.text}), 429
    except AccountRefusedError as refusal:
        return _page({refusal.field: refusal.text}), 422
    except WeakPasswordError as refusal:
        return _page({"password": refusal.text}), 422
    held = commands.digest(browser.token or "")
    database().perform(lambda writing: change_own(writing, account_id, chosen, token=held, by=me))
    notify(_("Your password was changed. You were signed out everywhere else."))
    return redirect(url_for("own.show"), 303)


@bp.post("/ket-thuc")
@signed_in
def end() -> ResponseReturnValue:
    """End one of one's other sessions, or all of them."""
    browser, me = _browser(), current_actor()
    handle = request.form.get("session", "")[:16]
    ended = database().perform(
        lambda writing: commands.end_sessions(writing, browser.username or "", browser.token or "", handle, by=me)
    )
    notify(ngettext("%(num)s session was ended.", "%(num)s sessions were ended.", ended))
    return redirect(url_for("own.show"), 303)


def _page(errors: dict[str, Text]) -> str:
    browser = _browser()
    with database().read() as reading:
        account = _account(reading)
        return render_template(
            "account/own.html",
            account=account,
            sessions=commands.good_sessions(reading, account.id),
            here=commands.digest(browser.token or "")[:16],
            errors=errors,
            shortest=current_app.config["BANGVANG_SETTINGS"].password_length,
            longest=LONGEST,
        )


def _account(reading: Session) -> Account:
    found = find_account(reading, _browser().username or "")
    if found is None:
        raise commands.SignInRefusedError
    return found


def _browser() -> BrowserSession:
    return cast("BrowserSession", session)
