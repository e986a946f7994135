"""Pages of nominations."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from web.access import access, current_actor, signed_in
from web.cases.asked import Asked
from web.cases.case import show_case
from web.cases.listing import list_page
from web.database import database
from workflows.nomination.store import find_nomination

bp = Blueprint("cases", __name__, url_prefix="/ho-so")
PROPOSERS = ("unit_officer", "emulation_dept")


@bp.get("")
@signed_in
def list_nominations() -> ResponseReturnValue:
    """Show the nominations the person may see."""
    asked, me = Asked.from_query(request.args), current_actor()
    with database().read() as reading:
        listing = list_page(reading, me, asked)
        return render_template("cases/nominations.html", asked=asked, listing=listing, may_propose=may_propose())


@bp.get("/moi")
@access(*PROPOSERS)
def new_nomination() -> ResponseReturnValue:
    """Show the form that begins a nomination."""
    return "", 200


@bp.get("/<code>")
@signed_in
def show_nomination(code: str) -> ResponseReturnValue:
    """Show one nomination: facts, conditions, diagrams, open tasks and history."""
    me = current_actor()
    with database().read() as reading:
        case = show_case(reading, me, find_nomination(reading, code, me))
        return render_template("cases/nomination.html", case=case)


def may_propose() -> bool:
    """Tell whether the person may begin a nomination."""
    me = current_actor()
    return any(me.holds(role) for role in PROPOSERS)
