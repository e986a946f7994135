"""Pictures of the diagrams of versions and drafts, with what differs or was found marked on them."""

from collections.abc import Mapping

from flask import url_for
from flask.typing import ResponseReturnValue

from engine.base.errors import NotFoundError
from engine.releases.exchange import Opened
from engine.releases.pictures import Picture, digest, edition, picture_of
from engine.store import releases
from web.base.database import database
from web.layout.language import language
from web.parts.diagrams.drawn import Drawn
from web.parts.diagrams.pictures import send_picture
from web.parts.diagrams.standing import Standing
from web.signin.access import access
from web.workshop.blueprint import READERS, bp
from web.workshop.sources import DRAFT_PREFIX, Source, find_source, find_version

LASTING = 12
"""Signs of a digest that stand in an address."""


@bp.app_template_global("drawn_file")
def drawn_file(
    source: Source, path: str, marks: Mapping[str, str] | None = None, standing: Standing | None = None
) -> Drawn:
    """Return a diagram of a version or a draft as a page shows it."""
    picture = _picture(source.files, path)
    version = f"{edition()}{digest(source.files[path])[:LASTING]}"
    address = url_for(
        "workshop.send_drawing", procedure=source.procedure, name=source.name, path=path, ve=language(), v=version
    )
    return Drawn(picture, address, standing or Standing(), marks or {})


@bp.app_template_global("drawing_address")
def drawing_address(procedure: str, number: int, path: str, sha256: str) -> str:
    """Return where the picture of a version's diagram is sent from, without reading the version's files."""
    version = f"{edition()}{sha256[:LASTING]}"
    return url_for("workshop.send_drawing", procedure=procedure, name=number, path=path, ve=language(), v=version)


@bp.get("/<procedure>/hinh/<name>/<path:path>")
@access(*READERS)
def send_drawing(procedure: str, name: str, path: str) -> ResponseReturnValue:
    """Send the picture of a diagram: of a version to be kept for ever, for its files never change."""
    with database().read() as session:
        if name.startswith(DRAFT_PREFIX):
            return send_picture(_picture(find_source(session, procedure, name).files, path), is_lasting=False)
        data = releases.file_of(session, find_version(session, procedure, name).id, _diagram(path))
    return send_picture(picture_of(digest(data), language(), lambda: data))


def _diagram(path: str) -> str:
    if not path.endswith(".bpmn"):
        raise NotFoundError
    return path


def _picture(files: Opened, path: str) -> Picture:
    if _diagram(path) not in files:
        raise NotFoundError
    data = files[path]
    return picture_of(digest(data), language(), lambda: data)
