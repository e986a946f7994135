"""What is done with attached files."""

from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from engine.model.base import new_id
from engine.store.database import Database
from workflows.registers.attachments.errors import DamagedFileError, UnsafeContentError, UploadRefusedError
from workflows.registers.attachments.files import FileStore, Readable
from workflows.registers.attachments.inspection import inspect_content
from workflows.registers.attachments.model import UPLOADED, Attachment, Blob, Upload
from workflows.registers.attachments.names import safe_name
from workflows.registers.attachments.quota import require_room
from workflows.registers.attachments.store import (
    delete_orphans,
    find_attachment,
    find_blob,
    keep_blob,
    mark_kept,
    waiting_uploads,
)

LEFT_ASIDE = timedelta(hours=6)
UNTAKEN = timedelta(minutes=45)
"""How long the files of an answer that was not taken wait for it to be sent again; swept every few minutes."""
IN_DRAFTS = timedelta(days=30)
NamedFiles = Callable[[Session, Collection[UUID]], set[str]]
"""Returns the ids of files that drafts of answers to some tasks name."""
# Raises NotFoundError when the actor may not see the dossier of this business key.
VisibilityRule = Callable[[Session, str, Actor], object]


def store_upload(session: Session, store: FileStore, stream: Readable, upload: Upload, *, by: Actor) -> Attachment:
    """Check a file and keep it.

    The caller owns the transaction; the content is on disk before the row is, so a row never lacks its file.
    Raises UploadRefusedError naming the file and the reason.
    """
    name = safe_name(upload.filename)
    try:
        with store.receive(stream) as draft:
            media_type = inspect_content(draft.path, name)
            require_room(session, upload, name, draft.size, by)
            store.adopt(draft)
    except UnsafeContentError as error:
        raise UploadRefusedError(name, error.text) from None
    blob = keep_blob(session, draft.sha256, draft.size, media_type)
    return _add_attachment(session, blob, name, upload, by)


def _add_attachment(session: Session, blob: Blob, name: str, upload: Upload, by: Actor) -> Attachment:
    attachment = Attachment(
        id=new_id(),
        root_id=upload.root_id,
        business_key=upload.business_key,
        task_id=upload.task_id,
        field=upload.field,
        filename=name,
        blob=blob,
        state=UPLOADED,
        uploaded_by=by.id,
        uploaded_by_name=by.name,
        uploaded_at=clock.now(),
    )
    session.add(attachment)
    session.flush()
    return attachment


def open_attachment(
    session: Session, store: FileStore, attachment_id: UUID, actor: Actor, may_see: VisibilityRule
) -> tuple[Attachment, BinaryIO]:
    """Return an attachment and its content, verified against its sha256, for somebody who may see its dossier.

    An upload that no answer took yet is its uploader's alone. Raises NotFoundError, DamagedFileError.
    """
    attachment = find_attachment(session, attachment_id)
    if attachment.state == UPLOADED:
        if attachment.uploaded_by != actor.id:
            raise NotFoundError
    else:
        may_see(session, attachment.business_key, actor)
    stream = store.open(attachment.sha256)
    if stream is None:
        raise DamagedFileError(attachment.filename)
    return attachment, stream


def keep_attachments(session: Session, ids: Iterable[str], business_key: str) -> int:
    """Mark the files of a taken answer as kept, in the transaction that takes the answer; return how many."""
    wanted = [UUID(text) for text in ids]
    return mark_kept(session, wanted, business_key) if wanted else 0


def sweep_orphans(
    database: Database, store: FileStore, older: timedelta = UNTAKEN, named: NamedFiles | None = None
) -> int:
    """Delete uploads that no answer took for so long, then contents nobody has; return how many files went.

    Files that somebody's draft of an answer names (`named` tells) wait for thirty days. What an upload left aside that
    was cut off hours ago goes too. A content goes only if it has been untouched for as long, so that an upload in its
    transaction keeps it.
    """
    with database.transaction() as session:
        before = clock.now() - older
        waiting = waiting_uploads(session, before) if named else {}
        spared = named(session, {task for task in waiting.values() if task}) if named and waiting else set()
        delete_orphans(session, clock.now() - max(older, IN_DRAFTS))
        delete_orphans(session, before, [found for found in waiting if str(found) in spared])
    removed = store.sweep_incoming(LEFT_ASIDE.total_seconds())
    for sha256 in list(store.old_contents(min(older, timedelta(days=1)).total_seconds())):
        with database.read() as session:
            if find_blob(session, sha256) is not None:
                continue
        store.remove(sha256)
        removed += 1
    return removed
