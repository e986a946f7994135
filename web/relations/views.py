"""The page of declared relatives: what was declared of oneself, and the form to declare; a secretary's of the body."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base.errors import BangVangError
from web.base.database import database
from web.layout.keys import new_key, read_key
from web.layout.notices import notify
from web.parts.proposing import said
from web.signin.access import current_actor, signed_in
from web.signin.errors import status_of
from workflows.across.people.relations import store
from workflows.across.people.relations.commands import (
    RELATIONS,
    Declared,
    confirm_relation,
    declare_relation,
    may_confirm,
    may_withdraw,
    units_declared_for,
    withdraw_relation,
)
from workflows.registers.organisation.store import find_person

bp = Blueprint("relations", __name__, url_prefix="/nguoi-than")


@bp.get("")
@signed_in
def show() -> ResponseReturnValue:
    """Show who was declared a relative of the person, and the forms."""
    return _page()


@bp.post("")
@signed_in
def declare() -> ResponseReturnValue:
    """Declare a relative, or show why not."""
    key, me, form = read_key(), current_actor(), request.form
    declared = Declared(
        relative=form.get("relative", "")[:60],
        kind=form.get("kind", "")[:20],
        person=form.get("person", "")[:60],
        grounds=form.get("reason", ""),
    )
    try:
        database().perform(lambda writing: declare_relation(writing, declared, by=me, key=key))
    except BangVangError as error:
        return _page(error), status_of(error)
    notify(_("Declared. Neither does a step of the other's cases; the other votes on them until it is confirmed."))
    return redirect(url_for("relations.show"), 303)


@bp.post("/<uuid:relation_id>/xac-nhan")
@signed_in
def confirm(relation_id: UUID) -> ResponseReturnValue:
    """Confirm what another person declared."""
    key, me = read_key(), current_actor()
    try:
        database().perform(lambda writing: confirm_relation(writing, relation_id, by=me, key=key))
    except BangVangError as error:
        return _page(error), status_of(error)
    notify(_("Confirmed. Neither votes on the other's cases from now on; both were told."))
    return redirect(url_for("relations.show"), 303)


@bp.post("/<uuid:relation_id>/rut")
@signed_in
def withdraw(relation_id: UUID) -> ResponseReturnValue:
    """Withdraw a declaration, saying why."""
    key, me, reason = read_key(), current_actor(), request.form.get("withdrawal", "")[:500]
    try:
        database().perform(lambda writing: withdraw_relation(writing, relation_id, reason, by=me, key=key))
    except BangVangError as error:
        return _page(error), status_of(error)
    notify(_("The declaration is withdrawn; both were told."))
    return redirect(url_for("relations.show"), 303)


def _page(error: BangVangError | None = None) -> str:
    me = current_actor()
    with database().read() as reading:
        units = units_declared_for(me)
        own = store.relations_of(reading, find_person(reading, me.id).id)
        others = store.relations_in(reading, units) if units else []
        return render_template(
            "relations/relations.html",
            own=own,
            others=[one for one in others if one not in own],
            confirmable={one.id for one in (*own, *others) if may_confirm(one, me)},
            withdrawable={one.id for one in (*own, *others) if may_withdraw(one, me)},
            kinds=RELATIONS,
            is_secretary=bool(units),
            key=new_key(),
            **said(error),
        )
