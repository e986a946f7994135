"""Attached files: taken with answers, shown on the page of a case, sent to those who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from engine.model import UserTask
from engine.store import instances, tasks
from forms import Form
from forms.uploads import Taken, file_ids, take_uploads
from web.base.database import database
from web.layout.downloads import send_download
from web.parts.sight import sees_instance
from web.signin.access import current_actor, signed_in
from workflows.across.people.reading import reads_aside
from workflows.registers import attachments
from workflows.registers.attachments import Attachment, FileStore, Upload

bp = Blueprint("files", __name__, url_prefix="/tep")


@dataclass(frozen=True)
class ShownFile:
    """An attached file as pages show it."""

    name: str
    size: int
    url: str
    preview_url: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Dossier:
    """What files belong to: the number of the case, and the task they were sent with."""

    key: str
    task_id: UUID
    root_id: UUID


@bp.get("/<uuid:attachment_id>")
@signed_in
def send(attachment_id: UUID) -> ResponseReturnValue:
    """Send an attached file, never to be shown by the browser itself."""
    with database().read() as reading:
        found, stream = open_file(reading, attachment_id, current_actor())
        name, media_type = found.filename, found.media_type
    return send_download(stream, media_type, name)


def file_store() -> FileStore:
    """Return where the contents of files lie."""
    return FileStore(current_app.config["BANGVANG_SETTINGS"].attachments_dir)


def open_file(session: Session, attachment_id: UUID, me: Actor) -> tuple[Attachment, BinaryIO]:
    """Return a file and its content for somebody who may see the case, and this of it.

    Raises NotFoundError, DamagedFileError.
    """
    found, stream = attachments.open_attachment(session, file_store(), attachment_id, me, require_sight)
    if reads_aside(session, me, found.business_key) and not _is_handed_in(session, me, found):
        stream.close()
        raise NotFoundError
    return found, stream


def _is_handed_in(session: Session, me: Actor, file: Attachment) -> bool:
    """Tell whether a file is what was handed in with a proposal, rather than what others wrote about it."""
    if file.uploaded_by in me.ids:
        return True
    return file.task_id is not None and tasks.find_task(session, file.task_id).capacity == "propose"


def files_handed_in(session: Session, me: Actor, business_key: str) -> list[ShownFile]:
    """Return the files of a case that were handed in with the proposal."""
    found = attachments.attachments_of(session, business_key)
    return [show_file(file) for file in found if _is_handed_in(session, me, file)]


def require_sight(session: Session, business_key: str, actor: Actor) -> None:
    """Refuse whoever sees no instance of a case.

    Raises NotFoundError.
    """
    if not any(sees_instance(session, actor, one) for one in instances.instances_for(session, business_key)):
        raise NotFoundError


def take_answers(dossier: Dossier, form: Form, me: Actor) -> Taken:
    """Keep the files a browser sent with answers, and put their ids among the answers."""

    def keep(field: str, sent: FileStorage) -> str:
        return str(_store(dossier, field, sent, me))

    return take_uploads(form, request.form, request.files.items(multi=True), keep)


def known_files(
    session: Session, dossier: Dossier, form: Form, submitted: Mapping[str, list[str]]
) -> dict[str, Attachment]:
    """Return the attached files a submission names, by id; a form that takes none is not asked for any."""
    if not form.has_files:
        return {}
    named = [value for values in submitted.values() for value in values if len(value) == 36]
    return attachments.known_attachments(session, named, dossier.key)


def keep_files(session: Session, dossier: Dossier, form: Form, answers: Mapping[str, Any]) -> None:
    """Mark the files that answers name as part of the case, in the transaction that takes the answers."""
    named = file_ids(form, answers)
    if named:
        attachments.keep_attachments(session, named, dossier.key)


def files_of(session: Session, business_key: str) -> list[ShownFile]:
    """Return the files of a case."""
    return [show_file(file) for file in attachments.attachments_of(session, business_key)]


def show_file(file: Attachment) -> ShownFile:
    """Return a file for a page."""
    url = url_for("files.send", attachment_id=file.id)
    preview_url = url_for("preview.show", attachment_id=file.id)
    return ShownFile(file.filename, file.size, url, preview_url, file.uploaded_by_name, file.uploaded_at)


def dossier_of(task: UserTask) -> Dossier:
    """Return what files of a task belong to."""
    return Dossier(task.business_key or str(task.root_id), task.id, task.root_id)


def _store(dossier: Dossier, field: str, sent: FileStorage, me: Actor) -> UUID:
    upload = Upload(sent.filename or "", dossier.key, dossier.task_id, field, dossier.root_id)

    def work(session: Session) -> UUID:
        sent.stream.seek(0)  # the work may be repeated after a conflict
        return attachments.store_upload(session, file_store(), sent.stream, upload, by=me).id

    return database().perform(work)
