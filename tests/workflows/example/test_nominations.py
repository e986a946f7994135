import shutil
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from engine.base import clock
from engine.base.actor import Actor
from engine.history import verify
from engine.store.database import Database
from engine.store.instances import instances_for, open_incidents, variables_of
from engine.store.tasks import tasks_of
from tests.web.documents.plain import found_on
from workflows.across.documents.kinds import kinds_about
from workflows.example import load_example
from workflows.example.bases import BASE
from workflows.example.bodies import member_bodies
from workflows.example.cases import all_cases
from workflows.example.people import everybody
from workflows.example.years import PLANS
from workflows.procedures.bloc_year.commands import key_of
from workflows.procedures.bloc_year.store import papers_of, scores_of
from workflows.procedures.council_session.model import CouncilSession
from workflows.procedures.nomination.sight.store import visible
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import BlocYear

AUDITOR = Actor("auditor", "Thanh tra", frozenset({"auditor@*"}))
BODIES = [body.code for body in member_bodies()]
STEPS_OF_ALL = ("sign_covenant", "register_targets", "midyear_report")
# Far enough for the first nominations to be decided by their bodies, early enough for a quick test.
INSTANT = datetime(2019, 12, 4, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def example(sqlite_template, tmp_path_factory):
    """Return a database with the example as it stood at an instant; the journeys load the whole on both databases."""
    path = tmp_path_factory.mktemp("nominations") / "example.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    with clock.travel_to(INSTANT):
        load_example(database)
        yield database
    database.dispose()


def nominations(database) -> list[Nomination]:
    with database.read() as session:
        return list(session.scalars(select(Nomination).where(visible(AUDITOR))))


def test_the_example_stops_at_the_present_and_is_loaded_once(example):
    found = nominations(example)
    assert len(found) == sum(case.begins <= INSTANT.date() for case in all_cases())
    assert all(one.created_at <= INSTANT for one in found)
    assert {"decided", "appraisal"} <= {one.stage for one in found}
    before = {one.code: one.stage for one in found}
    load_example(example)
    assert {one.code: one.stage for one in nominations(example)} == before


def test_what_fails_a_rule_is_withdrawn_and_what_passes_is_awarded(example):
    outcomes = {(one.subject_name, one.award_code): one.outcome for one in nominations(example) if one.outcome}
    names = {who.place.code: who.identity.full_name for who in everybody()}
    assert outcomes[names["vksndtc.v15.cv2"], "LDTT"] == "withdrawn"
    assert "awarded" in {outcome for (_, award), outcome in outcomes.items() if award == "CSTDB"}


def test_a_unit_with_legal_personality_reviews_base_titles_itself(example):
    own = {(one.award_code, one.reviewer) for one in nominations(example) if one.unit_code.startswith(f"{BASE}.")}
    assert own == {("LDTT", BASE), ("CSTDCS", BASE)}
    assert "withdrawn" not in {one.outcome for one in nominations(example) if one.reviewer == BASE}
    assert {one.reviewer for one in nominations(example) if not one.unit_code.startswith(BASE)} <= set(BODIES)


def test_every_history_holds_and_nothing_is_stuck(example):
    with example.read() as session:
        assert open_incidents(session) == []
        for one in nominations(example):
            for instance in instances_for(session, one.code):
                assert verify(session, instance.id).ok
            waiting = tasks_of(session, one.code, open_only=True)
            assert one.outcome is None or not waiting
            assert all(task.candidates for task in waiting)


def test_no_paper_of_the_example_has_a_note_on_what_is_unverified_or_an_inner_code(example):
    with example.read() as session:
        cases = {
            "nomination": session.scalars(select(Nomination.code)),
            "bloc": session.scalars(select(BlocYear.scope)),
        }
        cases["session"] = session.scalars(select(CouncilSession.code))
        papers = [(kind, key) for about, keys in cases.items() for key in keys for kind in kinds_about(about)]
        ready = [(kind.key, key, kind.build(session, key)) for kind, key in papers if kind.is_ready(session, key)]
        assert {key for key, *_ in ready} >= {"invitation", "minutes", "count", "passed", "decision", "report"}
        assert {(kind, key): found for kind, key, content in ready if (found := found_on(content))} == {}


def test_the_plan_has_about_a_hundred_of_many_awards_and_every_body():
    cases = all_cases()
    assert 90 <= len(cases) <= 110
    assert {case.award for case in cases} >= {"LDTT", "CSTDCS", "CSTDB", "CSTDTQ", "TTLDXS", "CTDCP", "BKTTG", "HCLD3"}
    assert len({case.unit.partition(".")[0] for case in cases}) == 8
    assert len({(case.award, case.year, case.unit, case.person) for case in cases}) == len(cases)
    days = [(case.begins - case.feat.feat_on).days for case in cases if case.feat and case.feat.feat_on]
    assert days == [3, 3]
    free = {(case.unit, case.award) for case in cases if case.year == 2026}
    assert ("VKSNDTC", "CTDCP") not in free


def test_the_blocs_year_runs_with_all_its_members(example):
    with example.read() as session:
        handed_in = {step: len(papers_of(session, "NC-2019", step)) for step in STEPS_OF_ALL}
        scored = {one.body_code for one in scores_of(session, "NC-2019") if one.self_score is not None}
        open_now = {task.element_id for task in tasks_of(session, key_of("NC-2019"), open_only=True)}
        review = variables_of(session, instances_for(session, key_of("NC-2019"))[0].id)["review"]
    assert handed_in == dict.fromkeys(STEPS_OF_ALL, len(BODIES))
    assert scored == set(BODIES)
    assert open_now == {"cross_check"}
    assert review["held_on"] == date(2019, 7, 30)


def test_every_step_of_a_year_falls_on_a_day_of_work():
    assert [day for plan in PLANS for day in plan.days.values() if day.weekday() > 4] == []
