"""Attached files: taken with answers, shown on the page of a case, sent to those who may see it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage, MultiDict

from engine.actor import Actor
from engine.errors import NotFoundError
from engine.model import UserTask
from engine.store import instances
from engine.text import Text
from web.access import current_actor, signed_in
from web.cases.sight import sees_instance
from web.database import database
from workflows import attachments
from workflows.attachments import Attachment, FileStore, Upload, UploadRefusedError

bp = Blueprint("files", __name__, url_prefix="/tep")
ENDING = ":file"  # of the name of the input that sends new files of a field


@dataclass(frozen=True)
class ShownFile:
    """An attached file as pages show it."""

    name: str
    size: int
    url: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Taken:
    """A submission with the ids of its new files in place, and what was wrong with some of them."""

    submitted: MultiDict[str, str]
    errors: dict[str, Text]


@bp.get("/<uuid:attachment_id>")
@signed_in
def send(attachment_id: UUID) -> ResponseReturnValue:
    """Send an attached file, never to be shown by the browser itself."""
    with database().read() as reading:
        found, stream = attachments.open_attachment(
            reading, file_store(), attachment_id, current_actor(), require_sight
        )
        name, media_type = found.filename, found.media_type
    return send_file(stream, mimetype=media_type, as_attachment=True, download_name=name, max_age=0)


def file_store() -> FileStore:
    """Return where the contents of files lie."""
    return FileStore(current_app.config["BANGVANG_SETTINGS"].attachments_dir)


def require_sight(session: Session, business_key: str, actor: Actor) -> None:
    """Refuse whoever sees no instance of a case.

    Raises NotFoundError.
    """
    if not any(sees_instance(session, actor, one) for one in instances.instances_for(session, business_key)):
        raise NotFoundError


def take_uploads(task: UserTask, me: Actor) -> Taken:
    """Keep the files a browser sent with answers, and put their ids among the answers."""
    submitted: MultiDict[str, str] = MultiDict(request.form)
    errors: dict[str, Text] = {}
    for name, sent in request.files.items(multi=True):
        if not sent.filename or not name.endswith(ENDING):
            continue
        field = name.removesuffix(ENDING)
        try:
            submitted.add(field, str(_store(task, field, sent, me)))
        except UploadRefusedError as error:
            errors[field] = error.text
    return Taken(submitted, errors)


def known_files(session: Session, task: UserTask, submitted: MultiDict[str, str]) -> dict[str, Attachment]:
    """Return the attached files a submission names, by id."""
    named = [value for values in submitted.listvalues() for value in values if len(value) == 36]
    return attachments.known_attachments(session, named, key_of(task))


def keep_files(session: Session, task: UserTask, answers: Mapping[str, Any], known: Collection[str]) -> None:
    """Mark the files that answers name as part of the case, in the transaction that takes the answers."""
    named = {text for text in _texts(answers) if text in known}
    attachments.keep_attachments(session, named, key_of(task))


def files_of(session: Session, business_key: str) -> list[ShownFile]:
    """Return the files of a case."""
    return [show_file(file) for file in attachments.attachments_of(session, business_key)]


def show_file(file: Attachment) -> ShownFile:
    """Return a file for a page."""
    url = url_for("files.send", attachment_id=file.id)
    return ShownFile(file.filename, file.size, url, file.uploaded_by_name, file.uploaded_at)


def key_of(task: UserTask) -> str:
    """Return the key that files of a task are kept under."""
    return task.business_key or str(task.root_id)


def _store(task: UserTask, field: str, sent: FileStorage, me: Actor) -> UUID:
    upload = Upload(sent.filename or "", key_of(task), task.id, field, task.root_id)

    def work(session: Session) -> UUID:
        sent.stream.seek(0)  # the work may be repeated after a conflict
        return attachments.store_upload(session, file_store(), sent.stream, upload, by=me).id

    return database().perform(work)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
