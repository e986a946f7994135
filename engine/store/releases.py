"""Reading what is deployed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import NotFoundError
from engine.base.text import N_, Text
from engine.model import Content, Instance, ProcessVersion, Release, ReleaseFile


@dataclass(frozen=True)
class Deployed:
    """A process of a release."""

    release: Release
    version: ProcessVersion


def find_release(session: Session, release_id: UUID) -> Release:
    """Return a release; raises NotFoundError."""
    found = session.get(Release, release_id)
    if found is None:
        raise NotFoundError
    return found


def latest(session: Session, process_id: str) -> Deployed:
    """Return the newest version of a process that is in force; raises NotFoundError naming it."""
    query = (
        select(Release, ProcessVersion)
        .join(ProcessVersion, ProcessVersion.release_id == Release.id)
        .where(ProcessVersion.process_id == process_id, in_force())
        .order_by(ProcessVersion.number.desc())
        .limit(1)
    )
    found = session.execute(query).first()
    if found is None:
        raise NotFoundError(Text(N_("The process “%(name)s” is not deployed."), {"name": process_id}))
    return Deployed(*found)


def in_force() -> ColumnElement[bool]:
    """Return the condition that a release is in force now."""
    return or_(Release.effective_at.is_(None), Release.effective_at <= clock.now())


def release_in_force(session: Session, procedure: str) -> Release | None:
    """Return the release of a procedure that new instances follow now, if it has one."""
    query = select(Release).where(Release.procedure == procedure, in_force())
    return session.scalars(query.order_by(Release.number.desc()).limit(1)).first()


def latest_release(session: Session, procedure: str) -> Release | None:
    """Return a procedure's newest release, in force or still to come, if it has one."""
    query = select(Release).where(Release.procedure == procedure).order_by(Release.number.desc()).limit(1)
    return session.scalars(query).first()


def releases_of(session: Session, procedure: str) -> list[Release]:
    """Return a procedure's releases, newest first."""
    return list(session.scalars(select(Release).where(Release.procedure == procedure).order_by(Release.number.desc())))


def procedures(session: Session) -> list[str]:
    """Return the keys of the procedures that have releases."""
    return list(session.scalars(select(Release.procedure).distinct().order_by(Release.procedure)))


def processes_of(session: Session, release_id: UUID) -> list[ProcessVersion]:
    """Return the processes of a release."""
    query = select(ProcessVersion).where(ProcessVersion.release_id == release_id).order_by(ProcessVersion.process_id)
    return list(session.scalars(query))


def places_of(session: Session, instance_ids: Collection[UUID]) -> dict[UUID, tuple[str, int, str]]:
    """Return of each of some instances the name of its process, the release's number and the business key."""
    name = func.coalesce(ProcessVersion.name, Instance.process_id)
    query = select(Instance.id, name, Release.number, Instance.business_key)
    query = query.join(Release, Release.id == Instance.release_id)
    own = and_(ProcessVersion.release_id == Release.id, ProcessVersion.process_id == Instance.process_id)
    rows = session.execute(query.outerjoin(ProcessVersion, own).where(Instance.id.in_(instance_ids)))
    return {row[0]: (row[1], row[2], row[3]) for row in rows} if instance_ids else {}


def files_of(session: Session, release_id: UUID) -> dict[str, bytes]:
    """Return a release's files by path."""
    query = (
        select(ReleaseFile.path, Content.data)
        .join(Content, Content.sha256 == ReleaseFile.sha256)
        .where(ReleaseFile.release_id == release_id)
        .order_by(ReleaseFile.path)
    )
    return {path: bytes(data) for path, data in session.execute(query)}


def file_of(session: Session, release_id: UUID, path: str) -> bytes:
    """Return one file of a release; raises NotFoundError."""
    query = (
        select(Content.data)
        .join(ReleaseFile, Content.sha256 == ReleaseFile.sha256)
        .where(ReleaseFile.release_id == release_id, ReleaseFile.path == path)
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFoundError
    return bytes(found)


def diagram_of(session: Session, release_id: UUID, process_id: str) -> bytes:
    """Return the BPMN file that holds a process; raises NotFoundError."""
    version = session.get(ProcessVersion, (release_id, process_id))
    if version is None:
        raise NotFoundError
    return file_of(session, release_id, version.path)


def digest_of_diagram(session: Session, release_id: UUID, process_id: str) -> str:
    """Return the digest of the BPMN file that holds a process; raises NotFoundError."""
    query = (
        select(ReleaseFile.sha256)
        .join(
            ProcessVersion,
            (ProcessVersion.release_id == ReleaseFile.release_id) & (ProcessVersion.path == ReleaseFile.path),
        )
        .where(ProcessVersion.release_id == release_id, ProcessVersion.process_id == process_id)
    )
    found = session.scalars(query).first()
    if found is None:
        raise NotFoundError
    return found


def diagram_by_digest(session: Session, sha256: str) -> bytes:
    """Return a deployed BPMN file by its digest; raises NotFoundError."""
    deployed = select(ReleaseFile.sha256).where(ReleaseFile.sha256 == sha256, ReleaseFile.path.like("%.bpmn"))
    found = session.scalars(select(Content.data).where(Content.sha256.in_(deployed))).first()
    if found is None:
        raise NotFoundError
    return bytes(found)


def find_form(session: Session, release_id: UUID, form_id: str) -> dict[str, Any]:
    """Return the schema of a form of a release by its id; raises NotFoundError."""
    query = (
        select(Content.data)
        .join(ReleaseFile, Content.sha256 == ReleaseFile.sha256)
        .where(ReleaseFile.release_id == release_id, ReleaseFile.path.like("%.form.json"))
    )
    for data in session.scalars(query):
        schema: dict[str, Any] = orjson.loads(data)
        if schema.get("id") == form_id:
            return schema
    raise NotFoundError(Text(N_("The form “%(name)s” is not part of this release."), {"name": form_id}))


def known_content(session: Session, digests: list[str]) -> set[str]:
    """Return which contents are stored already."""
    return set(session.scalars(select(Content.sha256).where(Content.sha256.in_(digests))))
