"""The criteria of a bloc's year: drafted by its head as data, commented point by point, kept in versions."""

from datetime import timedelta
from decimal import Decimal

import pytest

from engine.base import clock as clock_room
from engine.base.errors import AnswersRefusedError
from engine.store import states, tasks
from tests.workflows.procedures.bloc_year.test_procedure import DRAFTS, KEY, SCOPE, Year
from tests.workflows.procedures.nomination.office import BODIES
from workflows.procedures.bloc_year.criteria.changes import ChangeKind, changes_between
from workflows.procedures.bloc_year.criteria.rows import Criterion
from workflows.procedures.bloc_year.criteria.store import criteria_of, versions_of
from workflows.procedures.bloc_year.store import scores_of


@pytest.fixture
def year(office):
    return Year(office)


def said_to(office, actor, element):
    """Return what the open task of a step shows to somebody."""
    with office.database.read() as session:
        found = [t for t in tasks.tasks_of(session, KEY, open_only=True) if t.element_id == element]
        task = next(t for t in found if tasks.may_act(t, actor))
        return states.scope_variables(session, task.instance_id, states.scope_of(session, task.instance_id, task.id))


def changed(rows, code, **changes):
    return [{**row, **changes} if row["code"] == code and row["applies"] != "service" else row for row in rows]


def test_criteria_are_drafted_commented_revised_and_scored_by_the_version_agreed(office, year):
    due = clock_room.now() + timedelta(days=10)
    proposed = said_to(office, year.head(), "draft_documents")["criteria"]
    assert [row["no"] for row in proposed] == [str(n + 1) for n in range(len(proposed))]
    assert {row["applies"] for row in proposed if row["code"] == "core_tasks"} == {"general", "service"}
    assert {row["code"] for row in proposed if row["tied"]} == {"core_tasks"}
    for wrong, words in (
        (changed(proposed, "core_tasks", most=Decimal(390)), "come to 990 points"),
        (changed(proposed, "unity", criterion=" "), "needs words"),
        (changed(proposed, "unity", applies="nobody"), "to which members"),
        ([], "to which members"),
    ):
        with pytest.raises(AnswersRefusedError) as refused:
            year.lead("draft_documents", **DRAFTS, comments_due=due, criteria=wrong)
        assert words in str(refused.value.errors["criteria"])
    year.lead("draft_documents", **DRAFTS, comments_due=due, criteria=None)

    shown = said_to(office, office.actor("emulation_dept@BCA"), "comment_drafts")["points"]
    assert shown == proposed
    points = [{"no": row["no"], "opinion": "yes", "proposed": None, "text": None} for row in shown]
    asked = [*points[1:], {"no": "1", "opinion": "no", "proposed": Decimal(350), "text": "Thêm điểm cải cách"}]
    for body in BODIES:
        given = asked if body == "BCA" else points
        who = office.actor(f"emulation_dept@{body}")
        office.do(KEY, "comment_drafts", who, agreed="yes", comment=None, points=given)

    told = said_to(office, year.head(), "revise_documents")
    assert told["opinions"]["1"] == "BCA đề nghị 350 điểm: Thêm điểm cải cách; 7 đơn vị nhất trí"
    kept = changed(changed(told["criteria"], "core_tasks", most=Decimal(350)), "unity", criterion="Đoàn kết nội bộ")
    new = {"no": None, "criterion": "Chuyển đổi số", "kind": "core", "most": Decimal(50), "applies": "general"}
    year.lead("revise_documents", **DRAFTS, comments_due=due, decision="sign", criteria=[*kept[:-1], new])
    with office.database.read() as session:
        first, second = ([Criterion(**row) for row in one.rows] for one in versions_of(session, SCOPE))
        assert criteria_of(session, SCOPE) == second
        sheets = {body: {s.criterion_code: s for s in scores_of(session, SCOPE, body)} for body in ("BCA", "BQLLANG")}
    found = [(one.kind, one.one.code) for one in changes_between(first, second)]
    assert found == [
        (ChangeKind.DROPPED, first[-1].code),
        (ChangeKind.POINTS, "core_tasks"),
        (ChangeKind.TEXT, "unity"),
        (ChangeKind.ADDED, f"criterion_{len(first) + 1}"),
    ]
    assert (sheets["BCA"]["core_tasks"].most, sheets["BQLLANG"]["core_tasks"].most) == (350, 300)
    assert set(sheets["BCA"]) - set(sheets["BQLLANG"]) == {f"criterion_{len(first) + 1}"}

    year.lead("launch", held_on=clock_room.today(), theme="Vượt chỉ tiêu", content="Phát động")
    year.sign_and_work()
    sheet = said_to(office, office.actor("emulation_dept@BCA"), "self_score")["scores"]
    suggested = {row["code"]: row["suggested"] for row in sheet if row["suggested"] is not None}
    assert suggested == {"core_tasks": 280}, "eight of ten targets reached are eight tenths of 350 points"
    year.score()
    assert {row["total"] for row in office.variables(KEY, "bloc_year")["ranking"]} == {1000}


def test_a_draft_without_criteria_takes_the_proposal_and_an_unchanged_one_makes_no_version(office, year):
    year.agree_on_papers()
    with office.database.read() as session:
        assert [one.version for one in versions_of(session, SCOPE)] == [1]
        for body in BODIES:
            assert sum(one.most for one in scores_of(session, SCOPE, body) if one.kind != "penalty") == 1000
