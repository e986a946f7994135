from datetime import date
from uuid import uuid4

import pytest

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from workflows.registers.organisation import actor_for, store, visible_units
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.model import (
    Bloc,
    BlocMember,
    BlocYear,
    Council,
    CouncilMember,
    Person,
    Post,
    Unit,
)

DAY = date(2019, 7, 30)


def unit(code, kind="department", **more):
    parent = code.rpartition(".")[0] or None
    return Unit(code=code, name=code, kind=kind, parent_code=parent, **more)


def person(code, name, unit_code):
    return Person(code=code, full_name=name, sort_key=name_sort_key(name), search=fold_text(name), unit_code=unit_code)


@pytest.fixture
def people(database):
    with database.transaction() as session:
        session.add_all([unit("VKSNDTC", "body"), unit("BCA", "body"), unit("BTP", "body", place=2)])
        session.flush()
        session.add_all([unit("VKSNDTC.V15"), unit("VKSNDTC.V1", dissolved=True, valid_to=date(2019, 6, 30))])
        session.add_all([Bloc(code="NC", name="Khối nội chính"), Council(code="BCA", body_code="BCA", name="Hội đồng")])
        session.flush()
        session.add(BlocYear(scope="NC-2019", bloc_code="NC", year=2019, head_code="VKSNDTC", deputy_code="BCA"))
        session.flush()
        session.add_all(
            [BlocMember(scope="NC-2019", body_code=body, place=i) for i, body in enumerate(["VKSNDTC", "BCA"])]
        )
        found = {
            code: person(code, name, place)
            for code, name, place in [
                ("a", "Đặng Văn Đức", "VKSNDTC.V15"),
                ("b", "Trần Thị Bình", "BCA"),
                ("c", "Lê An", "VKSNDTC"),
            ]
        }
        session.add_all(found.values())
    return found


def give(database, *rows):
    with database.transaction() as session:
        session.add_all(rows)


def principals(database, who, on=DAY):
    with database.read() as session:
        return actor_for(session, who.id, on).principals


def post(who, role, unit_code, begin=date(2019, 1, 1), end=None):
    return Post(person_id=who.id, role=role, unit_code=unit_code, valid_from=begin, valid_to=end)


def test_a_post_is_a_role_in_a_unit_for_its_days_only(database, people):
    give(database, post(people["a"], "unit_head", "VKSNDTC.V15", date(2019, 7, 1), date(2019, 7, 30)))
    assert principals(database, people["a"]) == {"unit_head@VKSNDTC.V15"}
    assert principals(database, people["a"], date(2019, 6, 30)) == frozenset()
    assert principals(database, people["a"], date(2019, 7, 31)) == frozenset()


def test_a_post_in_a_dissolved_unit_gives_nothing(database, people):
    give(database, post(people["a"], "unit_head", "VKSNDTC.V1"))
    assert principals(database, people["a"]) == frozenset()
    assert principals(database, people["a"], date(2019, 6, 30)) == {"unit_head@VKSNDTC.V1"}


def test_a_post_without_a_unit_holds_everywhere(database, people):
    give(database, post(people["c"], "auditor", None))
    assert principals(database, people["c"]) == {"auditor@*"}


def test_the_heading_body_acts_for_the_bloc_that_year(database, people):
    give(database, post(people["c"], "emulation_dept", "VKSNDTC"), post(people["b"], "body_leader", "BCA"))
    assert principals(database, people["c"]) == {"emulation_dept@VKSNDTC", "bloc_head@NC-2019"}
    assert principals(database, people["b"]) == {"body_leader@BCA", "bloc_deputy@NC-2019"}


def test_a_unit_officer_of_the_heading_body_does_not_act_for_the_bloc(database, people):
    give(database, post(people["a"], "unit_officer", "VKSNDTC"))
    assert principals(database, people["a"]) == {"unit_officer@VKSNDTC"}


@pytest.mark.parametrize(
    ("role", "held"),
    [
        ("chair", {"council_chair@BCA", "council_member@BCA"}),
        ("vice", {"council_member@BCA"}),
        ("member", {"council_member@BCA"}),
        ("secretary", {"council_secretary@BCA"}),
    ],
)
def test_a_council_seat_gives_its_principals(database, people, role, held):
    give(database, CouncilMember(council_code="BCA", person_id=people["b"].id, role=role, valid_from=date(2019, 1, 1)))
    assert principals(database, people["b"]) == held
    assert principals(database, people["b"], date(2018, 12, 31)) == frozenset()


def test_a_council_sits_in_order_of_rank(database, people):
    seats = zip(people.values(), ["secretary", "chair", "member"], strict=True)
    begin = date(2019, 1, 1)
    give(database, *[CouncilMember(council_code="BCA", person_id=p.id, role=r, valid_from=begin) for p, r in seats])
    with database.read() as session:
        assert [seat.role for seat in store.council_members(session, "BCA", DAY)] == ["chair", "member", "secretary"]


@pytest.mark.parametrize("wrong", [uuid4(), "not an id"])
def test_nobody_acts_as_an_unknown_person(database, wrong):
    with database.read() as session, pytest.raises(NotFoundError):
        actor_for(session, wrong)


def test_an_administrator_sees_no_unit_and_a_council_member_the_body():
    assert not visible_units(Actor("x", "x", frozenset({"administrator@*"}))).covers("BCA")
    seen = visible_units(Actor("x", "x", frozenset({"council_member@BCA"})))
    assert seen.covers("BCA.X05")
    assert not seen.covers("BCAX")


def test_a_unit_head_sees_the_unit_and_not_its_neighbours():
    seen = visible_units(Actor("x", "x", frozenset({"unit_head@BCA.X05"})))
    assert seen.covers("BCA.X05.P1")
    assert not seen.covers("BCA.X06")
    assert not seen.covers("BCA")


def test_the_tree_lists_parents_first_and_leaves_out_what_is_gone(database, people):
    with database.read() as session:
        assert [u.code for u in store.unit_tree(session, "VKSNDTC", on=DAY)] == ["VKSNDTC", "VKSNDTC.V15"]
        assert [u.code for u in store.unit_tree(session, on=date(2019, 1, 1))] == [
            "BCA",
            "BTP",
            "VKSNDTC",
            "VKSNDTC.V1",
            "VKSNDTC.V15",
        ]
        assert [p.code for p in store.people_of_unit(session, "VKSNDTC")] == ["c", "a"]


def test_the_bloc_of_a_body_is_found_by_year(database, people):
    with database.read() as session:
        found = store.bloc_of(session, "VKSNDTC.V15", 2019)
        assert found is not None
        assert found.scope == "NC-2019"
        assert found.flag_quota == 1
        assert [body.code for body in store.bloc_members(session, found)] == ["VKSNDTC", "BCA"]
        assert store.bloc_of(session, "BTP", 2019) is None
        assert store.bloc_of(session, "VKSNDTC", 2018) is None


def test_a_person_read_from_the_organisation_has_not_given_their_password(database, people):
    with database.read() as session:
        assert not actor_for(session, people["a"].id).is_confirmed
