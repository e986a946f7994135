from collections.abc import Mapping
from typing import Any

import pytest

from engine.base.actor import SYSTEM, Actor
from engine.base.errors import AnswersRefusedError, BangVangError, NotFoundError
from engine.model.base import new_id
from engine.ports.actions import ActionCall, ActionError, registry
from workflows.registers.ballot import actions, store
from workflows.registers.ballot.commands import BallotRefusedError
from workflows.registers.organisation.model import Bloc, BlocMember, BlocYear, Unit

BODIES = ["VKSNDTC", "BCA", "BQP", "BTP", "TANDTC", "TTCP", "KTNN", "BQLLANG"]
CANDIDATES = [
    {"nomination": "TĐKT-2019-00001", "label": "Bộ Tư pháp"},
    {"nomination": "TĐKT-2019-00002", "label": "BCA"},
]
OPENING = {"scope": "NC-2019", "candidates": CANDIDATES, "body": "NC", "award": "CTDCP", "regime": "R2017"}

RULE = {
    "numerator": 50,
    "denominator": 100,
    "comparator": ">",
    "base": "all",
    "quorum_numerator": 1,
    "quorum_denominator": 2,
}


@pytest.fixture
def bloc(database, clock):
    assert actions
    with database.transaction() as session:
        session.add_all([Unit(code=code, name=code, kind="body") for code in BODIES])
        session.add(Bloc(code="NC", name="Khối nội chính"))
        session.flush()
        session.add(BlocYear(scope="NC-2019", bloc_code="NC", year=2019, head_code="VKSNDTC", deputy_code="BCA"))
        session.flush()
        session.add_all([BlocMember(scope="NC-2019", body_code=c, place=i) for i, c in enumerate(BODIES)])
    return database


def run(database, name: str, values: Mapping[str, Any], by: Actor = SYSTEM) -> dict[str, Any]:
    with database.transaction() as session:
        call = ActionCall(session, new_id(), "NC-2019", "vote", by, {})
        return registry.find(name).run(call, values)


def voter(body):
    return Actor(id=body, name=body, principals=frozenset({f"bloc_voter@{body}"}))


def test_a_bloc_votes_from_opening_to_the_count(bloc):
    opened = run(bloc, "ballot.open", OPENING)
    assert [seat["body"] for seat in opened["seats"]] == BODIES
    assert opened["contests"][0] == {"no": 1, **CANDIDATES[0]}
    for seat in opened["seats"]:
        votes = [{"nomination": c["nomination"], "choice": "yes"} for c in CANDIDATES]
        votes[1]["choice"] = "no" if seat["seat"] > 5 else "blank"
        cast = {"ballot": opened["ballot"], "seat": seat["seat"], "answers": {"votes": votes}}
        assert run(bloc, "ballot.cast", cast, voter(seat["body"])) == {"voted": True}
    closed = run(bloc, "ballot.close", {"ballot": opened["ballot"]})
    assert closed["winner"] == "TĐKT-2019-00001"
    assert closed["has_quorum"]
    first, second = closed["results"]
    assert (first["yes"], first["needed"], first["passed"], str(first["percent"])) == (8, 7, True, "100.00")
    assert (second["yes"], second["no"], second["blank"], second["passed"]) == (0, 3, 5, False)


@pytest.mark.parametrize(
    "answers",
    [
        {"vote_1": "yes", "vote_2": "no", "remark": "…"},
        {"votes": [{"choice": "yes"}, {"choice": "no"}]},
        {
            "votes": [
                {"nomination": "TĐKT-2019-00002", "choice": "no"},
                {"nomination": "TĐKT-2019-00001", "choice": "yes"},
            ]
        },
    ],
)
def test_votes_may_come_by_contest_number_by_order_or_by_code(bloc, answers):
    opened = run(bloc, "ballot.open", OPENING)
    run(bloc, "ballot.cast", {"ballot": opened["ballot"], "seat": 1, "answers": answers}, voter("VKSNDTC"))
    with bloc.read() as session:
        assert [vote.choice for _, vote in store.roll_call(session, opened["ballot"])] == ["yes", "no"]


def test_a_given_threshold_is_used_instead_of_the_shipped_one(bloc):
    rule = {
        "numerator": 50,
        "denominator": 100,
        "comparator": ">",
        "base": "all",
        "ballot": "open",
        "quorum_numerator": 1,
        "quorum_denominator": 2,
        "source": "Quy chế khối",
        "status": "verified",
    }
    opened = run(bloc, "ballot.open", OPENING | {"threshold": rule})
    with bloc.read() as session:
        ballot = store.find_ballot(session, opened["ballot"])
        assert (ballot.numerator, ballot.comparator, ballot.source, ballot.status) == (
            50,
            ">",
            "Quy chế khối",
            "verified",
        )
        assert ballot.subject_key == "NC-2019"


@pytest.mark.parametrize("answers", [{}, {"vote_1": "yes"}, {"votes": "yes"}, {"votes": [1]}, {"votes": []}])
def test_an_incomplete_vote_is_refused(bloc, answers):
    opened = run(bloc, "ballot.open", OPENING)
    with pytest.raises(AnswersRefusedError):
        run(bloc, "ballot.cast", {"ballot": opened["ballot"], "seat": 1, "answers": answers}, voter("VKSNDTC"))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"scope": "NC-1999"}, NotFoundError),
        ({"candidates": []}, BangVangError),
        ({"candidates": ["TĐKT-2019-00001"]}, BangVangError),
        ({"candidates": None}, ActionError),
        ({"threshold": {"numerator": 2}}, BangVangError),
    ],
)
def test_a_vote_that_makes_no_sense_is_not_opened(bloc, change, error):
    with pytest.raises(error):
        run(bloc, "ballot.open", OPENING | change)


def test_a_vote_that_must_be_secret_is_opened_only_by_a_recorded_decision_of_the_head(bloc):
    asked = OPENING | {"body": "KTNN"}
    instance, head = new_id(), Actor(id="head", name="Khối trưởng (ví dụ)")

    def call(name, values):
        with bloc.transaction() as session:
            return registry.find(name).run(ActionCall(session, instance, "NC-2019", "vote", head, {}), values)

    def decide(**answers):
        return call("ballot.decide_openly", {"answers": answers})

    for refused in (asked, asked | {"threshold": RULE}, asked | {"threshold": RULE | {"ballot": "misspelt"}}):
        with pytest.raises(BallotRefusedError):
            call("ballot.open", refused)
    decide(decision="back", reason="Chờ hệ thống bỏ phiếu kín")
    with pytest.raises(AnswersRefusedError):
        decide(decision="open", reason="  ")
    with pytest.raises(BallotRefusedError):
        call("ballot.open", asked)
    assert decide(decision="open", reason="Các đơn vị nhất trí") == {
        "decision": "open",
        "reason": "Các đơn vị nhất trí",
    }
    opened = call("ballot.open", asked)
    with bloc.read() as session:
        ballot = store.find_ballot(session, opened["ballot"])
        assert (ballot.opening_by, ballot.opening_name) == ("head", "Khối trưởng (ví dụ)")
        assert ballot.opening_reason == "Các đơn vị nhất trí"
    with pytest.raises(BallotRefusedError):
        run(bloc, "ballot.open", asked)  # another run of the procedure needs a decision of its own
