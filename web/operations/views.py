"""The pages of incidents: what could not go on by itself, why, and what to do about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from engine import commands
from engine.base import clock
from engine.base.errors import BangVangError
from engine.commands.care import takes_two
from engine.commands.operators import require_reason
from engine.model import ContentOpening, Incident, IncidentKind
from engine.store import incidents, instances, releases
from engine.store.database import Database
from engine.store.openings import find_opening
from web.base.database import database
from web.layout.keys import read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.operations import failing
from web.parts.diagrams.pictures import show_instance
from web.parts.diagrams.standing import Standing
from web.parts.known import keep_known, refuse_unknown, unknown_here
from web.parts.proposing import give, propose, said
from web.signin.access import access, current_actor
from web.signin.errors import status_of

bp = Blueprint("operations", __name__, url_prefix="/van-hanh")
bp.before_request(refuse_unknown)
AT_ONCE = 200
"""How many incidents one request tries again; more would keep the page waiting."""


@bp.get("")
@access("administrator")
def show_incidents() -> ResponseReturnValue:
    """Show what is stuck; the content of cases stays hidden from administrators."""
    return _list()


def _list(refusal: str = "") -> str:
    state, kind = request.args.get("trang-thai", ""), request.args.get("loai", "")
    state, kind = state if state in failing.STATES else "", kind if kind in failing.KINDS else ""
    with database().read() as reading:
        hidden = unknown_here(reading)
        return render_template(
            "operations/incidents.html",
            failures=keep_known(hidden, failing.list_failures(reading, state, kind), lambda one: one.case),
            counts=incidents.count_open(reading, hidden),
            state=state,
            kind=kind,
            names=failing,
            refusal=refusal,
        )


@bp.get("/su-co/<uuid:incident_id>")
@access("administrator")
def show_incident(incident_id: UUID) -> ResponseReturnValue:
    """Show one incident: what failed, where, why, how often, and what can be done."""
    return _page(incident_id)


def _page(incident_id: UUID, error: BangVangError | None = None) -> str:
    with database().read() as reading:
        incident = incidents.find_incident(reading, incident_id)
        return render_template(
            "operations/incident.html",
            incident=incident,
            failure=failing.failure_of(reading, incident),
            opening=_opening(reading, incident),
            names=failing,
            takes_two=takes_two,
            **said(error),
        )


def _opening(reading: Session, incident: Incident) -> ContentOpening | None:
    """Return by which opening the reader sees the content of the case that an incident belongs to."""
    if incident.instance_id is None:
        return None
    return find_opening(reading, incident.instance_id, current_actor().id, clock.now())


@bp.post("/<uuid:incident_id>/thu-lai")
@access("administrator")
def retry(incident_id: UUID) -> ResponseReturnValue:
    """Let failed work be tried again for a reason, and say how it went; or propose it, where that takes two people."""
    reason = request.form.get("reason", "")

    def again(error: BangVangError) -> ResponseReturnValue:
        return _page(incident_id, error), status_of(error)

    def done(_made: object) -> ResponseReturnValue:
        with database().read() as reading:
            still = commands.is_still_failing(reading, incident_id)
        if still:
            notify(_("It was tried again and failed again; the new reason is in the list."), "warning")
        else:
            notify(_("It is tried again."))
        return redirect(url_for("operations.show_incidents"), 303)

    return give("retry_incident", lambda: ({"incident": incident_id}, reason), again, done)


@bp.post("/<uuid:incident_id>/bo")
@access("administrator")
def drop(incident_id: UUID) -> ResponseReturnValue:
    """Drop a mail or notice that cannot be delivered, for a reason; a message by proposing it to a second person."""
    with database().read() as reading:
        is_message = incidents.find_incident(reading, incident_id).kind == IncidentKind.MESSAGE
    if is_message:
        asked = {"incident": incident_id}, request.form.get("reason", "")
        return propose("drop_incident", lambda: asked, lambda error: (_page(incident_id, error), status_of(error)))

    def work(writing: Any, reason: str, key: str) -> Any:
        return commands.drop_incident(writing, incident_id, reason, by=current_actor(), key=key)

    refused = _perform(incident_id, work)
    if refused is not None:
        return refused
    notify(_("It was dropped."))
    return redirect(url_for("operations.show_incidents"), 303)


def _perform(incident_id: UUID, work: Callable[[Any, str, str], Any]) -> ResponseReturnValue | None:
    """Do a command; where it is refused return the incident's page with why."""
    key, reason = read_key(), request.form.get("reason", "")
    try:
        database().perform(lambda writing: work(writing, reason, key))
    except BangVangError as error:
        return _page(incident_id, error), status_of(error)
    return None


@bp.post("/thu-lai-tat-ca")
@access("administrator")
def retry_all() -> ResponseReturnValue:
    """Let all open incidents of a kind be tried again, each in a transaction of its own."""
    kind, reason, key = request.form.get("kind", ""), request.form.get("reason", ""), read_key()
    if kind not in failing.KINDS:
        abort(400)
    try:
        require_reason(reason)
    except BangVangError as error:
        return _list(translate(error.text)), status_of(error)
    with database().read() as reading:
        wanted = [incident.id for incident in incidents.find_incidents(reading, kind, limit=AT_ONCE)]
    done = sum(_retry_one(database(), one, reason, f"{key}:{n}") for n, one in enumerate(wanted))
    if takes_two("retry_incident"):
        notify(ngettext("%(num)s proposal waits.", "%(num)s proposals wait for a second person.", done))
        return redirect(url_for("proposals.list_acts"), 303)
    notify(ngettext("%(num)s incident is tried again.", "%(num)s incidents are tried again.", done))
    return redirect(url_for("operations.show_incidents", loai=kind), 303)


def _retry_one(place: Database, incident_id: UUID, reason: str, key: str) -> int:
    """Try one of many again, or propose it; one that cannot be, such as of a suspended process, stays in the list."""
    me, asked = current_actor(), {"incident": incident_id}

    def work(writing: Session) -> object:
        if takes_two("retry_incident"):
            return commands.propose_act(writing, "retry_incident", asked, reason, by=me, key=key)
        return commands.retry_incident(writing, incident_id, by=me, key=key, reason=reason)

    try:
        place.perform(work)
    except BangVangError:
        return 0
    return 1


@bp.get("/su-co/<uuid:incident_id>/so-do.bpmn")
@access("administrator")
def send_diagram(incident_id: UUID) -> ResponseReturnValue:
    """Send the diagram on which an incident stands."""
    with database().read() as reading:
        instance_id = incidents.find_incident(reading, incident_id).instance_id or abort(404)
        instance = instances.find_instance(reading, instance_id)
        data = releases.diagram_of(reading, instance.release_id, instance.process_id)
    return Response(data, mimetype="application/xml")


@bp.get("/su-co/<uuid:incident_id>/so-do.json")
@access("administrator")
def send_positions(incident_id: UUID) -> ResponseReturnValue:
    """Send where on its diagram an incident stands."""
    with database().read() as reading:
        return _standing(reading, incidents.find_incident(reading, incident_id)).told()


@bp.get("/su-co/<uuid:incident_id>/hinh")
@access("administrator")
def show_drawing(incident_id: UUID) -> ResponseReturnValue:
    """Show the picture of the diagram on which an incident stands."""
    with database().read() as reading:
        incident = incidents.find_incident(reading, incident_id)
        instance = instances.find_instance(reading, incident.instance_id or abort(404))
        return show_instance(reading, instance, _standing(reading, incident))


def _standing(reading: Session, incident: Incident) -> Standing:
    found = instances.positions(reading, incident.instance_id or abort(404))
    failed = () if incident.resolved_at else (incident.element_id,)
    return Standing([incident.element_id], found.past, found.taken_flows, found.visits, failed=failed)
