"""Opening nominations: numbers, rights, and what is refused."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.base.actor import Actor
from engine.base.errors import NotAllowedError, NotFoundError
from engine.model.base import new_id
from engine.store.instances import instances_for
from tests.workflows.procedures.nomination.office import UNIT
from workflows.procedures.nomination.commands import create_nomination, withdraw_nomination
from workflows.procedures.nomination.standing.rules import NominationRefusedError


def create(office, by, key="k", **asked):
    wanted = {"award": "LDTT", "year": 2019, "unit": UNIT, "person": str(office.subject)} | asked
    with office.database.transaction() as session:
        return create_nomination(session, **wanted, by=by, key=key)


def test_codes_count_up_within_their_year(office):
    officer = office.writer(UNIT)
    codes = [create(office, officer, award, award=award).code for award in ("LDTT", "GK", "CSTDCS")]
    assert codes == ["TĐKT-2019-00001", "TĐKT-2019-00002", "TĐKT-2019-00003"]
    assert create(office, officer, "other", year=2018).code == "TĐKT-2018-00001"


def test_nominations_opened_at_once_get_different_codes(office):
    bodies = ["VKSNDTC", "BCA", "BQP", "BTP"]

    def propose(body):
        by = office.writer(body)
        asked = {"award": "CTDCP", "year": 2019, "unit": body}
        return office.database.perform(lambda session: create_nomination(session, **asked, by=by, key=body).code)

    with ThreadPoolExecutor(4) as pool:
        codes = sorted(pool.map(propose, bodies))
    assert codes == [f"TĐKT-2019-0000{n}" for n in range(1, 5)]


def test_the_same_key_again_opens_nothing_new(office):
    officer = office.writer(UNIT)
    first, again = create(office, officer), create(office, officer)
    assert first.code == again.code
    with office.database.read() as session:
        assert len(instances_for(session, first.code)) == 1


def test_only_those_who_propose_for_a_unit_may_open_a_nomination(office):
    for principals in ({"unit_officer@VKSNDTC.V16"}, {"council_member@VKSNDTC"}, {"administrator@*"}):
        stranger = Actor(id="x", name="x", principals=frozenset(principals))
        with pytest.raises(NotAllowedError):
            create(office, stranger)
    assert create(office, office.actor(f"unit_head@{UNIT}")).stage == "draft"


def test_a_subject_is_proposed_once_for_an_award_and_year_until_it_came_to_nothing(office):
    officer = office.writer(UNIT)
    code = create(office, officer).code
    with pytest.raises(NominationRefusedError, match=code):
        create(office, officer, "k2")
    office.hand_in(code)
    office.do(code, "endorse", office.actor(f"unit_head@{UNIT}"), decision="reject", comment="Chưa tiêu biểu")
    assert create(office, officer, "k3").code != code


def test_an_award_for_collectives_is_not_opened_for_a_person(office):
    with pytest.raises(NominationRefusedError):
        create(office, office.writer(UNIT), award="TTLDXS")


def test_somebody_from_elsewhere_and_a_distant_year_are_refused(office):
    elsewhere = office.actor("unit_officer@BCA")
    with pytest.raises(NominationRefusedError):
        create(office, elsewhere, unit="BCA")
    with pytest.raises(NominationRefusedError):
        create(office, office.writer(UNIT), year=2031)


def test_an_unknown_award_unit_or_person_is_not_found(office):
    officer = office.writer(UNIT)
    for asked in ({"award": "X"}, {"person": str(new_id())}):
        with pytest.raises(NotFoundError):
            create(office, officer, **asked)


def test_a_draft_is_withdrawn_at_once_and_the_subject_may_be_proposed_anew(office):
    code = office.propose_person("LDTT")
    for _ in range(2):
        with office.database.transaction() as session:
            withdraw_nomination(session, code, "Mở nhầm", by=office.writer(UNIT), key="w")
    assert office.states(code) == {"nomination": "cancelled"}
    assert (office.nomination(code).outcome, office.nomination(code).reason) == ("withdrawn", "Mở nhầm")
    assert office.waiting(code) == set()
    assert office.propose_person("LDTT") != code


def test_a_nomination_is_withdrawn_only_with_a_reason_by_its_unit(office):
    code = office.propose_person("LDTT")
    office.submit(code)
    cases = [("", UNIT, NominationRefusedError), ("Vì sao", "BCA", NotFoundError)]
    for reason, unit, refusal in cases:
        with pytest.raises(refusal), office.database.transaction() as session:
            withdraw_nomination(session, code, reason, by=office.writer(unit), key=str(new_id()))
    department = office.actor("council_member@VKSNDTC")
    with pytest.raises(NotAllowedError), office.database.transaction() as session:
        withdraw_nomination(session, code, "Vì sao", by=department, key=str(new_id()))
