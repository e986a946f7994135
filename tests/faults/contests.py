"""What else only one of many may have: days away, a word on a nomination, the last room for files, a bloc's year."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.model import AdminEvent, Instance
from engine.model.base import new_id
from tests.workflows.procedures.nomination.office import UNIT, Office
from tests.workflows.registers.attachments import samples
from workflows.across.documents.bases.commands import Said, add_base
from workflows.across.documents.bases.model import LegalBase
from workflows.procedures.bloc_year.commands import key_of, start_bloc_year
from workflows.procedures.nomination.commands import create_nomination
from workflows.procedures.nomination.store import get_nomination
from workflows.procedures.unit_review.model import PublicComment
from workflows.procedures.unit_review.posting.commands import comment_publicly
from workflows.registers.attachments import Attachment, Blob, FileStore, Upload, store_upload
from workflows.registers.attachments.quota import MOST_OF_TASK
from workflows.registers.organisation.absence.commands import Away, accept_absence, announce_absence
from workflows.registers.organisation.absence.model import Absence
from workflows.registers.organisation.model import Bloc, BlocMember, BlocYear

Ask = Callable[[Session], Any]
Contest = tuple[Iterable[Ask], Callable[[Session], int]]


def each(people: int, work: Callable[[Session, str], Any]) -> list[Ask]:
    """Return the same asked for by some people, each under a key of their own."""
    return [lambda session, key=str(new_id()): work(session, key) for _ in range(people)]  # noqa: B008 - one a person


def rows(model: Any, *where: Any) -> Callable[[Session], int]:
    """Return a count of rows."""
    return lambda session: int(session.scalar(select(func.count()).select_from(model).where(*where)) or 0)


def new_person(office: Office) -> UUID:
    """Return somebody new of the proposing unit."""
    made = new_id()
    office.give(office._person(made, f"Người thử {made.hex[-6:]}", UNIT))
    return made


def new_bloc_year(office: Office, *others: str) -> str:
    """Return the year 2019 of a new bloc that a body heads, with other members."""
    bloc = f"K{new_id().hex[-8:]}"
    scope = f"{bloc}-2019"
    office.give(Bloc(code=bloc, name="Khối thử"))
    office.give(BlocYear(scope=scope, bloc_code=bloc, year=2019, head_code="BCA"))
    office.give(*[BlocMember(scope=scope, body_code=code, place=n) for n, code in enumerate(("BCA", *others))])
    return scope


def absences(office: Office, people: int) -> Contest:
    """Announce the same days away again and again."""
    away = _away(office)
    by = Actor(str(new_person(office)), "Người đi vắng", is_confirmed=True)
    asks = each(people, lambda s, key: announce_absence(s, away, by=by, key=key))
    return asks, rows(Absence, Absence.person_id == UUID(by.id))


def acceptances(office: Office, people: int) -> Contest:
    """Accept the same grant again and again: all are served, one is told."""
    away = _away(office)
    giver = Actor(str(new_person(office)), "Người đi vắng", is_confirmed=True)
    absence = office.database.perform(lambda s: announce_absence(s, away, by=giver, key=str(new_id())))
    by = Actor(str(away.substitute_id), "Người xử lý thay", is_confirmed=True)
    asks = each(people, lambda s, _key: accept_absence(s, absence, by=by))
    return asks, rows(AdminEvent, AdminEvent.kind == "absence_accepted", AdminEvent.actor_id == by.id)


def _away(office: Office) -> Away:
    day = clock.today() + timedelta(days=3)
    return Away(day, day + timedelta(days=2), new_person(office))


def comments(office: Office, people: int) -> Contest:
    """Comment on the same published nomination again and again."""
    person = str(new_person(office))
    asked = {"award": "LDTT", "year": 2019, "unit": UNIT, "person": person, "by": office.writer(UNIT)}
    code = office.database.perform(lambda s: create_nomination(s, **asked, key=str(new_id())).code)
    with office.database.transaction() as session:
        get_nomination(session, code).published_until = clock.now() + timedelta(days=1)
    by = Actor(new_id().hex, "Bạn đọc")
    asks = each(people, lambda s, key: comment_publicly(s, code, "Xứng đáng", by=by, key=key))
    return asks, rows(PublicComment, PublicComment.nomination == code)


def uploads(office: Office, people: int) -> Contest:
    """Send files to a task that has room for one more."""
    store, data, task = FileStore(Path(tempfile.mkdtemp(prefix="bangvang-room-"))), samples.pdf(), new_id()
    by = Actor(new_id().hex, "Người gửi")
    large = Blob(sha256=new_id().hex * 2, size=MOST_OF_TASK - len(data), media_type="x", stored_at=clock.now())
    said = {"business_key": "", "field": "", "filename": "a.pdf", "state": "kept", "uploaded_at": clock.now()}
    office.give(Attachment(id=new_id(), task_id=task, blob=large, uploaded_by="x", uploaded_by_name="x", **said))
    sent = Upload("b.pdf", "", task)
    asks = each(people, lambda s, _key: store_upload(s, store, BytesIO(data), sent, by=by))
    return asks, rows(Attachment, Attachment.task_id == task, Attachment.uploaded_by == by.id)


def bloc_years(office: Office, people: int) -> Contest:
    """Begin the year of a bloc again and again."""
    scope = new_bloc_year(office)
    by = replace(office.actor(f"bloc_head@{scope}"), is_confirmed=True)
    asks = each(people, lambda s, key: start_bloc_year(s, scope, by=by, key=key))
    return asks, rows(Instance, Instance.business_key == key_of(scope))


def bases(office: Office, people: int) -> Contest:
    """Add the same legal base to a body's decisions again and again."""
    said = Said("VKSNDTC", "decision", f"Quyết định số {new_id().hex[-8:]}/QĐ-VKSTC", "read")
    by = office.actor("emulation_dept@VKSNDTC")
    asks = each(people, lambda s, key: add_base(s, said, by=by, key=key))
    return asks, rows(LegalBase, LegalBase.text == said.text)
