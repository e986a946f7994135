"""Running processes: the list, and how one of them stands."""

from uuid import UUID

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from engine import commands
from engine.base import clock
from engine.store import instances, releases, retention, waiting
from engine.store.openings import find_opening
from web.base.database import database
from web.operations import store
from web.operations.blueprint import OPERATOR, bp
from web.operations.incidents import list_incidents_of
from web.parts.diagrams import pictures
from web.parts.diagrams.standing import standing_of
from web.parts.history import process_name
from web.parts.known import unknown_here
from web.signin.access import access, current_actor


@bp.get("/dang-chay")
@access(OPERATOR)
def list_instances() -> ResponseReturnValue:
    """Show what runs, or has run, with search and filters."""
    state = request.args.get("trang-thai", "active")
    wanted = store.Wanted(
        words=" ".join(request.args.get("tim", "").split())[:100],
        procedure=request.args.get("quy-trinh", "")[:100],
        state=state if state in store.STATES else "active",
        after=_uuid(request.args.get("sau", "")),
    )
    with database().read() as reading:
        page = store.find_instances(reading, wanted, unknown_here(reading))
        procedures = releases.procedures(reading)
        names = {row.instance.id: process_name(reading, row.instance) for row in page.rows}
    return render_template("operations/instances.html", page=page, names=names, wanted=wanted, procedures=procedures)


def _uuid(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        abort(400)


@bp.get("/dang-chay/<uuid:instance_id>")
@access(OPERATOR)
def show_instance(instance_id: UUID) -> ResponseReturnValue:
    """Show one instance: where it stands, what it waits for, what can be done; its content while that is open."""
    with database().read() as reading:
        instance = instances.find_instance(reading, instance_id)
        return render_template(
            "operations/instance.html",
            instance=instance,
            release=releases.find_release(reading, instance.release_id),
            is_newest=_is_newest(reading, instance.procedure, instance.release_id),
            seen=commands.inspect_instance(reading, instance_id),
            jobs=waiting.jobs_of(reading, instance_id),
            subscriptions=waiting.subscriptions_of(reading, instance_id),
            incidents=list_incidents_of(reading, instance_id),
            holds=retention.holds_on(reading, instance),
            process=process_name(reading, instance),
            opening=find_opening(reading, instance_id, current_actor().id, clock.now()),
        )


def _is_newest(reading: Session, procedure: str, release_id: UUID) -> bool:
    newest = releases.release_in_force(reading, procedure)
    return newest is not None and newest.id == release_id


@bp.get("/dang-chay/<uuid:instance_id>/so-do.bpmn")
@access(OPERATOR)
def send_diagram(instance_id: UUID) -> ResponseReturnValue:
    """Send the diagram an instance runs on."""
    with database().read() as reading:
        instance = instances.find_instance(reading, instance_id)
        data = releases.diagram_of(reading, instance.release_id, instance.process_id)
    return Response(data, mimetype="application/xml")


@bp.get("/dang-chay/<uuid:instance_id>/so-do.json")
@access(OPERATOR)
def send_positions(instance_id: UUID) -> ResponseReturnValue:
    """Send where an instance stands on its diagram."""
    with database().read() as reading:
        instance = instances.find_instance(reading, instance_id)
        return standing_of(reading, instance).told()


@bp.get("/dang-chay/<uuid:instance_id>/hinh")
@access(OPERATOR)
def show_drawing(instance_id: UUID) -> ResponseReturnValue:
    """Show the picture of an instance's diagram with where it stands."""
    with database().read() as reading:
        instance = instances.find_instance(reading, instance_id)
        return pictures.show_instance(reading, instance, standing_of(reading, instance))
