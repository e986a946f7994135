"""Papers of an inspection: what belongs to a visit, and what a unit brings to show that it put something right."""

from collections.abc import Sequence
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
from workflows.registers.inspections import store
from workflows.registers.inspections.acts import PaperAttached
from workflows.registers.inspections.commands import INSPECTORS, OWNERS
from workflows.registers.inspections.model import VisitState
from workflows.registers.organisation.access import holds_over

MOST = 20


class Paper(NamedTuple):
    """A paper as it was sent: the visit or the remedy it belongs to, its name and its content."""

    about: UUID
    name: str
    stream: Readable


def key_of(about: UUID) -> str:
    """Return the key under which the papers of a visit or a remedy are attached."""
    return f"inspection:{about}"


def attach_to_visit(session: Session, files: FileStore, sent: Paper, *, by: Actor) -> None:
    """Attach a paper to a visit, before its findings are checked or after, for whose plan it is.

    The caller owns the transaction. Raises NotAllowedError, UploadRefusedError, NotFoundError.
    """
    visit = store.lock_visit(session, sent.about)
    plan = store.plan_of(session, visit.plan_code)
    _require(by, INSPECTORS, plan.unit_code)
    _keep(session, files, sent, plan.code, by)


def attach_to_remedy(session: Session, files: FileStore, sent: Paper, *, by: Actor) -> None:
    """Attach a paper to a remedy of checked findings, for the unit that owns it: what was done.

    The caller owns the transaction. Raises NotAllowedError, UploadRefusedError, NotFoundError.
    """
    remedy = store.lock_remedy(session, sent.about)
    visit = store.lock_visit(session, remedy.visit_id)
    _require(by, OWNERS, remedy.unit_code)
    if visit.state != VisitState.CHECKED:
        raise UploadRefusedError(sent.name, Text(N_("the findings have not been checked yet.")))
    _keep(session, files, sent, visit.plan_code, by)


def _require(by: Actor, roles: tuple[str, ...], unit: str) -> None:
    if not holds_over(by, roles, unit):
        raise NotAllowedError


def _keep(session: Session, files: FileStore, sent: Paper, plan: str, by: Actor) -> None:
    key = key_of(sent.about)
    if len(attachments_of(session, key)) >= MOST:
        raise UploadRefusedError(sent.name, Text(N_("at most %(most)s papers are attached there."), {"most": MOST}))
    made = store_upload(session, files, sent.stream, Upload(sent.name, key, field="inspection"), by=by)
    keep_attachments(session, [str(made.id)], key)
    record_act(session, PaperAttached(str(sent.about), made.filename, made.sha256), by=by, subject=plan)


def papers_of(session: Session, about: Sequence[UUID]) -> dict[UUID, list[Attachment]]:
    """Return the papers of some visits and remedies, the first attached first."""
    return {one: found for one in about if (found := attachments_of(session, key_of(one)))}
