"""The list of exemplary models, one of them, and its pictures."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from engine.base.errors import NotFoundError
from web.base.database import database
from web.layout.downloads import send_download
from web.models.asked import Asked
from web.models.page import model_page
from web.models.words import WORDS
from web.parts.files import file_store
from web.parts.naming import load_names
from web.parts.places import places
from web.signin.access import current_actor, signed_in
from workflows.registers.attachments import DamagedFileError
from workflows.registers.models import store
from workflows.registers.models.commands import RECORDERS
from workflows.registers.models.pictures import pictures_of

bp = Blueprint("models", __name__, url_prefix="/dien-hinh")
PAGE = 50


@bp.get("")
@signed_in
def list_models() -> ResponseReturnValue:
    """Show the models that are published, and those of the units whose cases the person sees."""
    asked, me = Asked.from_query(request.args), current_actor()
    with database().read() as reading:
        begin = (asked.page - 1) * PAGE
        found = store.models_seen(reading, me, asked.sought, limit=PAGE + 1, offset=begin)
        page = {
            "models": found[:PAGE],
            "has_next": len(found) > PAGE,
            "counted": store.count_states(reading, me, asked.sought),
            "noted": store.count_notes(reading, [one.id for one in found[:PAGE]]),
            "names": load_names(reading, [one.unit_code for one in found]),
            "bodies": places(reading, "").bodies,
            "may_record": any(me.holds(role) for role in RECORDERS),
        }
        return render_template("models/list.html", asked=asked, **page, **WORDS)


@bp.get("/<uuid:model_id>")
@signed_in
def show(model_id: UUID) -> ResponseReturnValue:
    """Show one model: who, what, its pictures, who visited it and took it over."""
    return model_page(model_id)


@bp.get("/<uuid:model_id>/anh/<uuid:picture_id>")
@signed_in
def send_picture(model_id: UUID, picture_id: UUID) -> ResponseReturnValue:
    """Send a picture of a model to whoever may see it."""
    with database().read() as reading:
        one = store.find_model(reading, model_id, current_actor())
        found = next((each for each in pictures_of(reading, one.file_key) if each.id == picture_id), None)
        if found is None:
            raise NotFoundError
        stream = file_store().open(found.sha256)
        if stream is None:
            raise DamagedFileError(found.filename)
        return send_download(stream, found.media_type, found.filename, is_shown=True)
