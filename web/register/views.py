"""Pages of the register of awards, and of their revocation."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from web.base.database import database
from web.layout.downloads import send_download
from web.layout.keys import new_key, read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.layout.workbook import MIMETYPE, Sheet, write_workbook
from web.parts.naming import TYPES, Names, load_names, type_name, with_type
from web.parts.places import SEXES, places
from web.parts.running import running_of
from web.register.asked import Asked
from web.register.words import GROUNDS, OUTCOMES, title_facts
from web.signin.access import access, current_actor
from workflows.procedures.revocation.commands import (
    PROPOSERS,
    RevocationRefusedError,
    holder_name,
    holder_unit,
    start_revocation,
)
from workflows.procedures.revocation.store import Sought, find_revocation, find_title, revocations_known, titles_seen
from workflows.registers.awards.achievement import MOVEMENT, Achievement
from workflows.registers.awards.model import TitleRecord
from workflows.registers.awards.store import awards
from workflows.registers.movements.store import names_of_movements
from workflows.registers.organisation.model import body_of
from workflows.registers.revocations.model import Revocation

bp = Blueprint("register", __name__, url_prefix="/so-danh-hieu")
READERS = (
    "unit_officer",
    "unit_head",
    "emulation_dept",
    "body_leader",
    "council_secretary",
    "council_chair",
    "central_officer",
    "central_head",
    "auditor",
)
PAGE = 50
MOST_EXPORTED = 10_000


@bp.get("")
@access(*READERS)
def show_register() -> ResponseReturnValue:
    """Show who holds which award, among those the person may see."""
    asked, me = Asked.from_query(request.args), current_actor()
    with database().read() as reading:
        found = list_titles(reading, me, asked)
        page = found[:PAGE]
        names = load_names(reading, [holder_unit(title) for title in page])
        return render_template(
            "register/register.html",
            asked=asked,
            titles=page,
            next_cursor=f"{page[-1].year}:{page[-1].id}" if len(found) > PAGE else "",
            names=names,
            choices=[(award.code, names.award(award.code)) for award in awards(reading)],
            types=[(code, type_name(code)) for code in TYPES],
            movements=names_of_movements(reading),
            places=places(reading, asked.body),
            sexes=SEXES,
            with_type=with_type,
            revocations=revocations_known(reading, me, [title.id for title in page]),
            words={"holder": holder_name, "unit": holder_unit},
        )


@bp.get("/danh-sach.xlsx")
@access(*READERS)
def export() -> ResponseReturnValue:
    """Send what a page of the register shows, whole, as a workbook: the list to be published."""
    asked, me = replace(Asked.from_query(request.args), after=""), current_actor()
    with database().read() as reading:
        found = list_titles(reading, me, asked, MOST_EXPORTED)
        names = load_names(reading, {holder_unit(title) for title in found})
        file = write_workbook(titles_sheet(found, names))
    name = f"{_('awards')}-{clock.today():%Y-%m-%d}.xlsx"
    return send_download(file, MIMETYPE, name)


def titles_sheet(titles: list[TitleRecord], names: Names) -> Sheet:
    """Return entries of the register as a table."""
    heads = [_("Holder"), _("Unit"), _("Body"), _("Award"), _("Type of commendation"), _("Achievement")]
    heads += [_("Year"), _("Decision"), _("Day"), _("State")]
    rows = [
        [
            holder_name(title),
            names.unit(holder_unit(title)),
            names.unit(body_of(holder_unit(title))),
            names.award(title.award_code, body_of(holder_unit(title))),
            type_name(title.commendation_type),
            title.feat,
            title.year,
            title.decision_no,
            title.decided_on,
            _("revoked") if title.revoked_on else _("award held"),
        ]
        for title in titles
    ]
    return Sheet(_("Register of awards"), heads, [34, 44, 34, 34, 20, 34, 8, 20, 14, 14], rows)


def list_titles(session: Session, actor: Actor, asked: Asked, limit: int = PAGE + 1) -> list[TitleRecord]:
    """Return entries of the register as asked for; one page, and one entry more where there is another page."""
    sought = Sought(
        text=asked.q,
        award=asked.award,
        kind=MOVEMENT if asked.movement else asked.type,
        year=int(asked.year) if asked.year else None,
        within=asked.unit or asked.body,
        decision=asked.decision,
        sex=asked.sex,
        occasion=_occasion(session, asked.movement) if asked.movement else "",
    )
    return titles_seen(session, actor, sought, after=asked.begins_after, limit=limit)


def _occasion(session: Session, movement: str) -> str:
    """Return what entries given in a movement have in common, also those that were entered by its name alone."""
    return Achievement(MOVEMENT, dict(names_of_movements(session)).get(movement, movement)).occasion


@bp.get("/<uuid:title_id>")
@access(*READERS)
def show_title(title_id: UUID) -> ResponseReturnValue:
    """Show one entry of the register, what came of it, and to whoever may the way to propose its revocation."""
    me = current_actor()
    with database().read() as reading:
        one = find_title(reading, title_id, me)
        going = revocations_known(reading, me, [one.id]).get(one.id)
        return render_template(
            "register/title.html",
            one=one,
            holder=holder_name(one),
            unit=holder_unit(one),
            names=load_names(reading, [holder_unit(one)]),
            facts=title_facts(one),
            going=going,
            may_propose=_may_propose(me, one, going),
            grounds=GROUNDS,
            key=new_key(),
        )


def _may_propose(me: Actor, one: TitleRecord, going: Revocation | None) -> bool:
    is_going = going is not None and going.closed_at is None
    return not one.revoked_on and not is_going and any(me.holds(role) for role in PROPOSERS)


@bp.post("/<uuid:title_id>/thu-hoi")
@access(*PROPOSERS)
def propose(title_id: UUID) -> ResponseReturnValue:
    """Propose to revoke an award; its first task opens."""
    key, me = read_key(), current_actor()
    ground = request.form.get("ground", "")[:20]
    try:
        code = database().perform(lambda writing: start_revocation(writing, title_id, ground, by=me, key=key).code)
    except RevocationRefusedError as refusal:
        notify(translate(refusal.text), "refused")
        return redirect(url_for("register.show_title", title_id=title_id), 303)
    notify(_("%(code)s has begun.", code=code))
    return redirect(url_for("register.show_revocation", code=code), 303)


@bp.get("/thu-hoi/<code>")
@access(*READERS)
def show_revocation(code: str) -> ResponseReturnValue:
    """Show one revocation: the award, the ground, how far it is, and what came of it."""
    me = current_actor()
    with database().read() as reading:
        one = find_revocation(reading, code, me)
        return render_template(
            "register/revocation.html",
            one=one,
            holder=holder_name(one.title),
            names=load_names(reading, [holder_unit(one.title)]),
            unit=holder_unit(one.title),
            running=running_of(reading, me, code),
            grounds=GROUNDS,
            outcomes=OUTCOMES,
        )
