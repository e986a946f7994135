"""Who stands aside from a bloc's vote: one proposes, another confirms, and fewer bodies never make it easier."""

from datetime import timedelta

import pytest

from engine.base import clock as clock_room
from engine.base.errors import AnswersRefusedError, NotAllowedError
from engine.store import instances
from tests.workflows.procedures.nomination.office import BODIES, Office, after
from workflows.across.documents.contents.blocs import count_record
from workflows.registers.ballot.recusals import RecusalUnconfirmedError, confirm_recusals
from workflows.registers.ballot.roll import rolls_of
from workflows.registers.ballot.store import recusals_of

BLOC = "NC-2019"
HEAD, DEPUTY = "bloc_head@NC-2019", "bloc_deputy@NC-2019"


def aside(code: str, *bodies: str, ground: str = "interest", reason: str = "") -> list[dict[str, str]]:
    return [{"body": body, "nomination": code, "ground": ground, "reason": reason} for body in bodies]


def be_called(office: Office) -> str:
    """Return a nomination that the bloc is called to vote on."""
    found = office.bring_body_to_bloc("VKSNDTC")
    office.call_vote()
    return found


pytestmark = after(be_called)


@pytest.fixture
def code(office: Office) -> str:
    """Return the nomination that the office has led here."""
    return str(office.told)


def check(office: Office, decision: str = "confirm", by: str = DEPUTY) -> None:
    office.do(BLOC, "confirm_recusals", office.actor(by), decision=decision, reason="Ghi rõ")


def test_a_body_stands_aside_once_the_deputy_agrees_and_all_stay_the_base(office: Office, code: str) -> None:
    office.set_agenda(code, recusals=aside(code, "BTP", reason="Cùng chủ trì nhiệm vụ"))
    assert office.waiting(BLOC) == {"confirm_recusals"}
    assert ("bloc_voter@BTP", "vote_recusal_proposed") in office.notices(BLOC)
    check(office)
    assert ("bloc_voter@BTP", "vote_recused") in office.notices(BLOC)
    assert len(office.offered(BLOC, "vote")) == len(BODIES) - 1
    voting = [body for body in BODIES if body != "BTP"]
    for body in voting:
        office.vote(body, **({code: "no"} if body == voting[0] else {}))
    office.sign_minutes()
    assert office.nomination(code).reason == "Khối bình xét: 6/8 phiếu đồng ý"  # six of seven, and eight are the base
    with office.database.read() as session:
        [one] = rolls_of(session, BLOC)[0].asides
        minutes = str(count_record(session, BLOC).as_data())
        [instance] = instances.instances_for(session, BLOC)
        kept = str(instances.variables_of(session, instance.id)["agenda"])
    assert (one.ground, one.reason) == ("Thành viên có quyền, lợi ích liên quan đến hồ sơ", "Cùng chủ trì nhiệm vụ")
    assert (one.proposed, one.confirmed) == (HEAD, DEPUTY)
    assert f"không tham gia biểu quyết hồ sơ {one.label}" in minutes
    assert f"{HEAD} đề nghị, {DEPUTY} xác nhận" in minutes
    assert "Cùng chủ trì nhiệm vụ" in kept


def test_nobody_alone_excludes_a_body(office: Office, code: str) -> None:
    both = office.actor(HEAD, DEPUTY, name="both")
    agenda = {"nominations": [code], "closes_at": clock_room.now() + timedelta(days=7)}
    office.do(BLOC, "prepare_agenda", both, **agenda, recusals=aside(code, "BTP"))
    with pytest.raises(NotAllowedError):
        office.do(BLOC, "confirm_recusals", both, decision="confirm", reason="Một mình")
    with office.database.transaction() as session:
        [instance] = instances.instances_for(session, BLOC)
        with pytest.raises(RecusalUnconfirmedError):
            confirm_recusals(session, instance.id, by=both)
        assert not [one for one in recusals_of(session, instance.id) if one.confirmed_by]
    check(office, "return")
    assert office.waiting(BLOC) == {"prepare_agenda"}
    office.set_agenda(code, recusals=[])
    assert len(office.offered(BLOC, "vote")) == len(BODIES)


@pytest.mark.parametrize("row", [{"ground": "dislike"}, {"ground": "other"}, {"ground": "other", "reason": "  "}])
def test_a_ground_is_one_of_those_there_are_and_another_is_told(office: Office, code: str, row: dict[str, str]) -> None:
    with pytest.raises(AnswersRefusedError):
        office.set_agenda(code, recusals=[aside(code, "BTP")[0] | row])
    assert office.waiting(BLOC) == {"prepare_agenda"}


def test_so_few_are_never_left_that_they_could_not_pass_it(office: Office, code: str) -> None:
    office.set_agenda(code, recusals=aside(code, "BTP", "BQLLANG"))  # six are left, seven of eight are asked for
    with pytest.raises(AnswersRefusedError) as refused:
        check(office)
    assert "6" in str(refused.value.errors["decision"].params)
    assert office.waiting(BLOC) == {"confirm_recusals"}
    check(office, "return")
    assert office.waiting(BLOC) == {"prepare_agenda"}


def test_what_is_proposed_for_a_vote_that_is_none_of_the_blocs_excludes_nobody(office: Office, code: str) -> None:
    office.set_agenda(code, recusals=aside("TĐKT-khác", "BTP") + aside(code, "KHONGCO"))
    check(office)
    assert len(office.offered(BLOC, "vote")) == len(BODIES)
