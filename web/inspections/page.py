"""The page of one plan of inspections."""

from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from web.base.database import database
from web.inspections.places import units_inspected
from web.inspections.words import WORDS
from web.layout.keys import new_key
from web.parts.naming import load_names
from web.signin.access import current_actor
from workflows.registers.inspections import store
from workflows.registers.inspections.commands import INSPECTORS, OWNERS
from workflows.registers.inspections.model import InspectionPlan
from workflows.registers.inspections.papers import papers_of
from workflows.registers.organisation.access import holds_over


def plan_page(code: str) -> str:
    """Write the page of a plan that the person may see.

    Raises NotFoundError.
    """
    me = current_actor()
    with database().read() as reading:
        plan = store.find_plan(reading, code, me)
        may_inspect = holds_over(me, INSPECTORS, plan.unit_code)
        page = {
            "plan": plan,
            "may_inspect": may_inspect,
            "units": units_inspected(reading, plan) if may_inspect else [],
            **_visits(reading, plan, me),
        }
        words = {**WORDS, "key": new_key(), "today": clock.today()}
        return render_template("inspections/plan.html", **page, **words)


def _visits(session: Session, plan: InspectionPlan, me: Actor) -> dict[str, Any]:
    """Return the visits that the person may see, each with its remedies, and what they may do with these."""
    visits = store.visits_seen(session, plan, me)
    remedies = store.remedies_of(session, [visit.id for visit in visits])
    codes = [plan.unit_code, *(visit.unit_code for visit in visits), *(one.unit_code for one in remedies)]
    return {
        "visits": [(visit, [one for one in remedies if one.visit_id == visit.id]) for visit in visits],
        "second": {visit.id for visit in visits if me.is_second_to(visit.found_by)},
        "judged": {one.id for one in remedies if me.is_second_to(one.reported_by)},
        "owned": {one.id for one in remedies if holds_over(me, OWNERS, one.unit_code)},
        "papers": papers_of(session, [*(visit.id for visit in visits), *(one.id for one in remedies)]),
        "names": load_names(session, codes),
    }
