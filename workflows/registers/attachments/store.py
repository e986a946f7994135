"""Queries over attached files."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import NotFoundError
from engine.store.rows import put
from workflows.registers.attachments.model import KEPT, UPLOADED, Attachment, Blob


def find_attachment(session: Session, attachment_id: UUID) -> Attachment:
    """Return an attachment by its id, whoever asks.

    Raises NotFoundError.
    """
    found = session.get(Attachment, attachment_id)
    if found is None:
        raise NotFoundError
    return found


def attachments_of(session: Session, business_key: str) -> list[Attachment]:
    """Return the kept attachments of a dossier, oldest first."""
    rows = select(Attachment).where(Attachment.business_key == business_key, Attachment.state == KEPT)
    return list(session.scalars(rows.order_by(Attachment.uploaded_at, Attachment.id)))


def known_attachments(session: Session, ids: Iterable[str], business_key: str) -> dict[str, Attachment]:
    """Return those of the ids that are attachments of this dossier, by id: what its forms may name."""
    wanted = [found for text in ids if (found := _uuid(text)) is not None]
    if not wanted:
        return {}
    rows = select(Attachment).where(Attachment.id.in_(wanted), Attachment.business_key == business_key)
    return {str(row.id): row for row in session.scalars(rows)}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def find_blob(session: Session, sha256: str) -> Blob | None:
    """Return a content's row."""
    return session.get(Blob, sha256)


def keep_blob(session: Session, sha256: str, size: int, media_type: str) -> Blob:
    """Return the row of a content, new or from now on as if it were: the sweep of what nobody has leaves it alone."""
    return put(session, Blob, {"sha256": sha256}, size=size, media_type=media_type, stored_at=clock.now())


def has_contents(session: Session) -> bool:
    """Tell whether any content was ever taken and is still asked for."""
    return session.scalar(select(Blob.sha256).limit(1)) is not None


def mark_kept(session: Session, ids: Iterable[UUID], business_key: str) -> int:
    """Mark uploads of a dossier as part of a taken answer; return how many."""
    change = update(Attachment).where(Attachment.id.in_(list(ids)), Attachment.business_key == business_key)
    return int(session.execute(change.values(state=KEPT)).rowcount)  # type: ignore[attr-defined]


def size_of_task(session: Session, task_id: UUID) -> int:
    """Return how many bytes the files of a task have together."""
    return _size(session, Attachment.task_id == task_id)


def size_sent(session: Session, person: str, since: datetime) -> int:
    """Return how many bytes a person has sent with answers since an instant."""
    return _size(
        session, Attachment.uploaded_by == person, Attachment.uploaded_at > since, Attachment.task_id.is_not(None)
    )


def _size(session: Session, *which: ColumnElement[bool]) -> int:
    query = select(func.sum(Blob.size)).join(Attachment, Attachment.sha256 == Blob.sha256).where(*which)
    return int(session.scalar(query) or 0)


def waiting_uploads(session: Session, before: datetime) -> dict[UUID, UUID | None]:
    """Return the uploads no answer took by an instant, each with its task."""
    rows = select(Attachment.id, Attachment.task_id).where(
        Attachment.state == UPLOADED, Attachment.uploaded_at < before
    )
    return {row.id: row.task_id for row in session.execute(rows)}


def delete_orphans(session: Session, before: datetime, spared: Collection[UUID] = ()) -> int:
    """Delete uploads no answer took by an instant, and contents no attachment has; return how many uploads."""
    gone = delete(Attachment).where(Attachment.state == UPLOADED, Attachment.uploaded_at < before)
    count = session.execute(gone.where(Attachment.id.not_in(spared)) if spared else gone).rowcount  # type: ignore[attr-defined]
    unused = ~exists().where(Attachment.sha256 == Blob.sha256)
    session.execute(delete(Blob).where(unused, Blob.stored_at < before))
    return int(count)
