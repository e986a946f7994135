"""A year of a bloc in which one member stays silent at every step: it is reminded, asked, gone on without, and ends."""

from datetime import timedelta

import pytest

from engine.base import clock as clock_room
from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from engine.commands import deploy
from engine.commands.operators import ReasonMissingError
from engine.model.base import new_id
from engine.store import tasks
from tests.workflows.procedures.bloc_year.test_procedure import (
    DRAFTS,
    KEY,
    REPORT,
    REVIEW,
    SCOPE,
    TARGETS,
    Year,
    scored,
    worked,
)
from tests.workflows.procedures.nomination.office import BODIES, after
from workflows.procedures.bloc_year.pace.commands import PaceRefusedError, go_on_without, nudge_member
from workflows.procedures.bloc_year.store import absences_of, papers_of, scores_of
from workflows.registers.organisation.store import find_bloc_year
from workflows.shipped import procedures

SILENT = "TTCP"
REASON = "Đã nhắc nhiều lần, chưa gửi"
POINTS = [{"no": "1", "opinion": "no", "proposed": 380, "text": "Dành 20 điểm cho cải cách"}]
DEPARTMENT = f"emulation_dept@{SILENT}"


class QuietYear(Year):
    """A year in which one member does nothing by itself."""

    def others(self, element, role="emulation_dept", **answers):
        self.each(element, role, but=(SILENT,), **answers)

    def wait_out(self, step):
        """Let the time of an open step pass."""
        with self.office.database.read() as session:
            due = max(t.due_at for t in tasks.tasks_of(session, KEY, open_only=True) if t.element_id == step)
        self.office.later(seconds=(due - clock_room.now()).total_seconds() + 1)

    def go_on(self, step, reason=REASON, by=None):
        with self.office.database.transaction() as session:
            absent = go_on_without(session, SCOPE, step, reason, by=by or self.head(), key=str(new_id()))
        self.office.run()
        self.office.states(KEY)
        return absent

    def nudge(self, step, body=SILENT, by=None):
        with self.office.database.transaction() as session:
            nudge_member(session, SCOPE, step, body, by=by or self.head(), key=str(new_id()))

    def agree_without(self):
        self.lead("draft_documents", **DRAFTS, comments_due=clock_room.now() + timedelta(days=10))
        self.others("comment_drafts", agreed="yes", comment=None, points=POINTS)
        self.office.later(days=11)
        self.lead("revise_documents", **DRAFTS, comments_due=clock_room.now(), decision="sign")
        self.lead("launch", held_on=clock_room.today(), theme="Vượt chỉ tiêu", content="Phát động")

    def sign_without(self):
        self.others("sign_covenant", "body_leader", signed=True, signed_on=clock_room.today(), clusters=3)
        self.wait_out("sign_covenant")
        return self.go_on("sign_covenant")

    def register_without(self):
        self.others("register_targets", **TARGETS)
        self.wait_out("register_targets")
        self.go_on("register_targets")

    def report_without(self, assigned=()):
        self.others("midyear_report", **REPORT, model="Đơn vị điển hình")
        self.wait_out("midyear_report")
        self.go_on("midyear_report")
        self.lead("midyear_review", held_on=clock_room.today(), **REVIEW, assigned=list(assigned))

    def score_without(self):
        for body in BODIES:
            if body != SILENT:
                self._give("self_score", body, body, "score")
        self.wait_out("self_score")
        self.go_on("self_score")
        for place, body in enumerate(BODIES):
            checker = BODIES[(place + 1) % len(BODIES)]
            if checker != SILENT:
                self._give("cross_check", checker, body, "checked")
        self.wait_out("cross_check")
        self.go_on("cross_check")

    def _give(self, step, doer, body, name, less=0):
        rows = self._sheet(body, name, less)
        self.office.do(KEY, step, self.office.actor(f"emulation_dept@{doer}"), scores=rows)

    def elect_without(self):
        self.lead("call_vote", decision="paper", document_no="01/BB", ballot_note="VKSNDTC được suy tôn")
        self.others("elect", "bloc_voter", head="BCA", deputy="BQP")
        self.wait_out("elect")
        self.go_on("elect")


@pytest.fixture
def year(office):
    return QuietYear(office)


def notices(office, recipient):
    return [reason for whom, reason in office.notices(KEY) if whom == recipient]


def test_a_year_ends_though_one_member_is_silent_at_every_step(office, year):
    year.agree_without()
    assert year.sign_without() == [SILENT]
    year.register_without()
    year.report_without()
    assert office.variables(KEY, "bloc_year")["midyear_totals"]["tasks_done"] == 56
    year.score_without()
    assert office.waiting(KEY) & {"call_vote", "settle_disputes"} == {"call_vote"}
    ranking = office.variables(KEY, "bloc_year")["ranking"]
    assert {row["total"] for row in ranking} == {1000}  # who gave itself nothing stands by what its peer found
    year.elect_without()
    year.close()
    assert office.states(KEY) == {"bloc_year": "completed"}
    assert office.waiting(KEY) == set()
    with office.database.read() as session:
        assert find_bloc_year(session, "NC-2020").head_code == "BCA"
        absences = absences_of(session, SCOPE)
        assert [one.step for one in absences] == [
            *("sign_covenant", "register_targets", "midyear_report", "self_score", "cross_check", "elect")
        ]
        assert {(one.body_code, one.reason) for one in absences} == {(SILENT, REASON)}
        assert [one.step for one in papers_of(session, SCOPE, "self_score") if one.body_code == SILENT] == []
    told = notices(office, DEPARTMENT)
    assert told.count("year_went_on") == 4
    assert told.count("year_step_due") == 5  # the comments, too


def test_who_is_missing_is_reminded_before_and_at_the_end_and_the_head_is_told(office, year):
    year.agree_without()
    year.others("sign_covenant", "body_leader", signed=True, signed_on=clock_room.today(), clusters=3)
    leader = f"body_leader@{SILENT}"
    assert notices(office, leader) == []
    head = notices(office, f"bloc_head@{SCOPE}")
    office.later(days=19)
    assert notices(office, leader) == ["year_step_soon"]
    assert notices(office, f"bloc_head@{SCOPE}") == head
    office.later(days=10)
    assert notices(office, leader) == ["year_step_soon", "year_step_due"]
    assert notices(office, f"bloc_head@{SCOPE}") == [*head, "year_members_missing"]
    assert notices(office, "body_leader@BCA") == []


def test_the_head_goes_on_for_a_reason_once_the_time_is_over_and_once_only(office, year):
    year.agree_without()
    with pytest.raises(PaceRefusedError):
        year.go_on("register_targets")
    year.others("sign_covenant", "body_leader", signed=True, signed_on=clock_room.today(), clusters=3)
    with pytest.raises(PaceRefusedError):
        year.go_on("sign_covenant")
    year.wait_out("sign_covenant")
    with pytest.raises(ReasonMissingError):
        year.go_on("sign_covenant", " ")
    with pytest.raises(NotAllowedError):
        year.go_on("sign_covenant", by=office.actor(f"bloc_deputy@{SCOPE}"))
    assert year.go_on("sign_covenant") == [SILENT]
    with pytest.raises(PaceRefusedError):
        year.go_on("sign_covenant")
    assert office.waiting(KEY) == {"register_targets", "late_sign_covenant"}


def test_what_comes_late_is_taken_and_marked(office, year):
    year.agree_without()
    year.sign_without()
    leader = office.actor(f"body_leader@{SILENT}")
    office.do(KEY, "late_sign_covenant", leader, signed=True, signed_on=clock_room.today(), clusters=1)
    year.others("register_targets", **TARGETS)
    year.wait_out("register_targets")
    # Past its day, though the bloc still waits.
    office.do(KEY, "register_targets", office.actor(DEPARTMENT), **TARGETS)
    assert office.waiting(KEY) == {"midyear_report"}
    with office.database.read() as session:
        for step in ("sign_covenant", "register_targets"):
            late = {paper.body_code: paper.late for paper in papers_of(session, SCOPE, step)}
            assert late == {body: body == SILENT for body in BODIES}


def test_points_that_come_after_the_ranking_are_kept_and_move_nothing(office, year):
    year.agree_without()
    year.sign_without()
    year.register_without()
    year.report_without()
    year.score_without()
    before = office.variables(KEY, "bloc_year")["ranking"]
    year._give("late_self_score", SILENT, SILENT, "score", 50)
    year._give("late_cross_check", SILENT, "TANDTC", "checked", 70)
    with office.database.read() as session:
        own = {one.criterion_code: one for one in scores_of(session, SCOPE, SILENT)}["core_tasks"]
        peer = {one.criterion_code: one for one in scores_of(session, SCOPE, "TANDTC")}["core_tasks"]
        assert (own.self_score, own.agreed) == (350, 400)
        assert (peer.checked, peer.agreed) == (330, 400)
        assert [p.late for p in papers_of(session, SCOPE, "self_score") if p.body_code == SILENT] == [True]
    assert office.variables(KEY, "bloc_year")["ranking"] == before


def test_the_head_asks_a_silent_member_at_most_once_a_day(office, year):
    year.agree_without()
    year.nudge("sign_covenant")
    for step, body in (("sign_covenant", SILENT), ("register_targets", SILENT), ("sign_covenant", "NOBODY")):
        with pytest.raises(PaceRefusedError):
            year.nudge(step, body)
    with pytest.raises(NotAllowedError):
        year.nudge("sign_covenant", "BCA", by=office.actor("emulation_dept@BTP"))
    office.later(days=1)
    year.nudge("sign_covenant")
    assert notices(office, f"body_leader@{SILENT}").count("year_nudged") == 2


@after(scored)
def test_an_election_is_closed_only_when_half_the_members_have_voted(office, year):
    year.lead("call_vote", decision="paper", document_no="01/BB", ballot_note="VKSNDTC được suy tôn")
    for body in BODIES[:3]:
        office.do(KEY, "elect", office.actor(f"bloc_voter@{body}"), head="BCA", deputy="BQP")
    year.wait_out("elect")
    with pytest.raises(PaceRefusedError):
        year.go_on("elect")
    office.do(KEY, "elect", office.actor(f"bloc_voter@{BODIES[3]}"), head="BCA", deputy="BQP")
    assert year.go_on("elect") == sorted(BODIES[4:])
    assert office.waiting(KEY) == {"sign_minutes"}


@after(worked)
def test_the_head_settles_what_a_silent_deputy_leaves(office, year):
    year.score(disputed=("BQP",))
    year.wait_out("settle_disputes")
    assert office.waiting(KEY) == {"settle_by_head"}
    rulings = [{**row, "agreed": row["checked"]} for row in office.variables(KEY, "bloc_year")["disputes"]]
    year.lead("settle_by_head", rulings=rulings)
    assert office.waiting(KEY) == {"call_vote"}


def test_a_year_whose_release_has_no_table_of_terms_goes_by_the_days_of_its_drawing(office):
    """As one that began under an earlier version of the diagram and was taken over."""
    shipped = next(procedure for procedure in procedures() if procedure.key == "bloc_year").files()
    files = {name: data for name, data in shipped.items() if not name.startswith("terms.")}
    with office.database.transaction() as session:
        author, approver = Actor("a", "A"), Actor("b", "B", frozenset({"process_approver@*"}))
        deploy(session, files, procedure="bloc_year", author=author, approver=approver, key="no-terms")
    year = QuietYear(office)
    assert office.variables(KEY, "bloc_year")["terms"] is None
    year.agree_without()
    year.others("sign_covenant", "body_leader", signed=True, signed_on=clock_room.today(), clusters=3)
    year.wait_out("sign_covenant")
    assert year.go_on("sign_covenant") == [SILENT]
