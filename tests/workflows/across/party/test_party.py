"""The opinion of a party committee: asked for by a table, recorded by the office, never by the one proposed."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import NotAllowedError, NotFoundError
from engine.model import AdminEvent
from engine.model.base import new_id
from tests.workflows.procedures.nomination.office import UNIT
from workflows.across.party.commands import OpinionRefusedError, Said, record_party_opinion
from workflows.procedures.nomination.commands import create_nomination
from workflows.procedures.nomination.filing import dossier_parts
from workflows.procedures.nomination.party.required import opinion_asked
from workflows.procedures.nomination.party.store import opinions_on
from workflows.procedures.nomination.store import get_nomination
from workflows.registers.awards.achievement import Achievement

FIRE = Achievement("adhoc", "Cứu ba người khỏi đám cháy", date(2019, 1, 20))
AGREES = Said("Đảng ủy cơ quan", "12-CV/ĐU", date(2019, 2, 1), agrees=True)
REFUSES = Said("Đảng ủy cơ quan", "15-CV/ĐU", date(2019, 2, 8), agrees=False, note="Đang xác minh")


def propose(office, award, achievement=None):
    with office.database.transaction() as session:
        asked = {"award": award, "year": 2019, "unit": UNIT, "person": str(office.subject), "achievement": achievement}
        return create_nomination(session, **asked, by=office.writer(UNIT), key=str(new_id())).code


def record(office, code, said, by, key="one"):
    with office.database.transaction() as session:
        return record_party_opinion(session, code, said, by=by, key=key)


def test_the_table_asks_for_it_and_the_office_records_it_until_it_is_decided(office):
    order, paper = propose(office, "HCLD3"), propose(office, "BKB", FIRE)
    with office.database.read() as session:
        asked = opinion_asked(session, get_nomination(session, order), None)
        assert (asked.supplier, asked.status) == ("văn phòng đảng ủy", "unverified")
        assert opinion_asked(session, get_nomination(session, paper), None) is None
        parts = {code: dossier_parts(session, get_nomination(session, code), None) for code in (order, paper)}
        assert [sum(one["part"] == "party_opinion" for one in parts[code]) for code in (order, paper)] == [1, 0]
    officer = office.writer(UNIT)
    assert record(office, order, AGREES, officer) == record(office, order, AGREES, officer)
    record(office, order, REFUSES, office.writer("VKSNDTC"), "two")
    with office.database.read() as session:
        assert [one.agrees for one in opinions_on(session, order)] == [False, True]
        assert session.scalar(select(AdminEvent.data).where(AdminEvent.kind == "party_opinion_recorded").limit(1))
    nominee = Actor(str(office.subject), "Người được đề nghị", officer.principals)
    for other, error in ((nominee, NotAllowedError), (office.writer("BCA"), NotFoundError)):
        with pytest.raises(error):
            record(office, order, AGREES, other, f"by {other.id}")
    with office.database.transaction() as session:
        get_nomination(session, order).outcome = "awarded"
    with pytest.raises(NotAllowedError):
        record(office, order, AGREES, officer, "late")


def test_what_is_recorded_is_whole(office):
    code, officer = propose(office, "HCLD3"), office.writer(UNIT)
    tomorrow = clock.today() + timedelta(days=1)
    wrongs = ({"committee": " "}, {"paper_no": ""}, {"paper_on": tomorrow}, {"agrees": False}, {"note": "a" * 2001})
    for wrong in wrongs:
        with pytest.raises(OpinionRefusedError):
            record(office, code, Said(**{**vars(AGREES), **wrong}), officer)
