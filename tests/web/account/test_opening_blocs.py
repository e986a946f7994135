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


INSIDE = Plan(
    "CỤM-1", "Cụm thi đua số 1", 2019, "VKSNDTC.V1", "VKSNDTC.V2", 1,
    ("VKSNDTC.V1", "VKSNDTC.V2", "VKSNDTC.V2.P1"), "VKSNDTC", "Điều 7 Quy chế thi đua của ngành",
)  # fmt: skip


@pytest.fixture
def with_units(office: Office) -> Office:
    with office.database.transaction() as session:
        for code in ("VKSNDTC.V1", "VKSNDTC.V2", "VKSNDTC.V2.P1", "BTP.V1"):
            parent = code.rpartition(".")[0]
            session.add(Unit(code=code, name=f"Đơn vị {code}", kind="department", parent_code=parent))
            session.flush()
    return office


def test_a_cluster_is_set_up_inside_a_body_by_two_on_the_page(with_units: Office, browser: Browser) -> None:
    browser.sign_in("quantri", PASSWORD)
    page = browser.get("/to-chuc/khoi?co-quan=VKSNDTC").text
    assert 'value="VKSNDTC.V2.P1"' in page
    assert 'name="members" value="BTP"' not in page
    typed = {**INSIDE.as_data(), "reason": "Quyết định 9/QĐ-VKSTC", "_key": "cluster-by-page"}
    proposed = browser.post("/to-chuc/khoi", typed)
    assert proposed.status_code == 303
    assert "Lập cụm, khối CỤM-1 trong VKSNDTC" in browser.get(proposed.headers["Location"]).text
    assert with_units.approve(with_units.propose(replace(INSIDE, quota=2))) == "approved"
    with with_units.database.read() as session:
        assert plan_of(session, INSIDE.scope) == replace(INSIDE, quota=2)
    shown = browser.get(f"/to-chuc/khoi?khoi={INSIDE.scope}").text
    assert "Điều 7 Quy chế thi đua của ngành" in shown
    # A unit is in one cluster a year, its body in one bloc; neither keeps the other out.
    assert with_units.approve(with_units.propose(PLAN)) == "approved"
    with pytest.raises(BlocRefusedError, match="belongs to CỤM-1"):
        with_units.propose(replace(INSIDE, bloc="CỤM-2"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"members": ("VKSNDTC.V1", "VKSNDTC.V2", "BTP.V1")}, "no unit of"),
        ({"members": ("VKSNDTC.V1", "VKSNDTC.V2", "VKSNDTC")}, "no unit of"),
        ({"owner": "VKSNDTC.V1"}, "no body"),
        ({"source": "d" * 301}, "up to 300"),
    ],
)
def test_what_is_no_cluster_is_refused_in_words(with_units: Office, change: dict[str, Any], said: str) -> None:
    with pytest.raises(BlocRefusedError, match=said):
        with_units.propose(replace(INSIDE, **change))


def test_a_bloc_does_not_become_a_cluster_by_its_code(with_units: Office) -> None:
    assert with_units.approve(with_units.propose(PLAN)) == "approved"
    with pytest.raises(BlocRefusedError, match="another"):
        with_units.propose(replace(INSIDE, bloc=PLAN.bloc, year=2020))
