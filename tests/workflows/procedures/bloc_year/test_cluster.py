"""The year of a cluster inside a body: its units work through it, vote for the body's flag and elect the next head."""

from datetime import timedelta
from decimal import Decimal

import pytest

from engine.base import clock as clock_room
from engine.base.errors import AnswersRefusedError
from engine.model.base import new_id
from engine.store import tasks
from tests.workflows.procedures.bloc_year.test_procedure import DRAFTS, REPORT, REVIEW, TARGETS
from tests.workflows.procedures.nomination.office import UNIT
from workflows.procedures.bloc_vote.clusters import unit_agenda
from workflows.procedures.bloc_year.commands import key_of, start_bloc_year
from workflows.procedures.bloc_year.opening.store import list_years
from workflows.procedures.bloc_year.overview.cluster import share_of_flags, votes_of
from workflows.procedures.bloc_year.overview.sight import speaks_for, visible_years
from workflows.procedures.bloc_year.pace.lead import lead_steps
from workflows.procedures.bloc_year.store import scores_of
from workflows.procedures.nomination.commands import create_nomination
from workflows.registers.awards.facts import facts_for
from workflows.registers.awards.model import TitleRecord
from workflows.registers.organisation import Bloc, BlocMember, BlocYear, Unit, actor_for
from workflows.registers.organisation.store import bloc_of, cluster_of, find_bloc_year, find_unit
from workflows.registers.registration.model import Registration, RegistrationRule

SCOPE, KEY = "KSC1-2019", "NAM-KSC1-2019"
UNITS = (UNIT, "VKSNDTC.V1", "VKSNDTC.V14", "VKSNDTC.VP", "VKSNDTC.T1")
OWN = "VKSNDTC.T1"  # has legal personality, and offices of its own


class ClusterYear:
    """A cluster of five units of the procuracy in its year, the first of them its head."""

    def __init__(self, office):
        self.office = office
        parts = [Unit(code=c, name=f"Đơn vị {c}", kind="department", parent_code="VKSNDTC") for c in UNITS[1:]]
        parts[-1].legal_person = True
        year = BlocYear(scope=SCOPE, bloc_code="KSC1", year=2019, head_code=UNIT, deputy_code=UNITS[1])
        office.give(*parts)
        office.give(Bloc(code="KSC1", name="Cụm thi đua số 1", body_code="VKSNDTC"))
        office.give(year)
        office.give(*[BlocMember(scope=SCOPE, body_code=code, place=n) for n, code in enumerate(UNITS)])
        with office.database.transaction() as session:
            start_bloc_year(session, SCOPE, by=self.head(), key=str(new_id()))
        office.run()

    def head(self):
        return self.office.actor(f"bloc_head@{SCOPE}")

    def lead(self, element, key=KEY, **answers):
        self.office.do(key, element, self.head(), **answers)

    def each(self, element, roles=("unit_officer", "emulation_dept"), **answers):
        for unit in UNITS:
            self.office.do(KEY, element, self.office.actor(f"{roles[unit == OWN]}@{unit}"), **answers)

    def run_to_vote(self):
        self.lead("draft_documents", **DRAFTS, comments_due=clock_room.now() + timedelta(days=10))
        self.each("comment_drafts", agreed="yes", comment=None)
        self.lead("revise_documents", **DRAFTS, comments_due=clock_room.now(), decision="sign")
        self.lead("launch", held_on=clock_room.today(), theme="Vượt chỉ tiêu", content="Phát động")
        signed = {"signed": True, "signed_on": clock_room.today(), "clusters": 0}
        self.each("sign_covenant", ("unit_head", "body_leader"), **signed)
        self.each("register_targets", **TARGETS)
        self.each("midyear_report", **REPORT, model="Đơn vị điển hình")
        self.lead("midyear_review", held_on=clock_room.today(), **REVIEW)
        for unit in UNITS:
            self._do(unit, "self_score", scores=self._sheet(unit, "score"))
        for place, unit in enumerate(UNITS):
            self._do(UNITS[(place + 1) % len(UNITS)], "cross_check", scores=self._sheet(unit, "checked"))

    def _do(self, unit, element, **answers):
        role = "emulation_dept" if unit == OWN else "unit_officer"
        self.office.do(KEY, element, self.office.actor(f"{role}@{unit}"), **answers)

    def _sheet(self, unit, name):
        with self.office.database.read() as session:
            scores = scores_of(session, SCOPE, unit)
        points = {one.criterion_code: Decimal(0) if one.kind == "penalty" else one.most for one in scores}
        return [{"code": c, name: p, "evidence": "BC", "difference": None} for c, p in points.items()]

    def vote(self, yes):
        """Let the cluster vote: so many of its units, in their order, are for each of them."""
        self.lead("call_vote", decision="open")
        agenda = {"nominations": list(yes), "closes_at": clock_room.now() + timedelta(days=7)}
        self.lead("prepare_agenda", SCOPE, **agenda)
        self.lead("decide_openly", SCOPE, decision="open", reason="Cụm quyết định biểu quyết công khai.")
        for place, unit in enumerate(UNITS):
            role = "bloc_voter" if unit == OWN else "unit_head"
            votes = [{"nomination": code, "choice": "yes" if place < n else "no"} for code, n in yes.items()]
            self.office.do(SCOPE, "vote", self.office.actor(f"{role}@{unit}", name=f"{unit} votes"), votes=votes)
        signed = {"document_no": "01/BB-CTĐ", "signed_on": clock_room.today(), "confirmed": True}
        self.lead("sign_minutes", SCOPE, **signed)
        self.office.do(SCOPE, "cosign_minutes", self.office.actor(f"bloc_deputy@{SCOPE}"), confirmed=True)


@pytest.fixture
def year(office):
    return ClusterYear(office)


def test_a_vote_held_on_paper_tells_who_leads_as_one_held_here(office, year):
    year.run_to_vote()
    paper = {"decision": "paper", "document_no": "01/BB-CTĐ", "ballot_note": "Suy tôn một đơn vị"}
    twice = [{"unit": UNIT, "yes": 3, "leads": False}] * 2
    many = [{"unit": UNIT, "yes": 6, "leads": True}]
    for wrong in (twice, many):
        with pytest.raises(AnswersRefusedError):
            year.lead("call_vote", **paper, counted=wrong)
    year.lead("call_vote", **paper, counted=[twice[0], {"unit": "VKSNDTC.V1", "yes": 4, "leads": True}])
    assert office.waiting(KEY) == {"elect"}
    assert office.variables(KEY, "bloc_year")["vote"]["document_no"] == "01/BB-CTĐ"
    with office.database.read() as session:
        votes = votes_of(session, next(one for one in list_years(session) if one.owner))
        facts = facts_for(session, "CTDB", find_unit(session, "VKSNDTC.V1"), 2019)
    assert [(one.unit, one.yes, one.members, one.leads) for one in votes] == [
        ("VKSNDTC.V1", 4, 5, True), (UNIT, 3, 5, False),
    ]  # fmt: skip
    assert facts["leads_cluster"]


def test_a_cluster_runs_its_year_and_its_vote_tells_who_may_be_proposed_for_the_bodys_flag(office, year):
    year.run_to_vote()
    assert office.waiting(KEY) == {"call_vote"}
    year.vote({UNIT: 3, "VKSNDTC.V1": 4, OWN: 2})
    found = office.variables(KEY, "bloc_year")["vote"]
    assert (found["held"], found["chosen"]) == (True, ["VKSNDTC.V1"])
    assert found["ballot_note"] == "1/3 đơn vị được suy tôn: Đơn vị VKSNDTC.V1"
    with office.database.read() as session:
        facts = {code: facts_for(session, "CTDB", find_unit(session, code), 2019) for code in (UNIT, "VKSNDTC.V1")}
        shown = next(one for one in list_years(session) if one.owner)
        votes = votes_of(session, shown)
        (share,) = share_of_flags(session, shown)
    read = {c: (f["leads_cluster"], f["cluster_yes"], f["cluster_members"], f["rating"]) for c, f in facts.items()}
    assert read == {UNIT: (False, 3, 5, "EXCELLENT"), "VKSNDTC.V1": (True, 4, 5, None)}
    assert [(one.unit, one.yes, one.leads) for one in votes] == [
        ("VKSNDTC.V1", 4, True), (UNIT, 3, False), (OWN, 2, False),
    ]  # fmt: skip
    assert share["text"].startswith("Không quá 20%")
    assert office.waiting(KEY) == {"elect"}
    for unit in UNITS:
        role = "bloc_voter" if unit == OWN else "unit_head"
        office.do(KEY, "elect", office.actor(f"{role}@{unit}"), head="VKSNDTC.V1", deputy=OWN)
    year.lead("sign_minutes", document_no="02/BB-CTĐ", signed_on=clock_room.today(), content="Tổng kết")
    with office.database.read() as session:
        following = find_bloc_year(session, "KSC1-2020")
        assert (following.head_code, following.deputy_code) == ("VKSNDTC.V1", OWN)
    assert {("unit_officer@VKSNDTC.V1", "bloc_elected"), (f"emulation_dept@{OWN}", "bloc_elected")} <= set(
        office.notices(KEY)
    )


def test_the_leader_of_a_cluster_is_proposed_for_the_flag_and_who_was_not_chosen_is_told_why(office, year):
    year.run_to_vote()
    year.vote({UNIT: 5, "VKSNDTC.V1": 3})
    title = {"award_code": "TTLDXS", "year": 2019, "recorded_at": clock_room.now(), "recorded_by": "test"}
    office.give(*[TitleRecord(unit_code=code, **title) for code in (UNIT, "VKSNDTC.V1")])
    missing = {}
    for unit in (UNIT, "VKSNDTC.V1"):
        with office.database.transaction() as session:
            by = office.writer(unit)
            code = create_nomination(session, award="CTDB", year=2019, unit=unit, by=by, key=str(new_id())).code
        office.hand_in(code, unit)
        checks = office.variables(code, "nomination")["eligibility"]["checks"]
        missing[unit] = {row["rule"] for row in checks if not row["met"]}
    assert not missing[UNIT] & {"ctdb-dan-dau", "ctdb-cum-suy-ton"}
    assert {"ctdb-dan-dau", "ctdb-cum-suy-ton"} <= missing["VKSNDTC.V1"]


@pytest.mark.parametrize(("is_exact", "award"), [(False, "TTLDXS"), (True, "CTDB")])
def test_a_unit_that_its_bodys_rule_does_not_consider_is_on_no_sheet(office, year, is_exact, award):
    by = {"year": 2019, "by_id": "x", "by_name": "Cán bộ", "at": clock_room.now()}
    registered = [
        Registration(id=new_id(), award_code=one, unit_code=code, place_code=code, **by)
        for code, one in ((UNIT, award), ("VKSNDTC.V1", award), (OWN, "TTLDTT" if is_exact else ""))
        if one
    ]
    rule = {"from_year": 2019, "is_exact": is_exact, "source": "Quy chế (ví dụ)"}
    office.give(*registered, RegistrationRule(body_code="VKSNDTC", **rule))
    year.run_to_vote()
    year.lead("call_vote", decision="open")
    shown = office.variables(SCOPE, "bloc_vote")
    assert [one["value"] for one in shown["options"]] == [UNIT, "VKSNDTC.V1"]
    assert "Đơn vị VKSNDTC.T1: Chưa đăng ký thi đua" in shown["barred"]
    assert "Quy chế (ví dụ)" in shown["barred"]
    assert shown["members"] == len(UNITS)
    # Named all the same, it is left out; alone, nothing is left to vote on.
    with office.database.read() as session:
        found = find_bloc_year(session, SCOPE)
        assert [one["nomination"] for one in unit_agenda(session, found, {UNIT, OWN})[0]] == [UNIT]
        assert unit_agenda(session, found, {OWN})[0] == []


def test_units_and_their_body_read_a_clusters_year_and_the_bloc_stays_the_bodies(office, year):
    actors = {
        "officer": office.actor(f"unit_officer@{UNIT}"),
        "own": office.actor(f"emulation_dept@{OWN}"),
        "department": office.actor("emulation_dept@VKSNDTC"),
        "chair": office.actor("council_chair@VKSNDTC"),
        "elsewhere": office.actor("unit_head@VKSNDTC.V9"),
        "board": office.actor("central_officer@BTDKTTW"),
        "ministry": office.actor("emulation_dept@BTP"),
    }
    with office.database.read() as session:
        read = {name: [one.year.scope for one in visible_years(session, by)] for name, by in actors.items()}
        shown = next(one for one in list_years(session) if one.owner)
        speaking = {name: speaks_for(session, shown, actors[name]) for name in ("officer", "own", "department")}
        assert bloc_of(session, UNIT, 2019).scope == "NC-2019"
        assert cluster_of(session, UNIT, 2019).scope == SCOPE
        assert cluster_of(session, "VKSNDTC", 2019) is None
        (step,) = lead_steps(session, shown.year)
    both = [SCOPE, "NC-2019"]
    assert read == {
        "officer": [SCOPE], "own": [SCOPE], "department": both, "chair": both,
        "elsewhere": [], "board": ["NC-2019"], "ministry": ["NC-2019"],
    }  # fmt: skip
    assert speaking == {"officer": UNIT, "own": OWN, "department": "VKSNDTC"}
    # Head and deputy are taken over from by each other, then by the department of the body, never by the Board.
    assert step.takers == (f"bloc_deputy@{SCOPE}",)
    office.later(days=60)
    with office.database.read() as session:
        (step,) = lead_steps(session, find_bloc_year(session, SCOPE))
    assert step.takers == (f"bloc_deputy@{SCOPE}", "emulation_dept@VKSNDTC")


def test_officer_and_head_of_the_leading_unit_act_for_the_cluster_and_those_of_its_body_do_not(office, year):
    with office.database.transaction() as session:
        posts = {
            "unit_officer": UNIT, "unit_head": UNIT, "emulation_dept": "VKSNDTC", "body_leader": "VKSNDTC",
            "council_member": UNIT,
        }  # fmt: skip
        people = {role: office._person(new_id(), f"{role} (ví dụ)", unit) for role, unit in posts.items()}
        session.add_all(people.values())
        session.flush()
        session.add_all(office.post(people[role].id, role, unit) for role, unit in posts.items())
    with office.database.read() as session:
        heads = {role: actor_for(session, one.id).scopes("bloc_head") for role, one in people.items()}
        offered = {c.principal for t in tasks.tasks_of(session, key_of(SCOPE), open_only=True) for c in t.candidates}
    assert heads == {
        "unit_officer": [SCOPE], "unit_head": [SCOPE], "council_member": [],
        "emulation_dept": ["NC-2019"], "body_leader": ["NC-2019"],
    }  # fmt: skip
    assert offered == {f"bloc_head@{SCOPE}"}
