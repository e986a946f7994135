"""Diagrams of instances and where they stand, for the viewer."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from engine.model import InstanceState
from engine.store import instances, releases, tasks
from web.base.database import database
from web.layout.numbers import read_number
from web.parts.sight import find_visible_instance
from web.signin.access import current_actor, signed_in

bp = Blueprint("diagrams", __name__, url_prefix="/so-do")


@bp.get("/<uuid:instance_id>.bpmn")
@signed_in
def show_diagram(instance_id: UUID) -> ResponseReturnValue:
    """Send the diagram an instance runs on, as it was deployed."""
    with database().read() as reading:
        instance = find_visible_instance(reading, current_actor(), instance_id)
        data = releases.diagram_of(reading, instance.release_id, instance.process_id)
    return Response(data, mimetype="application/xml")


@bp.get("/<uuid:instance_id>.json")
@signed_in
def show_positions(instance_id: UUID) -> ResponseReturnValue:
    """Send where an instance stands, or stood after the event `?until=`."""
    until = read_number(request.args.get("until"))
    with database().read() as reading:
        instance = find_visible_instance(reading, current_actor(), instance_id)
        found = instances.positions(reading, instance.id, until)
        waiting = {task.element_id for task in tasks.tasks_of_instance(reading, instance.id)}
    current = sorted(found.current, key=lambda element_id: element_id not in waiting)  # the viewer turns to the first
    return {
        "current": current if instance.state == InstanceState.ACTIVE or until else [],
        "past": found.past,
        "taken_flows": found.taken_flows,
        "visits": found.visits,
    }
