"""The year of a bloc: the main way from plan to next year's head, and every turn off it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from engine.base import clock as clock_room
from engine.base.errors import AnswersRefusedError, NotAllowedError
from engine.model.base import new_id
from engine.store import states, tasks
from tests.workflows.procedures.nomination.office import BODIES, after
from workflows.procedures.bloc_year.commands import YearBegunError, start_bloc_year
from workflows.procedures.bloc_year.opening.commands import BlocRefusedError, check_plan, plan_of
from workflows.procedures.bloc_year.store import papers_of, scores_of
from workflows.registers.awards.store import years_of
from workflows.registers.organisation.store import bloc_members, find_bloc_year, find_unit

SCOPE, KEY = "NC-2019", "NAM-NC-2019"
DRAFTS = {
    "plan": "Kế hoạch 2019",
    "regulation": "Quy chế",
    "covenant": "Giao ước",
    "scale_note": "1.000 điểm",
    "files": [],
}
TARGETS = {"targets": [{"content": "Giải quyết án", "level": "100%"}], "flags": 1, "fighters": 1}
REPORT = {"tasks_planned": 10, "tasks_done": 8, "movements": 2, "report": "Tốt", "difficulties": None, "files": []}
HELD = {
    "place": "Hội trường VKSNDTC",
    "chaired_by": "Lê Minh Viện (ví dụ), Viện trưởng",
    "secretary": "Trần Thị Thư (ví dụ), Vụ trưởng",
    "attendance": [
        {"code": code, "name": code, "presence": "present", "who": f"Lãnh đạo {code}", "opinion": None}
        for code in BODIES[:6]
    ]
    + [
        {"code": "KTNN", "name": "KTNN", "presence": "represented", "who": "Phó Vụ trưởng", "opinion": "Gọn thủ tục"},
        {"code": "BQLLANG", "name": "BQLLANG", "presence": "absent", "who": None, "opinion": None},
        {
            "code": "BTDKTTW",
            "name": "BTDKTTW",
            "presence": "present",
            "who": "Phó Trưởng ban",
            "opinion": "Bám tiêu chí",
        },
    ],
}
REVIEW = HELD | {
    "synthesis": "Tổng hợp",
    "discussion": "Thảo luận",
    "directions": "Phương hướng",
    "models": "Điển hình",
    "files": [],
}


class Year:
    """The bloc of the office in its year, which begins unless the office comes from a walk that has begun it."""

    def __init__(self, office):
        self.office = office
        if not office.states(KEY):
            with office.database.transaction() as session:
                start_bloc_year(session, SCOPE, by=self.head(), key=str(new_id()))
            office.run()

    def head(self):
        return self.office.actor(f"bloc_head@{SCOPE}")

    def lead(self, element, **answers):
        self.office.do(KEY, element, self.head(), **answers)

    def each(self, element, role="emulation_dept", but=(), **answers):
        """Let every body (but some) do its task of a step."""
        for body in BODIES:
            if body not in but:
                self.office.do(KEY, element, self.office.actor(f"{role}@{body}"), **answers)

    def agree_on_papers(self):
        self.lead("draft_documents", **DRAFTS, comments_due=clock_room.now() + timedelta(days=10))
        self.each("comment_drafts", agreed="yes", comment=None)
        self.lead("revise_documents", **DRAFTS, comments_due=clock_room.now(), decision="sign")
        self.lead("launch", held_on=clock_room.today(), theme="Vượt chỉ tiêu", content="Phát động")

    def sign_and_work(self, assigned=()):
        self.each("sign_covenant", "body_leader", signed=True, signed_on=clock_room.today(), clusters=3)
        self.each("register_targets", **TARGETS)
        self.each("midyear_report", **REPORT, model="Đơn vị điển hình")
        self.lead("midyear_review", held_on=clock_room.today(), **REVIEW, assigned=list(assigned))

    def score(self, lower=None, disputed=()):
        """Let every body give itself full points without penalty (`lower` some less), and peers agree but on some."""
        for body in BODIES:
            rows = self._sheet(body, "score", (lower or {}).get(body, 0))
            self.office.do(KEY, "self_score", self.office.actor(f"emulation_dept@{body}"), scores=rows)
        self.ranked = None
        for place, body in enumerate(BODIES):
            checker = BODIES[(place + 1) % len(BODIES)]
            rows = self._sheet(body, "checked", (lower or {}).get(body, 0) + (5 if body in disputed else 0))
            self.office.do(KEY, "cross_check", self.office.actor(f"emulation_dept@{checker}"), scores=rows)

    def _sheet(self, body, name, less):
        with self.office.database.read() as session:
            scores = scores_of(session, SCOPE, body)
        rows = []
        for one in scores:
            points = Decimal(0) if one.kind == "penalty" else one.most
            points -= Decimal(less) if one.criterion_code == "core_tasks" else 0
            rows.append({"code": one.criterion_code, name: points, "evidence": "BC", "difference": "Thiếu minh chứng"})
        return rows

    def vote(self, choose):
        self.lead("call_vote", decision="paper", document_no="01/BB", ballot_note="VKSNDTC được suy tôn")
        self.elect(lambda body: dict(zip(("head", "deputy"), choose(body), strict=True)))

    def elect(self, choose):
        """Let every body vote in a round, by what it chooses for the posts that are open."""
        for body in BODIES:
            self.office.do(KEY, "elect", self.office.actor(f"bloc_voter@{body}"), **choose(body))

    def close(self, document_no=None):
        told = HELD | {"held_on": clock_room.today(), "signed_on": clock_room.today(), "content": "Tổng kết năm"}
        self.lead("sign_minutes", **told, document_no=document_no)


def agreed(office):
    """Let the bloc agree on the papers of its year."""
    Year(office).agree_on_papers()


def worked(office):
    """Let the bloc go through its year to the middle of it, up to the scores."""
    agreed(office)
    Year(office).sign_and_work()


def scored(office):
    """Let the bloc go through its year and score all alike."""
    worked(office)
    Year(office).score()


@pytest.fixture
def year(office):
    return Year(office)


@after(worked)
def test_a_year_runs_from_the_plan_to_the_next_years_head(office, year):
    assert office.variables(KEY, "bloc_year")["midyear_totals"]["tasks_done"] == 64
    year.score(lower={"BTP": 20})
    assert office.waiting(KEY) == {"call_vote"}
    ranking = office.variables(KEY, "bloc_year")["ranking"]
    assert [(row["place"], row["total"]) for row in ranking] == [(1, 1000)] * 7 + [(8, 980)]
    year.vote(lambda body: ("BCA", "BQP"))
    year.close()
    assert office.states(KEY) == {"bloc_year": "completed"}
    with office.database.read() as session:
        following = find_bloc_year(session, "NC-2020")
        assert (following.head_code, following.deputy_code) == ("BCA", "BQP")
        assert [body.code for body in bloc_members(session, "NC-2020")] == list(BODIES)
        assert len(papers_of(session, SCOPE, "sign_covenant")) == len(BODIES)
    assert ("emulation_dept@BCA", "bloc_elected") in office.notices(KEY)


@after(worked)
def test_disputed_points_are_settled_by_the_deputy_and_two_ties_by_the_board(office, year):
    year.score(disputed=("BCA", "BQP"))
    assert office.waiting(KEY) == {"settle_disputes"}
    rulings = [{**row, "agreed": row["checked"]} for row in office.variables(KEY, "bloc_year")["disputes"]]
    # A sheet that loses five points differs on the one criterion they were taken from.
    assert [(row["body"], row["code"]) for row in rulings] == [("BCA", "core_tasks"), ("BQP", "core_tasks")]
    office.do(KEY, "settle_disputes", office.actor(f"bloc_deputy@{SCOPE}"), rulings=rulings)
    totals = {row["body"]: row["total"] for row in office.variables(KEY, "bloc_year")["ranking"]}
    assert (totals["BCA"], totals["BTP"]) == (995, 1000)
    year.vote(lambda body: ("BCA", "BQP") if BODIES.index(body) % 2 else ("BTP", "BQP"))
    assert office.waiting(KEY) == {"elect"}
    said = office.variables(KEY, "bloc_year")
    assert [[one["value"] for one in said[f"eligible_{post}"]] for post in ("head", "deputy")] == [["BCA", "BTP"], []]
    year.elect(lambda body: {"head": "BCA" if BODIES.index(body) % 2 else "BTP"})
    assert office.waiting(KEY) == {"decide_tie"}
    assert [one["value"] for one in office.variables(KEY, "bloc_year")["choices"]["deputy"]] == ["BQP"]
    office.do(KEY, "decide_tie", office.actor("central_officer@BTDKTTW"), head="BTP", deputy="BQP")
    year.close()
    with office.database.read() as session:
        assert find_bloc_year(session, "NC-2020").head_code == "BTP"


@after(agreed)
def test_more_done_than_planned_is_refused_and_what_was_planned_is_filled_in(office, year):
    year.each("sign_covenant", "body_leader", signed=True, signed_on=clock_room.today(), clusters=3)
    year.each("register_targets", **TARGETS)
    reporter = office.actor("emulation_dept@BCA")
    with office.database.read() as session:
        task = next(t for t in tasks.tasks_of(session, KEY, open_only=True) if tasks.may_act(t, reporter))
        found = states.scope_variables(session, task.instance_id, states.scope_of(session, task.instance_id, task.id))
    assert found["tasks_planned"] == len(TARGETS["targets"])
    with pytest.raises(AnswersRefusedError):
        office.do(KEY, "midyear_report", reporter, **(REPORT | {"tasks_done": 11}), model="Điển hình")


def test_comments_close_in_time_and_may_be_asked_for_again(office, year):
    year.lead("draft_documents", **DRAFTS, comments_due=clock_room.now() + timedelta(days=10))
    year.each("comment_drafts", but=BODIES[2:], agreed="no", comment="Sửa mục 2")
    office.later(days=11)
    assert office.waiting(KEY) == {"revise_documents"}
    comments = office.variables(KEY, "bloc_year")["comments"]
    assert [(row["name"], row["comment"]) for row in comments] == [("BCA", "Sửa mục 2"), ("VKSNDTC", "Sửa mục 2")]
    again = {**DRAFTS, "comments_due": clock_room.now() + timedelta(days=5), "decision": "again"}
    year.lead("revise_documents", **again)
    assert office.waiting(KEY) == {"comment_drafts"}


def test_who_heads_the_bloc_or_did_not_do_its_tasks_may_not_stand(office, year):
    with office.database.transaction() as session:
        years_of(session, find_unit(session, "BTP"))[2019].rating = "NOT_DONE"
    year.agree_on_papers()
    year.sign_and_work()
    year.score()
    year.lead("call_vote", decision="paper", document_no="01/BB", ballot_note="Suy tôn")
    found = office.variables(KEY, "bloc_year")
    assert [row["name"] for row in found["excluded"]] == ["VKSNDTC", "BTP"]
    assert found["proposed_head"] == "BCA"
    voter = office.actor("bloc_voter@BQP")
    for head, deputy in (("BTP", "BCA"), ("VKSNDTC", "BCA"), ("BCA", "BCA")):
        with pytest.raises(AnswersRefusedError):
            office.do(KEY, "elect", voter, head=head, deputy=deputy)


@after(worked)
def test_more_points_than_the_scale_gives_are_refused(office, year):
    rows = [{**row, "score": row["score"] + 1} for row in year._sheet("BCA", "score", 0)]
    with pytest.raises(AnswersRefusedError):
        office.do(KEY, "self_score", office.actor("emulation_dept@BCA"), scores=rows)


def test_a_scale_comes_to_a_thousand_points_for_each_type_of_body(office, year):
    with office.database.read() as session:
        for body in BODIES:
            assert sum(one.most for one in scores_of(session, SCOPE, body) if one.kind != "penalty") == 1000
        kinds = {body: {s.criterion_code: s.most for s in scores_of(session, SCOPE, body)} for body in BODIES}
    assert kinds["BQLLANG"]["core_tasks"] == 300
    assert kinds["BCA"]["core_tasks"] == 400


def test_only_the_head_begins_the_year_and_only_once(office, year):
    with pytest.raises(YearBegunError), office.database.transaction() as session:
        start_bloc_year(session, SCOPE, by=year.head(), key="again")
    with pytest.raises(NotAllowedError), office.database.transaction() as session:
        start_bloc_year(session, SCOPE, by=office.actor("bloc_deputy@NC-2019"), key="k")


def test_a_year_that_has_begun_is_not_set_up_anew(office, year):
    with office.database.read() as session:
        plan = plan_of(session, SCOPE)
        with pytest.raises(BlocRefusedError, match="has begun"):
            check_plan(session, replace(plan, quota=2))


@after(agreed)
def test_each_leader_signs_for_their_own_body(office, year):
    with office.database.read() as session:
        open_tasks = [t for t in tasks.tasks_of(session, KEY, open_only=True) if t.element_id == "sign_covenant"]
        offered = sorted(c.principal for t in open_tasks for c in t.candidates)
    assert offered == sorted(f"body_leader@{body}" for body in BODIES)


@after(scored)
def test_the_year_calls_the_vote_of_its_bloc_and_goes_on_with_its_result(office, year):
    year.lead("call_vote", decision="open")
    # Nothing waits yet: the vote ends at once, and the head is asked again.
    assert office.waiting(KEY) == {"call_vote"}
    chosen, other = (office.bring_body_to_bloc(body) for body in ("BCA", "BTP"))
    year.lead("call_vote", decision="open")
    assert office.waiting(KEY) == set()
    office.set_agenda(chosen, other)
    for body in BODIES:
        office.vote(body, **{other: "no"})
    office.sign_minutes()
    assert office.waiting(KEY) == {"elect"}
    found = office.variables(KEY, "bloc_year")["vote"]
    assert (found["held"], found["document_no"], found["chosen"]) == (True, "01/BB-K", [chosen])


@after(scored)
def test_a_vote_already_running_is_joined_not_begun_twice(office, year):
    code = office.bring_body_to_bloc("BCA")
    office.call_vote()
    year.lead("call_vote", decision="open")
    office.set_agenda(code)
    for body in BODIES:
        office.vote(body)
    office.sign_minutes()
    assert office.waiting(KEY) == {"elect"}
    assert office.variables(KEY, "bloc_year")["vote"]["chosen"] == [code]
