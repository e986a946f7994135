"""What people do with exemplary models."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from forms.dates import read_date_at
from forms.errors import AnswerError
from web.base.database import database
from web.layout.keys import new_key, read_key
from web.layout.notices import notify
from web.layout.numbers import read_number
from web.models.page import model_page
from web.models.places import units_of
from web.models.words import WORDS
from web.parts.again import show_again
from web.parts.files import file_store
from web.signin.access import access, current_actor
from workflows.registers.attachments import UploadRefusedError
from workflows.registers.models import store
from workflows.registers.models.commands import (
    CHECKERS,
    LONGEST,
    RECORDERS,
    Described,
    ModelRefusedError,
    Noted,
    check_model,
    note_model,
    publish_model,
    record_model,
)
from workflows.registers.models.pictures import Picture, add_picture

bp = Blueprint("model_changes", __name__, url_prefix="/dien-hinh")


@bp.get("/moi")
@access(*RECORDERS)
def begin() -> ResponseReturnValue:
    """Show what is said of a model that was found."""
    return _form(Described("", "collective", "", clock.today().year, ""), None, new_key())


@bp.post("/moi")
@access(*RECORDERS)
def record() -> ResponseReturnValue:
    """Keep a model that was found, or say what is missing."""
    return _record(None)


@bp.get("/<uuid:model_id>/sua")
@access(*RECORDERS)
def begin_again(model_id: UUID) -> ResponseReturnValue:
    """Show what was said of a model, to be put right."""
    with database().read() as reading:
        one = store.find_model(reading, model_id, current_actor())
        said = Described(one.name, one.kind, one.unit_code, one.year, one.summary, one.results)
    return _form(said, model_id, new_key())


@bp.post("/<uuid:model_id>/sua")
@access(*RECORDERS)
def record_again(model_id: UUID) -> ResponseReturnValue:
    """Keep what is said anew of a model that was sent back."""
    return _record(model_id)


def _record(model_id: UUID | None) -> ResponseReturnValue:
    key, me, said = read_key(), current_actor(), _described()
    try:
        made = database().perform(lambda writing: record_model(writing, said, model_id, by=me, key=key))
    except ModelRefusedError as refusal:
        return show_again(_form(said, model_id, key), refusal)
    notify(_("The model is recorded; a second person checks it."))
    return redirect(url_for("models.show", model_id=made), 303)


def _described() -> Described:
    texts = {name: request.form.get(name, "").strip()[: LONGEST + 1] for name in ("name", "kind", "summary", "results")}
    year = read_number(request.form.get("year"), 1900, 2200) or 0
    return Described(**texts, unit=request.form.get("unit", "")[:80], year=year)


def _form(said: Described, model_id: UUID | None, key: str) -> str:
    with database().read() as reading:
        units = units_of(reading, current_actor())
    shown = {"said": said, "model_id": model_id, "key": key, "units": units, "longest": LONGEST}
    return render_template("models/form.html", **shown, **WORDS)


@bp.post("/<uuid:model_id>/kiem-tra")
@access(*CHECKERS)
def check(model_id: UUID) -> ResponseReturnValue:
    """Find a model right, or send it back."""
    is_right = request.form.get("decision") == "right"
    lacking = None if is_right else request.form.get("lacking", "")[: LONGEST + 1]
    said = _("The model was checked.") if is_right else _("The model was sent back.")
    return _do(model_id, lambda writing, me, key: check_model(writing, model_id, lacking, by=me, key=key), said)


@bp.post("/<uuid:model_id>/cong-bo")
@access(*CHECKERS)
def publish(model_id: UUID) -> ResponseReturnValue:
    """Publish a model that was checked."""
    said = _("The model is published.")
    return _do(model_id, lambda writing, me, key: publish_model(writing, model_id, by=me, key=key), said)


@bp.post("/<uuid:model_id>/ghi-nhan")
@access(*RECORDERS)
def note(model_id: UUID) -> ResponseReturnValue:
    """Note a visit, a replication, or the proposal for the congress."""

    def command(writing: Session, me: Actor, key: str) -> None:
        texts = {name: request.form.get(name, "")[: LONGEST + 1] for name in ("kind", "unit", "text")}
        since = request.form.get("since", "").strip()
        noted = Noted(since=read_date_at("since", since) if since else clock.today(), **texts)
        note_model(writing, model_id, noted, by=me, key=key)

    return _do(model_id, command, _("This was noted."))


@bp.post("/<uuid:model_id>/anh")
@access(*RECORDERS)
def attach(model_id: UUID) -> ResponseReturnValue:
    """Attach a picture."""
    sent = request.files.get("picture")
    if sent is None or not sent.filename:
        return redirect(url_for("models.show", model_id=model_id), 303)
    name = sent.filename

    def command(writing: Session, me: Actor, _key: str) -> None:
        sent.stream.seek(0)  # the work may be repeated after a conflict
        add_picture(writing, file_store(), Picture(model_id, name, sent.stream), by=me)

    return _do(model_id, command, _("The picture was attached."))


def _do(model_id: UUID, command: Callable[[Session, Actor, str], None], said: str) -> ResponseReturnValue:
    """Give a command and show the model; where it is refused, with what was typed and what is wrong."""
    key, me = read_key(), current_actor()
    try:
        database().perform(lambda writing: command(writing, me, key))
    except (ModelRefusedError, UploadRefusedError, AnswerError) as refusal:
        return show_again(model_page(model_id), refusal)
    notify(said)
    return redirect(url_for("models.show", model_id=model_id), 303)
