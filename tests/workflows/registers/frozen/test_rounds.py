"""What was handed over stands under a digest: every later step names it, and is refused where the content differs."""

import pytest
from sqlalchemy import select

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.commands.variables import set_variables
from engine.model import Event
from engine.model.base import new_id
from engine.store.instances import instances_for
from tests.workflows.procedures.nomination.office import APPROVE, DOSSIER, UNIT, Office
from workflows.procedures.council_session.store import find_session
from workflows.procedures.nomination.content import ContentChangedError
from workflows.registers.attachments.model import Attachment, Blob
from workflows.registers.ballot.model import BallotContest
from workflows.registers.frozen.store import rounds_of

HEAD = f"unit_head@{UNIT}"


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


def rounds(office: Office, code: str) -> list[str]:
    with office.database.read() as session:
        return [one.sha256 for one in rounds_of(session, code)]


def told(office: Office, code: str) -> dict[str, str]:
    """Return what each completed step said it acted on."""
    with office.database.read() as session:
        ids = [one.id for one in instances_for(session, code)]
        found = session.scalars(select(Event).where(Event.instance_id.in_(ids)).order_by(Event.at, Event.seq))
        kinds = ("task_completed", "content_frozen")
        return {f"{e.kind}:{e.element_id}": (e.data or {}).get("content", "") for e in found if e.kind in kinds}


def file_of(office: Office, code: str, sha256: str = "a" * 64) -> str:
    at, file = clock.now(), new_id()
    naming = {"uploaded_by": "x", "uploaded_by_name": "x", "uploaded_at": at, "state": "kept"}
    blob = {"size": 1, "media_type": "application/pdf", "stored_at": at}
    office.give(Blob(sha256="a" * 64, **blob), Blob(sha256="b" * 64, **blob))
    office.give(Attachment(id=file, business_key=code, filename="bc.pdf", sha256=sha256, **naming))
    return str(file)


def test_all_who_act_on_a_nomination_name_what_was_handed_over(office: Office) -> None:
    code = office.propose_person("LDTT")
    office.submit(code)
    office.review(code)
    (digest,) = rounds(office, code)
    steps = told(office, code)
    assert steps.pop("task_completed:prepare_dossier") == ""
    assert {"content_frozen:prepare_dossier", "task_completed:endorse", "task_completed:leader_sign"} <= set(steps)
    assert set(steps.values()) == {digest}
    with office.database.read() as session:
        contests = {one.content for one in session.scalars(select(BallotContest))}
    assert contests == {digest}


def test_another_round_begins_only_with_a_return(office: Office) -> None:
    code = office.propose_person("LDTT")
    office.hand_in(code)
    office.do(code, "endorse", office.actor(HEAD), decision="return", comment="Viết rõ hơn")
    changed = {"dossier": {**DOSSIER["dossier"], "summary": "Viết rõ hơn."}}
    office.do(code, "prepare_dossier", office.writer(UNIT), **changed)
    first, second = rounds(office, code)
    assert first != second
    office.endorse(code)
    assert told(office, code)["task_completed:endorse"] == second
    department = office.actor("emulation_dept@VKSNDTC", name="VKSNDTC appraises")
    office.do(code, "intake", department, decision="return", missing=["report"], comment="Thiếu")
    files = [file_of(office, code)]
    office.do(code, "supplement_review", office.writer(UNIT), decision="resubmit", note="Đã bổ sung", files=files)
    assert len(set(rounds(office, code))) == 3


def test_what_is_no_longer_what_was_handed_over_is_not_acted_on(office: Office) -> None:
    code = office.propose_person("LDTT")
    office.submit(code)
    with office.database.transaction() as session:
        instance = next(one for one in instances_for(session, code) if one.process_id == "nomination")
        dossier = {**DOSSIER["dossier"], "summary": "Khác hẳn"}
        set_variables(session, instance.id, {"dossier": dossier}, "Sửa", by=SYSTEM, key=str(new_id()))
    department = office.actor("emulation_dept@VKSNDTC", name="VKSNDTC appraises")
    with pytest.raises(ContentChangedError, match="no longer what was handed over"):
        office.do(code, "intake", department, **APPROVE)
    office.do(code, "intake", department, decision="return", missing=["report"], comment="Nội dung đã bị sửa")


def test_a_file_that_was_exchanged_is_not_signed(office: Office) -> None:
    code = office.propose_person("LDTT")
    file = file_of(office, code)
    office.do(code, "prepare_dossier", office.writer(UNIT), dossier={**DOSSIER["dossier"], "report": [file]})
    with office.database.transaction() as session:
        row = session.scalars(select(Attachment)).one()
        row.sha256 = "b" * 64
    with pytest.raises(ContentChangedError):
        office.endorse(code)


def test_a_council_does_not_open_a_vote_on_what_was_changed_since_the_agenda(office: Office) -> None:
    code = office.propose_person("LDTT")
    office.submit(code)
    office.appraise(code)
    key = office.call_session()
    office.convene(key)
    with office.database.transaction() as session:
        assert [one.content for one in find_session(session, key).items] == rounds(office, code)
        instance = next(one for one in instances_for(session, code) if one.process_id == "nomination")
        dossier = {**DOSSIER["dossier"], "summary": "Khác hẳn"}
        set_variables(session, instance.id, {"dossier": dossier}, "Sửa", by=SYSTEM, key=str(new_id()))
    with pytest.raises((ContentChangedError, AssertionError), match="no longer what was handed over"):
        office.attend(key)
