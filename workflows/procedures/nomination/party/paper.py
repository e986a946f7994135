"""The paper in which a party committee gave its opinion, as a file of the nomination."""

from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from workflows.procedures.nomination.party.store import find_opinion
from workflows.registers.attachments import FileStore, Upload
from workflows.registers.attachments.commands import keep_attachments, store_upload
from workflows.registers.attachments.files import Readable
from workflows.registers.attachments.store import attachments_of


def attach_paper(  # noqa: PLR0913 - a file as it was sent, and for what
    session: Session, files: FileStore, opinion_id: UUID, name: str, stream: Readable, *, by: Actor
) -> None:
    """Attach the paper of an opinion to its nomination, once; whoever may record the opinion has just done so.

    The caller owns the transaction. Raises UploadRefusedError.
    """
    about, field = find_opinion(session, opinion_id).nomination, f"party-{opinion_id}"
    if any(one.field == field for one in attachments_of(session, about)):
        return
    made = store_upload(session, files, stream, Upload(name, about, field=field), by=by)
    keep_attachments(session, [str(made.id)], about)
