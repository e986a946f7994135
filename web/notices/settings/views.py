"""The page on which people choose how they are told of what."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import N_
from engine.commands.care import require_care
from engine.ports.mail import is_address
from web.base.database import database
from web.layout.notices import notify
from web.notices.model import WAYS
from web.notices.reasons import TYPES
from web.notices.store import put_setting, setting_of
from web.signin.access import current_actor, signed_in

bp = Blueprint("notice_settings", __name__, url_prefix="/thong-bao/cai-dat")
WORDS = {"page": N_("In the page only"), "once": N_("By mail at once"), "daily": N_("In a daily digest at 8")}


@bp.get("")
@signed_in
def show() -> ResponseReturnValue:
    """Show how the person is told."""
    with database().read() as reading:
        setting = setting_of(reading, current_actor().id)
        ways = setting.ways if setting else {}
        address = setting.address if setting else ""
    return _page(address, ways, 200)


@bp.post("")
@signed_in
def keep() -> ResponseReturnValue:
    """Keep how the person wants to be told, from now on."""
    me, address = current_actor(), request.form.get("address", "").strip()[:200]
    ways = {kind: way for kind in TYPES if (way := request.form.get(kind, "page")) in WAYS}
    needs_address = any(way != "page" for way in ways.values())
    if (address or needs_address) and not is_address(address):
        return _page(address, ways, 422, wrong=_("Write a mail address, such as ten@coquan.gov.vn."))
    database().perform(lambda writing: keep_setting(writing, me, address, ways))
    notify(_("You are told this way from now on."))
    return redirect(url_for("notice_settings.show"), 303)


def keep_setting(session: Session, actor: Actor, address: str, ways: dict[str, str]) -> None:
    """Keep how an actor is told; what happened before is not told again.

    Raises UnconfirmedError where mail shall go elsewhere.
    """
    setting = setting_of(session, actor.id)
    changes = (setting.address if setting else "") != address
    require_care("change_mail_address" if changes else "keep_setting", actor)
    put_setting(session, actor.id, address, ways)


def _page(address: str, ways: dict[str, str], status: int, wrong: str = "") -> ResponseReturnValue:
    shown = {"address": address, "ways": ways, "types": TYPES, "words": WORDS, "wrong": wrong}
    return render_template("notices/settings.html", **shown), status
