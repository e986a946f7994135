"""Pictures of an exemplary model."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from engine.base.text import N_, Text
from engine.history.administration import record_act
from workflows.registers.attachments import Attachment, FileStore, Upload, UploadRefusedError
from workflows.registers.attachments.commands import keep_attachments, store_upload
from workflows.registers.attachments.files import Readable
from workflows.registers.attachments.store import attachments_of
from workflows.registers.models import store
from workflows.registers.models.acts import ModelPictured
from workflows.registers.models.commands import RECORDERS
from workflows.registers.organisation.access import holds_over

MOST = 12


class Picture(NamedTuple):
    """A picture as it was sent: the model it shows, its name and its content."""

    model_id: UUID
    name: str
    stream: Readable


def add_picture(session: Session, files: FileStore, sent: Picture, *, by: Actor) -> None:
    """Attach a picture to a model, before it is published or after.

    The caller owns the transaction. Raises NotAllowedError, UploadRefusedError, NotFoundError.
    """
    found = store.lock_model(session, sent.model_id)
    if not holds_over(by, RECORDERS, found.unit_code):
        raise NotAllowedError
    if len(attachments_of(session, found.file_key)) >= MOST:
        raise UploadRefusedError(sent.name, Text(N_("a model has at most %(most)s pictures."), {"most": MOST}))
    made = store_upload(session, files, sent.stream, Upload(sent.name, found.file_key, field="picture"), by=by)
    if not made.media_type.startswith("image/"):
        raise UploadRefusedError(made.filename, Text(N_("this is no picture.")))
    keep_attachments(session, [str(made.id)], found.file_key)
    record_act(session, ModelPictured(made.filename, made.sha256), by=by, subject=found.file_key)


def pictures_of(session: Session, file_key: str) -> list[Attachment]:
    """Return the pictures of a model, the first attached first."""
    return attachments_of(session, file_key)
