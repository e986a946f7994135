"""The list of plans of inspections, and one of them."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from engine.base import clock
from web.base.database import database
from web.inspections.asked import Asked
from web.inspections.page import plan_page
from web.parts.naming import load_names
from web.parts.places import places
from web.signin.access import current_actor, signed_in
from workflows.registers.inspections import store
from workflows.registers.inspections.commands import INSPECTORS
from workflows.registers.inspections.store import Progress

bp = Blueprint("inspections", __name__, url_prefix="/kiem-tra-giam-sat")
PAGE = 50


@bp.get("")
@signed_in
def list_plans() -> ResponseReturnValue:
    """Show the plans of the units whose cases the person sees, and those that visit these units."""
    asked, me = Asked.from_query(request.args), current_actor()
    with database().read() as reading:
        found = store.plans_seen(reading, me, asked.sought, limit=PAGE + 1, offset=(asked.page - 1) * PAGE)
        page = {
            "plans": found[:PAGE],
            "has_next": len(found) > PAGE,
            "progress": store.progress_of(reading, [one.code for one in found[:PAGE]], clock.today()),
            "none": Progress(),
            "names": load_names(reading, [one.unit_code for one in found]),
            "bodies": places(reading, "").bodies,
            "may_plan": any(me.holds(role) for role in INSPECTORS),
        }
        return render_template("inspections/list.html", asked=asked, **page)


@bp.get("/<code>")
@signed_in
def show(code: str) -> ResponseReturnValue:
    """Show one plan: its visits, what they found, and the remedies."""
    return plan_page(code)
