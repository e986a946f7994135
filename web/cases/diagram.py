"""Diagrams of instances and where they stand: as pictures, and as what the viewer that zooms asks for."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from engine.releases.pictures import edition as current_edition
from engine.store import releases
from web.base.database import database
from web.layout.numbers import read_number
from web.parts.diagrams.pictures import deployed_picture, send_picture, show_instance
from web.parts.diagrams.standing import standing_of
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
    """Send where an instance stands, or stood after the event `?until=`, to who zooms."""
    with database().read() as reading:
        instance = find_visible_instance(reading, current_actor(), instance_id)
        return standing_of(reading, instance, read_number(request.args.get("until"))).told()


@bp.get("/<uuid:instance_id>/hinh")
@signed_in
def show_drawing(instance_id: UUID) -> ResponseReturnValue:
    """Show the picture of an instance's diagram and its steps, as it stands or stood after `?until=`."""
    with database().read() as reading:
        instance = find_visible_instance(reading, current_actor(), instance_id)
        standing = standing_of(reading, instance, read_number(request.args.get("until")))
        return show_instance(reading, instance, standing, is_small="nho" in request.args)


@bp.get("/hinh/<edition>/<sha256>.<language>.svg")
@signed_in
def send_drawing(edition: str, sha256: str, language: str) -> ResponseReturnValue:
    """Send the picture of a deployed diagram, whoever runs on it; its digest is told by pages that show it."""
    with database().read() as reading:
        picture = deployed_picture(reading, sha256, language)
    return send_picture(picture, is_lasting=edition == current_edition())
