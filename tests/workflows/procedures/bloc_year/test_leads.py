"""A year and a vote end though the head or the deputy is silent: at every step of theirs another takes it on."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from engine.base import clock as clock_room
from engine.base.errors import NotAllowedError
from engine.commands import claim_task
from engine.model.base import new_id
from engine.store import tasks
from tests.workflows.procedures.bloc_vote.test_recusals import aside
from tests.workflows.procedures.bloc_year.test_procedure import KEY, SCOPE, Year
from tests.workflows.procedures.nomination.office import BODIES, Office
from workflows.procedures.bloc_year.pace.commands import PaceRefusedError, go_on_without
from workflows.procedures.bloc_year.pace.reminding import remind_of_years
from workflows.procedures.bloc_year.settings import WAITING_DAYS
from workflows.procedures.bloc_year.store import absences_of
from workflows.procedures.bloc_year.terms import MANY
from workflows.registers.organisation.store import find_bloc_year
from workflows.shipped import procedures

REASON = "Đã quá hạn, đã nhắc (ví dụ)"
HEAD, DEPUTY, BOARD = f"bloc_head@{SCOPE}", f"bloc_deputy@{SCOPE}", "central_officer@BTDKTTW"


@pytest.fixture
def office(sqlite_database, clock):
    return Office(sqlite_database)


def take_on(office, step, by):
    with office.database.transaction() as session:
        return go_on_without(session, SCOPE, step, REASON, by=office.actor(by), key=str(new_id()))


def open_task(office, key, element):
    with office.database.read() as session:
        return next(t for t in tasks.tasks_of(session, key, open_only=True) if t.element_id == element)


def wait_out(office, key, element, days=0):
    due = open_task(office, key, element).due_at
    office.later(seconds=max(0, (due - clock_room.now()).total_seconds() + 1 + days * 86_400))


def instead(office, key, element, taker, days=0, **answers):
    """Let the time of a step pass, and another take it on and do it: a tie is for who settled no points."""
    wait_out(office, key, element, days)
    take_on(office, f"bloc_{'year' if key == KEY else 'vote'}:{element}", taker)
    name = "Người thứ hai" if element in ("decide_tie", "cosign_minutes") else ""
    office.do(key, element, office.actor(taker, name=name), **answers)


class LeaderlessYear(Year):
    """A year whose head never does what waits for it: another does, once its time is over."""

    taker = DEPUTY
    days = 0

    def lead(self, element, **answers):
        wait_out(self.office, KEY, element, self.days)
        if element == "draft_documents":
            answers["comments_due"] = clock_room.now() + timedelta(days=10)
        instead(self.office, KEY, element, self.taker, **answers)


@pytest.mark.parametrize(("taker", "days"), [(DEPUTY, 0), (BOARD, 14)])
def test_a_year_ends_though_its_head_does_nothing_at_all(office, taker, days):
    year = LeaderlessYear(office)
    year.taker, year.days = taker, days
    year.agree_on_papers()
    year.sign_and_work()
    year.score(disputed=("BQP",))
    wait_out(office, KEY, "settle_disputes")  # the deputy is silent too: its time over, it is the head's
    rulings = [{**row, "agreed": row["checked"]} for row in office.variables(KEY, "bloc_year")["disputes"]]
    year.lead("settle_by_head", rulings=rulings)
    year.vote(lambda body: ("BCA", "BQP") if BODIES.index(body) % 2 else ("BTP", "BQP"))
    year.elect(lambda body: {"head": "BCA" if BODIES.index(body) % 2 else "BTP"})
    board = office.actor(BOARD, name="Người thứ hai")
    office.do(KEY, "decide_tie", board, head="BTP", deputy="BQP")
    year.close()
    assert office.states(KEY) == {"bloc_year": "completed"}
    with office.database.read() as session:
        assert find_bloc_year(session, "NC-2020").head_code == "BTP"
        found = absences_of(session, SCOPE)
    led = ("draft_documents", "revise_documents", "launch", "midyear_review", "settle_by_head", "call_vote")
    assert {one.step for one in found} == {f"bloc_year:{step}" for step in (*led, "sign_minutes")}
    assert {(one.body_code, one.reason) for one in found} == {("VKSNDTC", REASON)}
    assert [who for who, reason in office.notices(KEY) if reason == "year_taken_on"] == [HEAD] * len(found)


def test_a_vote_ends_though_head_and_deputy_are_silent(office):
    code = office.bring_body_to_bloc("VKSNDTC")
    office.call_vote()
    asked = {"nominations": [code], "closes_at": clock_room.now() + timedelta(days=90)}
    instead(office, SCOPE, "prepare_agenda", DEPUTY, recusals=aside(code, "BTP", reason="Có liên quan"), **asked)
    instead(office, SCOPE, "confirm_recusals", BOARD, decision="confirm", reason="Ghi rõ")
    for body in BODIES:
        if body != "BTP":
            office.vote(body)
    minutes = {"document_no": "01/BB-K", "signed_on": clock_room.today(), "confirmed": True}
    instead(office, SCOPE, "sign_minutes", DEPUTY, **minutes)
    with pytest.raises(PaceRefusedError):
        instead(office, SCOPE, "cosign_minutes", HEAD, 30, confirmed=True)  # no second look by whom it looks at
    instead(office, SCOPE, "cosign_minutes", BOARD, confirmed=True)
    assert office.states(SCOPE) == {"bloc_vote": "completed"}


def test_a_step_is_taken_on_only_late_by_whom_it_may_be_and_out_of_silent_hands(office):
    Year(office)
    step = "bloc_year:draft_documents"
    with office.database.transaction() as session:
        task = open_task(office, KEY, "draft_documents")
        claim_task(session, task.id, by=office.actor(HEAD), key=str(new_id()))
    for by in (DEPUTY, BOARD):
        with pytest.raises(PaceRefusedError):
            take_on(office, step, by)
    wait_out(office, KEY, "draft_documents")
    for by in (HEAD, BOARD, "emulation_dept@BTP"):
        with pytest.raises((PaceRefusedError, NotAllowedError)):
            take_on(office, step, by)
    assert take_on(office, step, DEPUTY) == ["VKSNDTC"]
    with pytest.raises(PaceRefusedError):
        take_on(office, step, DEPUTY)
    with pytest.raises(PaceRefusedError):
        take_on(office, "bloc_year:launch", DEPUTY)
    with office.database.transaction() as session:
        claim_task(session, task.id, by=office.actor(DEPUTY), key=str(new_id()))
    office.later(days=2 * WAITING_DAYS.shipped)
    assert take_on(office, step, BOARD) == ["VKSNDTC"]


def test_the_one_a_step_waits_for_is_reminded_before_its_end_and_at_it_and_the_other_told(office):
    Year(office)
    due = open_task(office, KEY, "draft_documents").due_at

    def told():
        for _ in range(2):
            office.database.perform(remind_of_years)
        return sorted(one for one in office.notices(KEY) if one[0] in (HEAD, DEPUTY))

    assert told() == []
    office.later(seconds=(due - clock_room.now()).total_seconds() - 3600)
    assert told() == [(HEAD, "year_step_soon")]
    wait_out(office, KEY, "draft_documents")
    assert told() == [(DEPUTY, "year_lead_silent"), (HEAD, "year_step_due"), (HEAD, "year_step_soon")]


def test_every_step_of_a_year_and_its_vote_has_a_way_on_past_who_is_silent():
    """A member's step has its end drawn or is gone on from; the head's and the deputy's have a day and are taken on."""
    space = {"b": "http://www.omg.org/spec/BPMN/20100524/MODEL"}
    for key in ("bloc_year", "bloc_vote"):
        files = next(one for one in procedures() if one.key == key).files()
        tree = ET.fromstring(files[f"{key}.bpmn"])  # noqa: S314 - shipped with the product
        edge = ".//b:boundaryEvent[@cancelActivity='false']"
        edges = {one.get("attachedToRef") for one in tree.iterfind(edge, space)}
        ends = {one.get("attachedToRef") for one in tree.iterfind(".//b:boundaryEvent", space)}
        for task in tree.iterfind(".//b:userTask", space):
            text, name = ET.tostring(task, encoding="unicode"), task.get("id")
            if "bloc_head@" in text or "bloc_deputy@" in text:
                assert "taskSchedule" in text, name
            else:
                assert name in ends, name
                assert name in edges or name.startswith("late_"), f"{name} reminds nobody"
                assert name in MANY or name.startswith("late_") or name in {"comment_drafts", "vote"}
