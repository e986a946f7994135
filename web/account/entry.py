"""The page that a one-time link opens: become the first administrator, or set one's password."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.text import N_, Text
from web.base.database import database
from web.layout.notices import notify
from web.signin import links
from web.signin.access import open_to_all
from web.signin.first import AccountRefusedError, Applicant, become_administrator
from web.signin.links import LinkSpentError, find_link
from web.signin.model import Account, AccountLink
from web.signin.passwords import LONGEST
from web.signin.setting import NewPassword, choose_password, names_of, set_by_link
from web.signin.strength import WeakPasswordError

bp = Blueprint("entry", __name__, url_prefix=links.PATH)


@bp.get("")
@open_to_all
def show() -> ResponseReturnValue:
    """Show what the link is for; looking uses nothing up: mail programs look too."""
    return _page(request.args.get("ma", "")[:200], {})


@bp.post("")
@open_to_all
def enter() -> ResponseReturnValue:
    """Use the link up, or say what is wrong with what was typed."""
    token = request.form.get("ma", "")[:200]
    try:
        _take(token)
    except AccountRefusedError as refusal:
        return _page(token, {refusal.field: refusal.text}, 422)
    except WeakPasswordError as refusal:
        return _page(token, {"password": refusal.text}, 422)
    except LinkSpentError:
        return _page("", {}, 410)
    notify(_("Your password is set. Sign in with it."))
    return redirect(url_for("account.sign_in"), 303)


def _take(token: str) -> None:
    with database().read() as reading:
        link = find_link(reading, token)
        account = _account_of(reading, link)
        names = names_of(reading, account) if account else []
    who = Applicant(" ".join(request.form.get("full_name", "").split()), request.form.get("username", "").strip())
    if account is None:
        who.check()
        names = [who.username, who.full_name]
    chosen = read_new_password(names)
    if account is None:
        database().perform(lambda writing: become_administrator(writing, token, who, chosen).id)
    else:
        database().perform(lambda writing: set_by_link(writing, token, chosen).id)


def read_new_password(names: list[str]) -> NewPassword:
    """Return the password that the form brings twice. Raises AccountRefusedError, WeakPasswordError."""
    given, again = request.form.get("password", ""), request.form.get("again", "")
    if given != again:
        raise AccountRefusedError("again", Text(N_("The two are not the same.")))
    return choose_password(given, names, shortest=current_app.config["BANGVANG_SETTINGS"].password_length)


def _account_of(reading: Session, link: AccountLink) -> Account | None:
    """Return whose password a link sets. Raises LinkSpentError where that account is closed."""
    if link.purpose == "first":
        return None
    account = reading.get(Account, link.account_id)
    if account is None or not account.is_open:
        raise LinkSpentError
    return account


def _page(token: str, errors: dict[str, Text], status: int = 200) -> ResponseReturnValue:
    try:
        with database().read() as reading:
            link = find_link(reading, token)
            account = _account_of(reading, link)
            shown = {"purpose": link.purpose, "expires_at": link.expires_at}
            shown["username"] = account.username if account else ""
    except LinkSpentError:
        return render_template("account/spent.html"), 410
    shortest = current_app.config["BANGVANG_SETTINGS"].password_length
    page = render_template(
        "account/entry.html",
        token=token,
        errors=errors,
        typed=request.form,
        shortest=shortest,
        longest=LONGEST,
        **shown,
    )
    return page, status
