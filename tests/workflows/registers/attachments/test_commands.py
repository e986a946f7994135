import io
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from engine.base import clock as clock_room
from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from engine.store.database import Database
from tests.workflows.registers.attachments import samples
from workflows.registers.attachments import (
    Attachment,
    Blob,
    DamagedFileError,
    FileStore,
    Upload,
    UploadRefusedError,
    attachments_of,
    keep_attachments,
    known_attachments,
    open_attachment,
    quota,
    store_upload,
    sweep_orphans,
)

LAN = Actor(id="lan", name="Trần Thị Lan (ví dụ)")
HOA = Actor(id="hoa", name="Lê Thị Hoa (ví dụ)")
CODE = "TĐKT-2019-00001"


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    root = tmp_path / "files"
    root.mkdir(exist_ok=True)
    return FileStore(root)


def upload(
    session: Session, store: FileStore, name: str = "Tờ trình.pdf", data: bytes | None = None, **more: Any
) -> Attachment:
    stream = io.BytesIO(samples.pdf() if data is None else data)
    return store_upload(session, store, stream, Upload(name, **({"business_key": CODE} | more)), by=LAN)


def only_hoa(session: Session, code: str, actor: Actor) -> None:
    """Stand for the rule of nominations: this one is Hoa's."""
    if (code, actor.id) != (CODE, HOA.id):
        raise NotFoundError


def test_an_upload_is_described_by_what_was_found_not_by_what_was_claimed(
    database: Database, store: FileStore, clock: Any
) -> None:
    task, root = uuid4(), uuid4()
    with database.transaction() as session:
        kept = upload(session, store, "../Tờ trình.pdf", task_id=task, field="papers", root_id=root)
    with database.read() as session:
        (found,) = known_attachments(session, [str(kept.id), "no id", str(uuid4())], CODE).values()
        assert (found.filename, found.media_type, found.size) == ("Tờ trình.pdf", "application/pdf", len(samples.pdf()))
        assert (found.task_id, found.field, found.root_id, found.business_key) == (task, "papers", root, CODE)
        assert (found.uploaded_by, found.uploaded_by_name, found.state) == ("lan", LAN.name, "uploaded")
        assert found.uploaded_at == clock_room.now()
        assert store.place(found.sha256).exists()


def test_the_same_content_twice_is_one_blob_and_two_attachments(database: Database, store: FileStore) -> None:
    with database.transaction() as session:
        one, two = upload(session, store), upload(session, store, "Bản sao.pdf")
    with database.transaction() as session:
        three = upload(session, store, "Bản sao 2.pdf")
    with database.read() as session:
        assert session.query(Blob).count() == 1
        assert len({one.id, two.id, three.id}) == 3


def test_a_refusal_names_the_file_and_the_reason_and_leaves_nothing(database: Database, store: FileStore) -> None:
    with pytest.raises(UploadRefusedError) as refused, database.transaction() as session:
        upload(session, store, "Dự toán.docx", samples.office({"word/vbaProject.bin": b"x"}))
    assert str(refused.value.text) == "Dự toán.docx was not taken: it contains macros or objects of other programs."
    with database.read() as session:
        assert session.query(Attachment).count() == session.query(Blob).count() == 0
    assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_an_upload_belongs_to_its_uploader_until_an_answer_takes_it(database: Database, store: FileStore) -> None:
    with database.transaction() as session:
        kept = upload(session, store)
    with database.read() as session:
        found, stream = open_attachment(session, store, kept.id, LAN, only_hoa)
        assert (found.id, stream.read()) == (kept.id, samples.pdf())
        stream.close()
        with pytest.raises(NotFoundError):
            open_attachment(session, store, kept.id, HOA, only_hoa)
        assert attachments_of(session, CODE) == []


def test_a_kept_file_is_opened_by_those_who_may_see_the_dossier(database: Database, store: FileStore) -> None:
    with database.transaction() as session:
        kept = upload(session, store)
        assert keep_attachments(session, [str(kept.id)], CODE) == 1
    with database.read() as session:
        open_attachment(session, store, kept.id, HOA, only_hoa)[1].close()
        with pytest.raises(NotFoundError):
            open_attachment(session, store, kept.id, LAN, only_hoa)
        with pytest.raises(NotFoundError):
            open_attachment(session, store, uuid4(), HOA, only_hoa)
        assert [found.id for found in attachments_of(session, CODE)] == [kept.id]


def test_a_file_of_another_dossier_is_neither_known_nor_kept(database: Database, store: FileStore) -> None:
    with database.transaction() as session:
        foreign = upload(session, store, business_key="TĐKT-2019-00002")
        assert known_attachments(session, [str(foreign.id)], CODE) == {}
        assert keep_attachments(session, [str(foreign.id)], CODE) == 0


def test_a_file_changed_on_disk_is_not_given_out(database: Database, store: FileStore) -> None:
    with database.transaction() as session:
        kept = upload(session, store)
    store.place(kept.sha256).write_bytes(b"%PDF forged")
    with database.read() as session, pytest.raises(DamagedFileError, match=r"Tờ trình\.pdf is damaged"):
        open_attachment(session, store, kept.id, LAN, only_hoa)


def test_what_no_answer_took_goes_within_the_hour_unless_a_draft_names_it(
    database: Database, store: FileStore, clock: Any
) -> None:
    task = uuid4()
    with database.transaction() as session:
        refused, drafted = (upload(session, store, f"{name}.pdf", task_id=task) for name in "ab")
        text = upload(session, store, data=samples.PNG, name="a.png", task_id=uuid4())
    for path in store.root.glob("??/*"):
        os.utime(path, (1, 1))
    named = lambda _session, tasks: {str(drafted.id)} if task in tasks else set()  # noqa: E731
    clock_room.advance(timedelta(minutes=44))
    sweep_orphans(database, store, named=named)
    with database.read() as session:
        assert session.query(Attachment).count() == 3
    clock_room.advance(timedelta(minutes=2))
    sweep_orphans(database, store, named=named)
    with database.read() as session:
        assert [found.id for found in session.query(Attachment)] == [drafted.id]
    assert not store.place(text.sha256).exists()
    assert store.place(refused.sha256).exists()  # the draft's is the same content
    clock_room.advance(timedelta(days=30))
    sweep_orphans(database, store, named=named)
    with database.read() as session:
        assert session.query(Attachment).count() == 0


@pytest.mark.parametrize(("limit", "said"), [("MOST_OF_TASK", "of this task"), ("MOST_OF_PERSON", "within a day")])
def test_a_person_and_a_task_have_a_quota_of_files(
    database: Database, store: FileStore, clock: Any, monkeypatch: pytest.MonkeyPatch, limit: str, said: str
) -> None:
    monkeypatch.setattr(quota, limit, 2 * len(samples.pdf()))
    task = uuid4()
    with database.transaction() as session:
        upload(session, store, task_id=task)
        upload(session, store, task_id=task)
        upload(session, store)  # a paper of our own making counts for nobody
        with pytest.raises(UploadRefusedError, match=said):
            upload(session, store, task_id=task)
    clock_room.advance(timedelta(days=1, minutes=1))
    with database.transaction() as session:
        upload(session, store, task_id=uuid4())


def test_the_sweep_takes_old_uploads_nobody_kept_and_nothing_else(
    database: Database, store: FileStore, clock: Any
) -> None:
    with database.transaction() as session:
        orphan = upload(session, store, data=samples.PNG, name="a.png")
        kept = upload(session, store)
        shared = upload(session, store, "b.pdf")
        keep_attachments(session, [str(kept.id)], CODE)
    with database.transaction() as session:
        lost = upload(session, store, data=samples.JPG, name="a.jpg")
        session.rollback()
    for path in store.root.glob("??/*"):
        os.utime(path, (1, 1))
    clock_room.advance(timedelta(days=31))
    with database.transaction() as session:
        young = upload(session, store, data=samples.xlsx(), name="c.xlsx")

    assert sweep_orphans(database, store) == 2
    with database.read() as session:
        left = {found.id for found in session.query(Attachment)}
    assert left == {kept.id, young.id}
    assert not store.place(orphan.sha256).exists()
    assert not store.place(lost.sha256).exists()
    assert store.place(shared.sha256).exists()
    assert store.place(young.sha256).exists()
    assert sweep_orphans(database, store) == 0
