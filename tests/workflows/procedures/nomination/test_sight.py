"""Who sees which nomination."""

import pytest

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from tests.workflows.procedures.nomination.office import UNIT
from workflows.procedures.nomination.actions import enter_stage
from workflows.procedures.nomination.store import find_nomination, get_nomination


@pytest.fixture
def person(office):
    """Return a nomination of a person of the department."""
    return office.propose_person("LDTT")


@pytest.fixture
def body(office):
    """Return a nomination of a whole body of the bloc."""
    return office.propose_body("VKSNDTC")


def holder(*principals):
    return Actor(id="p", name="p", principals=frozenset(principals))


def sees(office, code, *principals):
    with office.database.read() as session:
        try:
            return find_nomination(session, code, holder(*principals)).code == code
        except NotFoundError:
            return False


def enter(office, code, stage):
    with office.database.transaction() as session:
        enter_stage(get_nomination(session, code), stage)


@pytest.mark.parametrize(
    ("principal", "is_seen"),
    [
        (f"unit_officer@{UNIT}", True),
        ("unit_head@VKSNDTC", True),
        ("unit_officer@VKSNDTC.V1", False),
        ("unit_head@BCA", False),
        ("emulation_dept@VKSNDTC", True),
        ("council_secretary@VKSNDTC", True),
        ("body_leader@VKSNDTC", True),
        ("body_leader@BCA", False),
        ("bloc_voter@BCA", False),
        ("central_officer@BTDKTTW", False),
        ("central_head@BTDKTTW", False),
        ("auditor@*", True),
        ("administrator@*", False),
        ("process_approver@*", False),
    ],
)
def test_a_draft_is_seen_by_its_unit_its_body_and_auditors(office, person, principal, is_seen):
    assert sees(office, person, principal) is is_seen


def test_the_bodies_of_a_bloc_see_a_nomination_once_it_waits_for_their_vote_and_ever_after(office, body):
    others = ("emulation_dept@BCA", "body_leader@BQP", "bloc_voter@KTNN")
    assert not any(sees(office, body, other) for other in others)
    enter(office, body, "bloc_vote")
    assert all(sees(office, body, other) for other in others)
    assert not sees(office, body, "unit_officer@BCA.V1")
    enter(office, body, "decided")
    assert all(sees(office, body, other) for other in others)


def test_the_central_board_sees_a_nomination_from_its_submission_on(office, body):
    assert not sees(office, body, "central_officer@BTDKTTW")
    enter(office, body, "central")
    assert sees(office, body, "central_officer@BTDKTTW")


def test_a_missing_nomination_is_not_found(office):
    assert not sees(office, "TĐKT-2019-99999", "auditor@*")
