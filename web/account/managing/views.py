"""The pages of accounts."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import BangVangError, NotAllowedError, NotFoundError
from engine.base.text import N_, Text
from engine.commands.care import takes_two
from engine.ports.mail import is_address
from web.account.managing import commands, store
from web.account.managing.commands import MANAGER, is_alone, needs_two_for_link
from web.account.managing.mailing import Invitation, mail_link
from web.account.managing.raised import CHANGES
from web.account.managing.report import access_sheets
from web.account.managing.seconding import RESET, second_administrator
from web.account.managing.store import PER_PAGE, Wanted
from web.account.managing.words import STATE_WORDS, state_of, told
from web.base.database import database
from web.layout.downloads import send_download
from web.layout.keys import new_key, read_key
from web.layout.notices import notify
from web.layout.workbook import MIMETYPE as WORKBOOK
from web.layout.workbook import write_workbook
from web.parts.principals import ROLES
from web.parts.proposing import give, propose
from web.signin import commands as signing
from web.signin.access import access, current_actor
from web.signin.confirming import UnconfirmedError, confirm_person, is_password_due
from web.signin.events import record
from web.signin.events.kinds import AccessReportTaken
from web.signin.events.store import events_about
from web.signin.first import AccountRefusedError
from web.signin.links import address_of
from web.signin.model import Account
from workflows.registers.organisation.store import find_person

bp = Blueprint("accounts", __name__, url_prefix="/tai-khoan")

ACTS: dict[str, tuple[str, str]] = {
    "khoa": ("lock_account", N_("The account is locked and signed out.")),
    "mo-khoa": ("unlock_account", N_("The account can be used again.")),
    "dong": ("disable_account", N_("The account is closed and signed out.")),
    "mo-lai": ("enable_account", N_("The account is open again.")),
    "dang-xuat": ("sign_out_account", N_("The account was signed out everywhere.")),
}


@bp.get("")
@access(MANAGER, "auditor")
def list_accounts() -> ResponseReturnValue:
    """Show accounts: who may sign in, in which state, as what."""
    wanted = _wanted()
    with database().read() as reading:
        rows = store.accounts_page(reading, wanted)
        posts = store.roles_of(reading, [person.id for _account, person in rows])
        shown = {"rows": rows[:PER_PAGE], "posts": posts, "units": store.units_with_people(reading)}
        more = {"state_of": state_of, "states": STATE_WORDS, "may_change": current_actor().holds(MANAGER)}
        more["role_words"] = ROLES
        return render_template("account/accounts.html", wanted=wanted, after=_after(rows, wanted), **shown, **more)


@bp.get("/bao-cao-quyen.xlsx")
@access(MANAGER, "auditor")
def send_report() -> ResponseReturnValue:
    """Send who may do what since when as a workbook."""
    me = current_actor()
    with database().read() as reading:
        file = write_workbook(*access_sheets(reading))
    database().perform(lambda writing: record(writing, AccessReportTaken(), by=me, about=""))
    return send_download(file, WORKBOOK, f"quyen-truy-cap-{clock.today():%Y-%m-%d}.xlsx")


@bp.get("/moi")
@access(MANAGER)
def choose_people() -> ResponseReturnValue:
    """Show people without an account, to give them one."""
    return _choosing({}), 200


@bp.post("/moi")
@access(MANAGER)
def create() -> ResponseReturnValue:
    """Make accounts for the people chosen, and show their links once; or propose to."""
    try:
        people = [str(UUID(one)) for one in request.form.getlist("people")]
    except ValueError:
        return _choosing({"people": Text(N_("Choose people from the list."))}), 422

    def again(error: BangVangError) -> ResponseReturnValue:
        return _choosing({"_password" if isinstance(error, UnconfirmedError) else "people": error.text}), 422

    return give("create_accounts", lambda: ({"people": people}, _reason()), again, _made)


def _made(made: list[UUID]) -> ResponseReturnValue:
    """Show the links of the accounts made whose first password takes one person only."""
    me = current_actor()
    notify(ngettext("%(num)s account was made.", "%(num)s accounts were made.", len(made)))
    with database().read() as reading:
        plain = [one for one in made if not needs_two_for_link(reading, store.find_account(reading, one), me)]
    if len(plain) < len(made):
        notify(_("Some hold a post or a seat: propose a link to each on the page of the account."), "refused")
    return _links(plain) if plain else redirect(url_for("accounts.list_accounts", trang_thai="invited"), 303)


def _reason() -> str:
    return request.form.get("reason", "")[:500]


@bp.get("/<uuid:account_id>")
@access(MANAGER, "auditor")
def show(account_id: UUID) -> ResponseReturnValue:
    """Show one account: its state, sessions, posts, and what was done to it."""
    return _page(account_id, {}), 200


@bp.post("/<uuid:account_id>/moi")
@access(MANAGER)
def invite(account_id: UUID) -> ResponseReturnValue:
    """Make a link for the first password, and show it once; asked to, send it by mail too."""
    address = request.form.get("mail", "").strip()
    if address and not (mail_is_sent() and is_address(address)):
        return _page(account_id, {"mail": Text(N_("Write a mail address, such as ten@coquan.gov.vn."))}), 422
    try:
        confirm_person()
        return _links([account_id], address)
    except UnconfirmedError as refusal:
        return _page(account_id, {"_password": refusal.text}), 422
    except AccountRefusedError as refusal:
        return _page(account_id, {refusal.field: refusal.text}), 422


@bp.post("/<uuid:account_id>/quan-tri-thu-hai")
@access(MANAGER)
def second(account_id: UUID) -> ResponseReturnValue:
    """Make somebody the second administrator, while there is but one."""
    key, me = read_key(), current_actor()
    try:
        confirm_person()
        database().perform(lambda writing: second_administrator(writing, account_id, by=me, key=key))
    except UnconfirmedError as refusal:
        return _page(account_id, {"_password": refusal.text}), 422
    except AccountRefusedError as refusal:
        return _page(account_id, {refusal.field: refusal.text}), 422
    notify(_("There is a second administrator. From now on posts are given by two people."))
    return redirect(url_for("accounts.show", account_id=account_id), 303)


@bp.post("/<uuid:account_id>/mat-khau")
@access(MANAGER)
def reset(account_id: UUID) -> ResponseReturnValue:
    """Propose that a password be taken away; another person approves it."""

    def asked() -> tuple[dict[str, str], str]:
        return {"account": str(account_id)}, request.form.get("reason", "")

    def again(error: BangVangError) -> ResponseReturnValue:
        return _page(account_id, {"_password" if isinstance(error, UnconfirmedError) else "reason": error.text}), 422

    return propose(RESET, asked, again)


@bp.post("/<uuid:account_id>/phien")
@access(MANAGER)
def end_session(account_id: UUID) -> ResponseReturnValue:
    """End one session of somebody, for a reason."""
    wanted = {"account": str(account_id), "session": request.form.get("session", "")[:16]}
    return _change("sign_out_session", account_id, wanted, _("The session was ended; its person was told."))


@bp.post("/<uuid:account_id>/<act>")
@access(MANAGER)
def change(account_id: UUID, act: str) -> ResponseReturnValue:
    """Lock, unlock, close, open again or sign out, for a reason."""
    if act not in ACTS:
        return redirect(url_for("accounts.show", account_id=account_id), 303)
    kind, said = ACTS[act]
    return _change(kind, account_id, {"account": str(account_id)}, _(said))


def _change(kind: str, account_id: UUID, wanted: dict[str, str], said: str) -> ResponseReturnValue:
    """Do something to an account, or propose to; show the account."""

    def again(error: BangVangError) -> ResponseReturnValue:
        if isinstance(error, (NotAllowedError, NotFoundError)):
            raise error  # answered in one place for every page
        return _page(account_id, {"_password" if isinstance(error, UnconfirmedError) else "reason": error.text}), 422

    def done(_made: object) -> ResponseReturnValue:
        notify(said)
        return redirect(url_for("accounts.show", account_id=account_id), 303)

    return give(kind, lambda: (wanted, _reason()), again, done)


def _links(accounts: list[UUID], address: str = "") -> ResponseReturnValue:
    """Make links, and show them this once; send the one to an address, where one is given."""
    me = current_actor()

    def work(writing: Session) -> list[tuple[str, str, str]]:
        made = [_invited(writing, one, commands.invite(writing, one, by=me)) for one in accounts]
        if address:
            _name, username, link = made[0]
            mail_link(writing, Invitation(username, link, address), by=me)
        return made

    made = database().perform(work)
    return render_template("account/links.html", links=made, mailed=address)


def mail_is_sent() -> bool:
    """Tell whether there is a mail server."""
    return bool(current_app.config["BANGVANG_SETTINGS"].smtp_host)


def _invited(writing: Session, account_id: UUID, token: str) -> tuple[str, str, str]:
    account = writing.get_one(Account, account_id)
    root = current_app.config["BANGVANG_SETTINGS"].url or request.host_url
    return find_person(writing, account.person_id).full_name, account.username, address_of(token, root)


def _wanted() -> Wanted:
    skip = request.args.get("tu", "")
    found = Wanted(
        words=request.args.get("ten", "")[:100],
        unit=request.args.get("don_vi", "")[:80],
        state=request.args.get("trang_thai", "")[:20],
    )
    return replace(found, skip=int(skip)) if skip.isascii() and skip.isdigit() and len(skip) < 7 else found


def _after(rows: object, wanted: Wanted) -> int | None:
    return wanted.skip + PER_PAGE if len(rows) > PER_PAGE else None  # type: ignore[arg-type]


def _choosing(errors: dict[str, Text]) -> str:
    wanted = _wanted()
    with database().read() as reading:
        people = store.people_without_account(reading, wanted)
        shown = {
            "people": people[:PER_PAGE],
            "units": store.units_with_people(reading),
            "after": _after(people, wanted),
        }
        more = {"errors": errors, "key": new_key(), "asks_password": is_password_due()}
        more |= {"takes_two": takes_two, "reason": _reason()}
        return render_template(
            "account/choosing.html", wanted=wanted, chosen=request.form.getlist("people"), **shown, **more
        )


def _page(account_id: UUID, errors: dict[str, Text]) -> str:
    me = current_actor()
    with database().read() as reading:
        account = store.find_account(reading, account_id)
        person = find_person(reading, account.person_id)
        return render_template(
            "account/account.html",
            account=account,
            person=person,
            state=state_of(account),
            states=STATE_WORDS,
            posts=store.roles_of(reading, [person.id]).get(person.id, []),
            link=store.live_link(reading, account.id),
            sessions=signing.good_sessions(reading, account.id),
            events=told(events_about(reading, account.username)),
            role_words=ROLES,
            may_change=me.holds(MANAGER) and str(person.id) not in me.ids,
            proposed="; ".join(_(title) for kind, (_change, title, _words) in CHANGES.items() if takes_two(kind)),
            is_only=is_alone(reading, me),
            mail_is_sent=mail_is_sent(),
            link_takes_two=needs_two_for_link(reading, account, me),
            errors=errors,
            typed=request.form,
            key=new_key(),
            asks_password=is_password_due(),
        )
