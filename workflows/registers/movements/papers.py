"""Papers of a movement: its plan, its launch, what its reviews found."""

from typing import NamedTuple

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from engine.base.text import N_, Text
from engine.history.administration import record_act
from workflows.registers.attachments import Attachment, FileStore, Upload, UploadRefusedError
from workflows.registers.attachments.commands import keep_attachments, store_upload
from workflows.registers.attachments.files import Readable
from workflows.registers.attachments.store import attachments_of
from workflows.registers.movements import store
from workflows.registers.movements.acts import MovementPapered
from workflows.registers.movements.commands import DRAFTERS
from workflows.registers.organisation.access import holds_over

MOST = 40


class Paper(NamedTuple):
    """A paper as it was sent: the movement it belongs to, its name and its content."""

    movement: str
    name: str
    stream: Readable


def add_paper(session: Session, files: FileStore, sent: Paper, *, by: Actor) -> None:
    """Attach a paper to a movement, at any of its steps.

    The caller owns the transaction. Raises NotAllowedError, UploadRefusedError, NotFoundError.
    """
    found = store.lock_movement(session, sent.movement)
    if not holds_over(by, DRAFTERS, found.unit_code):
        raise NotAllowedError
    if len(attachments_of(session, found.code)) >= MOST:
        raise UploadRefusedError(sent.name, Text(N_("a movement has at most %(most)s papers."), {"most": MOST}))
    made = store_upload(session, files, sent.stream, Upload(sent.name, found.code, field="paper"), by=by)
    keep_attachments(session, [str(made.id)], found.code)
    record_act(session, MovementPapered(made.filename, made.sha256), by=by, subject=found.code)


def papers_of(session: Session, code: str) -> list[Attachment]:
    """Return the papers of a movement, the first attached first."""
    return attachments_of(session, code)
