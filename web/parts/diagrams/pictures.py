"""Sends pictures of diagrams, to be kept by browsers for ever, and shows those of instances with where they stand."""

from flask import Response, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.model import Instance
from engine.releases.pictures import Picture, edition, note_to, picture_of
from engine.store import releases
from web.layout.language import language
from web.layout.security import allow_keeping
from web.parts.diagrams.drawn import Drawn
from web.parts.diagrams.standing import Standing

MIMETYPE = "image/svg+xml"


def show_instance(session: Session, instance: Instance, standing: Standing, *, is_small: bool = False) -> str:
    """Return the picture of the diagram an instance runs on, marked with where it stands, as a part of a page."""
    sha256 = releases.digest_of_diagram(session, instance.release_id, instance.process_id)
    address = url_for("diagrams.send_drawing", edition=edition(), sha256=sha256, language=language())
    drawn = Drawn(deployed_picture(session, sha256, language()), address, standing, is_small=is_small)
    return render_template("_drawing.html", drawn=drawn)


def deployed_picture(session: Session, sha256: str, code: str) -> Picture:
    """Return the picture of a deployed diagram by its digest; raises NotFoundError."""
    return picture_of(sha256, code, lambda: releases.diagram_by_digest(session, sha256))


def send_picture(picture: Picture, *, is_lasting: bool = True) -> Response:
    """Send a picture; one without a drawing says so. What its address says whole is kept for ever."""
    if is_lasting:
        allow_keeping()
    return Response(picture.svg or note_to(_("Not drawn in this file")), mimetype=MIMETYPE)
