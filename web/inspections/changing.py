"""What people do with inspections."""

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from forms.dates import read_date_at
from forms.errors import AnswerError
from web.base.database import database
from web.inspections.page import plan_page
from web.inspections.places import units_inspected, units_planning
from web.inspections.typed import Typed
from web.layout.keys import new_key, read_key
from web.layout.notices import notify
from web.layout.numbers import read_number
from web.parts.again import show_again
from web.parts.blocs import blocs_headed
from web.parts.naming import load_names
from web.signin.access import access, current_actor
from workflows.registers.inspections import store
from workflows.registers.inspections.commands import (
    INSPECTORS,
    OWNERS,
    InspectionRefusedError,
    check_findings,
    judge_remedy,
    plan_inspections,
    plan_visit,
    record_findings,
    report_remedy,
)
from workflows.registers.inspections.described import LONGEST, Planned, Visited
from workflows.registers.organisation.access import holds_over

bp = Blueprint("inspection_changes", __name__, url_prefix="/kiem-tra-giam-sat")


@bp.get("/moi")
@access(*INSPECTORS)
def begin() -> ResponseReturnValue:
    """Show what a plan says."""
    return _form({"year": str(clock.today().year)}, new_key())


@bp.post("/moi")
@access(*INSPECTORS)
def plan() -> ResponseReturnValue:
    """Keep a plan, or say what is missing."""
    key, me, sent = read_key(), current_actor(), request.form
    texts = {name: sent.get(name, "").strip()[: LONGEST + 1] for name in ("unit", "name", "content", "bloc")}
    said = Planned(**texts, year=read_number(sent.get("year"), 1900, 2200) or 0)
    try:
        made = database().perform(lambda writing: plan_inspections(writing, said, by=me, key=key))
    except InspectionRefusedError as refusal:
        return show_again(_form(sent, key), refusal)
    notify(_("The plan is kept; put its visits on it."))
    return redirect(url_for("inspections.show", code=made), 303)


def _form(typed: Mapping[str, str], key: str) -> str:
    me = current_actor()
    with database().read() as reading:
        shown = {"units": units_planning(reading, me), "blocs": blocs_headed(reading, me, INSPECTORS)}
    return render_template("inspections/form.html", typed=typed, key=key, longest=LONGEST, **shown)


@bp.post("/<code>/luot")
@access(*INSPECTORS)
def visit(code: str) -> ResponseReturnValue:
    """Put a visit on a plan."""

    def command(writing: Session, me: Actor, key: str) -> None:
        sent = request.form
        day = read_date_at("planned_on", sent.get("planned_on", ""))
        said = Visited(sent.get("unit", "")[:80], day, sent.get("team", "")[: LONGEST + 1])
        plan_visit(writing, code, said, by=me, key=key)

    return _do(code, command, _("The visit is on the plan."))


@bp.get("/<code>/luot/<uuid:visit_id>")
@access(*INSPECTORS)
def begin_findings(code: str, visit_id: UUID) -> ResponseReturnValue:
    """Show what was recorded of a visit, to be written or put right."""
    with database().read() as reading:
        found = store.find_visit(reading, code, visit_id, current_actor())
        typed = Typed.of(found, store.remedies_of(reading, [visit_id]))
    return _findings(code, visit_id, typed, new_key())


@bp.post("/<code>/luot/<uuid:visit_id>")
@access(*INSPECTORS)
def find(code: str, visit_id: UUID) -> ResponseReturnValue:
    """Record what a visit found, or say what is missing."""
    key, me, typed = read_key(), current_actor(), Typed.read(request.form)
    try:
        said = typed.found()
        database().perform(lambda writing: record_findings(writing, visit_id, said, by=me, key=key))
    except (InspectionRefusedError, AnswerError) as refusal:
        return show_again(_findings(code, visit_id, typed, key), refusal)
    notify(_("The findings are recorded; a second person checks them."))
    return redirect(url_for("inspections.show", code=code), 303)


def _findings(code: str, visit_id: UUID, typed: Typed, key: str) -> str:
    me = current_actor()
    with database().read() as reading:
        found = store.find_visit(reading, code, visit_id, me)
        plan = store.find_plan(reading, code, me)
        if not holds_over(me, INSPECTORS, plan.unit_code):
            raise NotAllowedError
        shown = {"units": units_inspected(reading, plan), "names": load_names(reading, [found.unit_code])}
        told = {"longest": LONGEST, "key": key}
        return render_template("inspections/findings.html", plan=plan, visit=found, typed=typed, **shown, **told)


@bp.post("/<code>/luot/<uuid:visit_id>/kiem-tra")
@access(*INSPECTORS)
def check(code: str, visit_id: UUID) -> ResponseReturnValue:
    """Find findings right, or send them back."""
    lacking = _lacking()
    said = _("The findings were checked.") if lacking is None else _("The findings were sent back.")
    return _do(code, lambda writing, me, key: check_findings(writing, visit_id, lacking, by=me, key=key), said)


@bp.post("/<code>/khac-phuc/<uuid:remedy_id>")
@access(*OWNERS)
def report(code: str, remedy_id: UUID) -> ResponseReturnValue:
    """Report what was done of a remedy."""
    text, said = request.form.get("report", "")[: LONGEST + 1], _("This was reported.")
    return _do(code, lambda writing, me, key: report_remedy(writing, remedy_id, text, by=me, key=key), said)


@bp.post("/<code>/khac-phuc/<uuid:remedy_id>/kiem-tra")
@access(*INSPECTORS)
def judge(code: str, remedy_id: UUID) -> ResponseReturnValue:
    """Find a remedy done, or ask for it again."""
    lacking = _lacking()
    said = _("The remedy is done.") if lacking is None else _("The remedy is asked for again.")
    return _do(code, lambda writing, me, key: judge_remedy(writing, remedy_id, lacking, by=me, key=key), said)


def _lacking() -> str | None:
    return None if request.form.get("decision") == "right" else request.form.get("lacking", "")[: LONGEST + 1]


def _do(code: str, command: Callable[[Session, Actor, str], None], said: str) -> ResponseReturnValue:
    """Give a command and show the plan; where it is refused, with what was typed."""
    key, me = read_key(), current_actor()
    try:
        database().perform(lambda writing: command(writing, me, key))
    except (InspectionRefusedError, AnswerError) as refusal:
        return show_again(plan_page(code), refusal)
    notify(said)
    return redirect(url_for("inspections.show", code=code), 303)
