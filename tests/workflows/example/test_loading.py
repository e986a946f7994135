import shutil
from datetime import date

import pytest

from engine.store.database import Database
from workflows.example import example_signins, load_example
from workflows.example.people import everybody, find_somebody
from workflows.registers.awards import facts_for
from workflows.registers.awards import store as awards
from workflows.registers.decisions.decide import decide
from workflows.registers.organisation import actor_for, store
from workflows.registers.organisation.model import Person, Unit


@pytest.fixture(scope="module")
def loaded(sqlite_template, tmp_path_factory):
    """Return a database with the example, loaded once for all tests that only read."""
    path = tmp_path_factory.mktemp("example") / "example.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    load_example(database, nominations=False)
    yield database
    database.dispose()


@pytest.fixture
def example(loaded, clock):
    return loaded


def judged(session, award, subject, year):
    regime = {2019: "R2017", 2026: "R2025"}[year]
    facts = facts_for(session, award, subject, year)
    found = decide("eligibility.dmn", "eligibility", {"award": award, "regime": regime, "facts": facts})
    return {check["rule"] for check in found["checks"] if not check["met"]}


def person(session, code) -> Person:
    found = store.person_by_code(session, code)
    assert found is not None
    return found


def test_loading_twice_changes_nothing(database, clock):
    load_example(database, nominations=False)
    with database.read() as session:
        before = (len(store.people_by_code(session)), len(awards.all_titles(session)))
        assert judged(session, "CSTDTQ", person(session, "vksndtc.truong"), 2019) == set()
    load_example(database, nominations=False)
    with database.read() as session:
        assert (len(store.people_by_code(session)), len(awards.all_titles(session))) == before


def test_everybody_is_invented_and_says_so(example):
    with example.read() as session:
        people = store.people_by_code(session).values()
        assert len(people) == len(everybody()) > 200
        assert all(p.is_example and p.full_name.endswith("(ví dụ)") for p in people)
        assert len({p.full_name for p in people}) == len(people)


def test_the_people_are_the_same_everywhere():
    who = find_somebody("vksndtc.lanhdao")
    assert (who.identity.full_name, str(who.id)) == (
        "Đặng Ngọc Đức (ví dụ)",
        "b8a9ebbf-0a5c-5e5d-9920-6cd36099e087",
    )


def test_eight_bodies_make_the_bloc_each_with_a_council(example):
    with example.read() as session:
        for scope in ("NC-2019", "NC-2026"):
            assert [b.code for b in store.bloc_members(session, scope)] == [
                "VKSNDTC",
                "BCA",
                "BQP",
                "BTP",
                "TANDTC",
                "TTCP",
                "KTNN",
                "BQLLANG",
            ]
        for body in store.bodies(session):
            seats = store.council_members(session, body.code)
            assert [seat.role for seat in seats][:: len(seats) - 1] == ["chair", "secretary"]
            assert 9 <= sum(seat.is_voting for seat in seats) <= 11
            assert len(store.unit_tree(session, body.code)) == (9 if body.code == "BTP" else 6)


def test_the_bloc_of_2019_is_headed_by_the_procuracy(example):
    with example.read() as session:
        year = store.find_bloc_year(session, "NC-2019")
        assert (year.head_code, year.deputy_code, year.flag_quota) == ("VKSNDTC", "BCA", 1)


@pytest.mark.parametrize(
    ("username", "principal"),
    [
        ("vksndtc.canbo", "unit_officer@VKSNDTC.VP"),
        ("vksndtc.truong", "unit_head@VKSNDTC.VP"),
        ("vksndtc.vutdkt", "bloc_head@NC-2019"),
        ("bca.lanhdao", "bloc_deputy@NC-2019"),
        ("btp.thuky", "council_secretary@BTP"),
        ("ktnn.khoi", "bloc_voter@KTNN"),
        ("banth.canbo", "central_officer@BTDKTTW"),
        ("banth.truong", "central_head@BTDKTTW"),
        ("thanhtra", "auditor@*"),
        ("quantri", "administrator@*"),
        ("pheduyet", "process_approver@*"),
    ],
)
def test_a_signin_holds_its_role(example, username, principal):
    signin = next(s for s in example_signins() if s.username == username)
    with example.read() as session:
        actor = actor_for(session, signin.person_id)
    assert principal in actor.principals
    assert actor.name == signin.name


def test_signins_are_all_different_people():
    signins = example_signins()
    assert len({s.person_id for s in signins}) == len(signins) == 8 * 7 + 4 + 5


def test_nobody_administers_and_approves_processes(example):
    with example.read() as session:
        administrators = {p.id for p in store.holders_of(session, "administrator", None)}
        approvers = {p.id for p in store.holders_of(session, "process_approver", None)}
    assert administrators
    assert approvers
    assert not administrators & approvers


def test_a_post_that_ended_gives_nothing_any_more(example):
    who = find_somebody("vksndtc.pho")
    with example.read() as session:
        assert "unit_head@VKSNDTC.V14" in actor_for(session, who.id, date(2018, 12, 31)).principals
        assert "unit_head@VKSNDTC.V14" not in actor_for(session, who.id).principals


@pytest.mark.parametrize("year", [2019, 2026])
@pytest.mark.parametrize(
    ("award", "code", "rules"),
    [
        ("LDTT", "vksndtc.cv1", set()),
        ("CSTDCS", "vksndtc.canbo", set()),
        ("CSTDCS", "vksndtc.cv1", {"cstdcs-sang-kien"}),
        ("CSTDB", "vksndtc.pho", set()),
        ("CSTDB", "vksndtc.v1.pho", {"cstdb-lien-tuc"}),
        ("CSTDTQ", "vksndtc.truong", set()),
        ("CSTDTQ", "vksndtc.pho", {"cstdtq-lien-tuc", "cstdtq-sang-kien"}),
        ("BKTTG", "vksndtc.truong", set()),
        ("HCLD3", "vksndtc.pho1", set()),
        ("HCLD3", "vksndtc.khoi", {"hcld3-nam-xuat-sac"}),
        ("LDTT", "btp.hshc.cv1", {"ldtt-ky-luat"}),
    ],
)
def test_some_people_may_be_proposed_and_some_fail(example, award, code, rules, year):
    with example.read() as session:
        assert judged(session, award, person(session, code), year) == rules


def test_a_newcomer_of_seven_months_fails_in_2019_and_passes_in_2026(example):
    with example.read() as session:
        assert judged(session, "LDTT", person(session, "vksndtc.v15.cv2"), 2019) == {"ldtt-thoi-gian"}
        facts = facts_for(session, "LDTT", person(session, "vksndtc.cv2"), 2026)
        assert facts["months_employed"] == 7


@pytest.mark.parametrize(
    ("award", "code", "year", "rules"),
    [
        ("CTDCP", "VKSNDTC", 2019, set()),
        ("CTDCP", "VKSNDTC", 2026, set()),
        ("CTDCP", "BQLLANG", 2019, {"ctdcp-thanh-tich"}),
        ("CTDCP", "TTCP", 2026, {"ctdcp-thanh-tich"}),
        ("CTDCP", "BTP.VP", 2019, set()),
        ("CTDCP", "BTP.TCCB", 2026, {"ctdcp-dan-dau"}),
        ("CTDB", "BCA.VP", 2019, set()),
        ("TTLDXS", "VKSNDTC.V1", 2019, set()),
        ("TTLDXS", "VKSNDTC.V15", 2019, {"ttldxs-ty-le"}),
    ],
)
def test_some_units_may_be_proposed_and_some_fail(example, award, code, year, rules):
    with example.read() as session:
        unit = session.get(Unit, code)
        assert unit is not None
        assert judged(session, award, unit, year) == rules


def test_who_is_on_hold_may_not_be_proposed(example):
    with example.read() as session:
        assert "tam-dung" in judged(session, "BKTTG", person(session, "ktnn.tccb.truong"), 2019)
