"""Saving filters, removing them, and choosing columns."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.base.database import database
from web.inbox.asked import Asked, address_of
from web.inbox.filters import commands, store
from web.layout.notices import notify
from web.signin.access import current_actor, signed_in

bp = Blueprint("filters", __name__, url_prefix="/bo-loc")


@bp.get("")
@signed_in
def manage() -> ResponseReturnValue:
    """Show the filters a person may use, and the columns they chose."""
    me, asked = current_actor(), Asked.from_query(request.args)
    with database().read() as reading:
        found, columns = store.filters_of(reading, me), commands.columns_of(reading, me)
    return render_template(
        "inbox/filters.html",
        asked=asked,
        found=found,
        columns=columns,
        all_columns=commands.COLUMNS,
        bodies=sorted(store.bodies_of(me)),
    )


@bp.post("")
@signed_in
def save() -> ResponseReturnValue:
    """Save the view that was asked for under a name."""
    me, asked = current_actor(), Asked.from_query(request.form)
    name, body = request.form.get("name", ""), request.form.get("share") or None
    saved = database().perform(lambda writing: commands.save_filter(writing, name, asked, body_code=body, by=me))
    notify(_("The filter “%(name)s” is saved.", name=saved.name))
    return redirect(address_of(asked), 303)


@bp.post("/<uuid:filter_id>/xoa")
@signed_in
def remove(filter_id: UUID) -> ResponseReturnValue:
    """Remove a filter of one's own."""
    me = current_actor()
    database().perform(lambda writing: commands.remove_filter(writing, filter_id, by=me))
    notify(_("The filter is removed."))
    return redirect(url_for("filters.manage"), 303)


@bp.post("/cot")
@signed_in
def choose_columns() -> ResponseReturnValue:
    """Keep the columns a person wants to see."""
    me, columns = current_actor(), request.form.getlist("column")
    database().perform(lambda writing: commands.choose_columns(writing, columns, by=me))
    notify(_("The columns are kept, on every device you sign in with."))
    return redirect(url_for("inbox.show_inbox"), 303)
