"""A bloc and its year are set up by two people, by command and page, and stay as they are once the year has begun."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from engine import commands as engine
from engine.base.text import Text
from engine.commands.operators import NeedsTwoError
from tests.web.conftest import PASSWORD, Browser, Staff
from workflows.procedures.bloc_year.opening.actions import OPEN
from workflows.procedures.bloc_year.opening.commands import BlocRefusedError, Plan, open_bloc, plan_of
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.model import Unit

PLAN = Plan("KHỐI-Đ", "Khối các cơ quan nội chính", 2019, "VKSNDTC", "BTP", 1, ("VKSNDTC", "BCA", "BTP"))


class Office:
    """Two administrators and the bodies of a bloc."""

    def __init__(self, staff: Staff) -> None:
        self.database = staff.database
        self.first = staff.hire("quantri", "administrator@*")
        self.second = staff.hire("quantri2", "administrator@*")
        self.head = staff.hire("đức", "emulation_dept@VKSNDTC")
        with self.database.transaction() as session:
            for code in ("VKSNDTC", "BCA", "BTP"):
                body = session.get(Unit, code) or Unit(code=code, name=f"Cơ quan {code}", kind="body")
                body.kind = "body"
                session.add(body)

    def actor(self, session: Any, person: UUID) -> Any:
        return replace(actor_for(session, person), is_confirmed=True)

    def propose(self, plan: Plan) -> Any:
        with self.database.transaction() as session:
            by, key = self.actor(session, self.first), f"open-{hash(plan)}"
            return engine.propose_act(session, OPEN, plan.as_data(), "Quyết định 5/QĐ-HĐTĐ", by=by, key=key)

    def approve(self, act: Any) -> str:
        with self.database.transaction() as session:
            by = self.actor(session, self.second)
            return engine.approve_act(session, act.id, by=by, key=f"approve-{act.id}").state

    def plan(self) -> Plan | None:
        with self.database.read() as session:
            return plan_of(session, PLAN.scope)


@pytest.fixture
def office(app: Any, staff: Staff) -> Office:
    return Office(staff)


def test_a_bloc_is_set_up_by_two_and_its_head_may_act_for_it(office: Office) -> None:
    act = office.propose(PLAN)
    assert office.plan() is None
    assert office.approve(act) == "approved"
    assert office.plan() == PLAN
    with office.database.read() as session:
        assert actor_for(session, office.head).holds("bloc_head", PLAN.scope)
    changed = replace(PLAN, members=("VKSNDTC", "BCA"), deputy=None, quota=2)
    act = office.propose(changed)
    said = [str(Text.from_data(one)) for one in act.effect]
    assert f"{PLAN.scope}: deputy: BTP → –" in said
    assert f"{PLAN.scope}: flags it may propose: 1 → 2" in said
    assert any("(BTP) no longer does" in one for one in said)
    assert office.approve(act) == "approved"
    assert office.plan() == changed


def test_nobody_sets_one_up_alone(office: Office) -> None:
    with office.database.transaction() as session:
        by = office.actor(session, office.first)
        with pytest.raises(NeedsTwoError):
            open_bloc(session, PLAN, "một mình", by=by)
    assert office.plan() is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"bloc": "a b"}, "code has"),
        ({"name": " "}, "name of up to"),
        ({"year": 2010}, "last, this or the next"),
        ({"members": ("VKSNDTC",)}, "between 2"),
        ({"members": ("VKSNDTC", "VKSNDTC")}, "different"),
        ({"members": ("VKSNDTC", "BTP", "XYZ")}, "no body"),
        ({"members": ("VKSNDTC", "BTP", "VKSNDTC.VP")}, "no body"),
        ({"head": "BQP"}, "are members"),
        ({"deputy": "VKSNDTC"}, "two different"),
        ({"quota": 4}, "one for each"),
    ],
)
def test_what_is_no_bloc_is_refused_in_words(office: Office, change: dict[str, Any], said: str) -> None:
    with pytest.raises(BlocRefusedError, match=said):
        office.propose(replace(PLAN, **change))


def test_a_body_is_in_one_bloc_a_year(office: Office) -> None:
    other = office.propose(replace(PLAN, bloc="KHÁC"))  # both are possible until one is done
    assert office.approve(office.propose(PLAN)) == "approved"
    assert office.approve(other) == "failed"


def test_the_page_proposes_and_keeps_what_was_typed(office: Office, browser: Browser) -> None:
    browser.sign_in("quantri", PASSWORD)
    typed = {**PLAN.as_data(), "reason": "Quyết định 5/QĐ-HĐTĐ", "_key": "bloc-by-page"}
    wrong = browser.post("/to-chuc/khoi", {**typed, "quota": "chín"})
    assert wrong.status_code == 422
    assert "Khối các cơ quan nội chính" in wrong.text
    proposed = browser.post("/to-chuc/khoi", {**typed, "_key": "bloc-by-page-2"})
    assert proposed.status_code == 303
    assert office.plan() is None
    assert "KHỐI-Đ-2019" in browser.get(proposed.headers["Location"]).text
    assert browser.get("/to-chuc/khoi").status_code == 200
