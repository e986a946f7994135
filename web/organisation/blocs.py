"""The page of blocs and clusters: who belongs to one in a year and heads it, and what is proposed to be set up."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from engine.base import clock
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from web.base.database import database
from web.layout.keys import new_key
from web.parts.proposing import propose, said
from web.signin.access import access, current_actor
from workflows.procedures.bloc_year.opening.actions import OPEN
from workflows.procedures.bloc_year.opening.commands import LONGEST_SOURCE, BlocRefusedError, Plan, plan_of
from workflows.procedures.bloc_year.opening.store import bodies_at_work, list_years, units_at_work

bp = Blueprint("blocs", __name__, url_prefix="/to-chuc/khoi")

MANAGER = "administrator"


@bp.get("")
@access(MANAGER, "auditor")
def show() -> ResponseReturnValue:
    """Show the blocs by year, and the form to propose another."""
    return _page(), 200


@bp.post("")
@access(MANAGER)
def propose_plan() -> ResponseReturnValue:
    """Propose to set up a bloc and its year, or to change it."""
    return propose(
        OPEN, lambda: (_typed().as_data(), request.form.get("reason", "")), lambda error: (_page(error), 422)
    )


def _typed() -> Plan:
    form = request.form
    return Plan(
        bloc=form.get("bloc", "").strip()[:50],
        name=" ".join(form.get("name", "").split())[:250],
        year=_number("year"),
        head=form.get("head", "")[:80],
        deputy=form.get("deputy", "")[:80] or None,
        quota=_number("quota"),
        members=tuple(code[:80] for code in form.getlist("members")),
        owner=form.get("owner", "")[:80] or None,
        source=" ".join(form.get("source", "").split())[: LONGEST_SOURCE + 1],
    )


def _number(name: str) -> int:
    written = request.form.get(name, "").strip()
    if not (written.isascii() and written.isdigit() and len(written) <= 4):
        raise BlocRefusedError(Text(N_("Write year and number of flags in digits.")))
    return int(written)


def _page(error: BangVangError | None = None) -> str:
    with database().read() as reading:
        chosen = plan_of(reading, request.args.get("khoi", "")[:60])
        form = request.form if error else _filled(chosen, request.args.get("co-quan", "")[:80])
        bodies = bodies_at_work(reading)
        owner = next((body for body in bodies if body.code == form.get("owner")), None)
        return render_template(
            "organisation/blocs.html",
            years=list_years(reading),
            bodies=bodies,
            owner=owner,
            choices=units_at_work(reading, owner.code) if owner else bodies,
            form=form,
            may_propose=current_actor().holds(MANAGER),
            key=new_key(),
            asked=said(error),
        )


def _filled(plan: Plan | None, owner: str) -> Mapping[str, Any]:
    """Return what stands in the form at first: a bloc's year as it is, or nothing but this year, one flag, the body."""
    if plan is None:
        return MultiDict({"year": clock.today().year, "quota": 1, "owner": owner})
    return MultiDict({**plan.as_data(), "deputy": plan.deputy or "", "owner": plan.owner or ""})
