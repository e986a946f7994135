"""Registering for a year by unit and person, targets reckoned in July and December, and the rule of a body on it."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from engine.base import clock as clock_room
from engine.base.actor import Actor
from engine.base.errors import NeedsTwoError, NotAllowedError
from engine.model.base import new_id
from tests.workflows.procedures.nomination.office import DOSSIER, UNIT
from workflows.procedures.nomination.letters.checking import Asked, unmet_conditions
from workflows.registers.awards.achievement import OF_THE_YEAR
from workflows.registers.organisation.store import find_person, find_unit
from workflows.registers.registration import store
from workflows.registers.registration.commands import (
    Aim,
    RegistrationRefusedError,
    Wish,
    keep_targets,
    register_awards,
    withdraw_registration,
)
from workflows.registers.registration.model import RegistrationRule
from workflows.registers.registration.ruling.commands import rule_registration
from workflows.registers.registration.ruling.rules import registration_check

YEAR = 2019
SPRING = datetime(YEAR, 3, 4, 3, tzinfo=UTC)
OFFICER = Actor(id="officer", name="Cán bộ", principals=frozenset({f"unit_officer@{UNIT}"}))
DEPARTMENT = Actor(id="dept", name="Vụ TĐKT", principals=frozenset({"emulation_dept@VKSNDTC"}))
ELSEWHERE = Actor(id="other", name="Cán bộ", principals=frozenset({"unit_officer@BTP.V1"}))


class Register:
    """The register of an office, asked one command at a time."""

    def __init__(self, office):
        self.office = office
        with office.database.read() as session:
            self.person = find_person(session, office.subject).code

    def register(self, *wishes, by=OFFICER, year=YEAR, unit=UNIT):
        with clock_room.travel_to(SPRING), self.office.database.transaction() as session:
            return register_awards(session, unit, year, list(wishes), by=by, key=str(new_id()))

    def keep(self, *aims, by=OFFICER):
        with self.office.database.transaction() as session:
            keep_targets(session, UNIT, YEAR, list(aims), by=by, key=str(new_id()))

    def standing(self):
        with self.office.database.read() as session:
            return store.registrations_in(session, UNIT, YEAR)

    def targets(self):
        with self.office.database.read() as session:
            return [(one.content, one.planned, one.july, one.december) for one in store.targets_of(session, UNIT, YEAR)]


@pytest.fixture
def register(office):
    return Register(office)


def test_people_and_their_unit_are_registered_once_and_withdrawn(register, office):
    wishes = (Wish("LDTT", person=register.person), Wish("CSTDCS", person=register.person), Wish("TTLDXS", unit=UNIT))
    assert register.register(*wishes) == 3
    assert register.register(*wishes, Wish("TTLDTT", unit=UNIT), by=DEPARTMENT) == 1
    found = register.standing()
    assert [one.award_code for one in found] == ["TTLDTT", "TTLDXS", "CSTDCS", "LDTT"]
    for _again in range(2):
        with clock_room.travel_to(SPRING), office.database.transaction() as session:
            withdraw_registration(session, found[0].id, by=OFFICER, key=str(new_id()))
    assert len(register.standing()) == 3
    with office.database.read() as session:
        assert store.count_registered(session, ["VKSNDTC"], YEAR) == {UNIT: (1, 1)}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"year": 2018}, "this year or the next"),
        ({"year": 2021}, "this year or the next"),
        ({"wishes": ()}, "Choose who"),
        ({"wishes": (Wish("LDTT", person="nobody"),)}, "nobody of this unit"),
        ({"wishes": (Wish("TTLDXS", unit="VKSNDTC"),)}, "nobody of this unit"),
        ({"wishes": (Wish("LDTT", unit=UNIT),)}, "not given to such"),
        ({"wishes": (Wish("XYZ", unit=UNIT),)}, "not given to such"),
    ],
)
def test_what_cannot_be_registered_is_refused_in_words(register, change, said):
    change = dict(change)
    wishes = change.pop("wishes", (Wish("TTLDXS", unit=UNIT),))
    with pytest.raises(RegistrationRefusedError, match=said):
        register.register(*wishes, **change)
    assert register.standing() == []


def test_only_those_of_the_unit_or_above_it_register(register):
    with pytest.raises(NotAllowedError):
        register.register(Wish("TTLDXS", unit=UNIT), by=ELSEWHERE)
    with pytest.raises(NotAllowedError):
        register.keep(Aim("Giải quyết án", Decimal(100)), by=ELSEWHERE)


def test_targets_stand_from_july_and_are_reckoned_in_july_and_december(register, clock):
    def on(month, *aims):
        with clock.travel_to(datetime(2019, month, 2, 3, tzinfo=UTC)):
            register.keep(*aims)

    aims = [Aim("Giải quyết án", Decimal(100), "vụ"), Aim("Kiểm sát trực tiếp", Decimal("12.5"), "cuộc")]
    on(2, *aims, Aim("Bỏ sau", Decimal(1)))
    on(2, *aims)
    assert register.targets() == [
        ("Giải quyết án", Decimal(100), None, None), ("Kiểm sát trực tiếp", Decimal("12.5"), None, None),
    ]  # fmt: skip
    with pytest.raises(RegistrationRefusedError, match="reckoned from"):
        on(2, Aim("Giải quyết án", Decimal(100), "vụ", july=Decimal(50)))
    with pytest.raises(RegistrationRefusedError, match="the targets stand"):
        on(7, Aim("Giải quyết án", Decimal(90), "vụ", july=Decimal(50)), aims[1])
    on(7, Aim("Giải quyết án", Decimal(100), "vụ", july=Decimal(55)), aims[1])
    on(12, Aim("Giải quyết án", Decimal(100), "vụ", Decimal(55), Decimal(104)), aims[1])
    assert register.targets()[0] == ("Giải quyết án", Decimal(100), Decimal(55), Decimal(104))


@pytest.mark.parametrize(
    ("aim", "said"),
    [
        (Aim(" ", Decimal(1)), "up to 300"),
        (Aim("a", Decimal(0)), "more than 0"),
        (Aim("a", Decimal(1), "b" * 61), "up to 60"),
    ],
)
def test_what_is_no_target_is_refused_in_words(register, aim, said):
    with pytest.raises(RegistrationRefusedError, match=said):
        register.keep(aim)
    with pytest.raises(RegistrationRefusedError, match="at most 30"):
        register.keep(*[Aim(f"Chỉ tiêu {n}", Decimal(1)) for n in range(31)])


def test_a_rule_is_set_by_two_and_for_no_year_that_is_over(office):
    request = {"body": "VKSNDTC", "from_year": YEAR, "is_exact": False, "source": "Điều 5 Quy chế"}
    with office.database.transaction() as session, pytest.raises(NeedsTwoError):
        rule_registration(session, request, "một mình", by=DEPARTMENT)


def test_who_is_not_registered_is_not_considered_where_the_body_says_so_alone_or_on_a_list(register, office):
    def checks(award="LDTT", year=YEAR, ground="merit"):
        with office.database.read() as session:
            return registration_check(session, award, find_person(session, office.subject), year, ground)

    assert checks() == []
    office.give(RegistrationRule(body_code="VKSNDTC", from_year=YEAR, is_exact=False, source="Điều 5 Quy chế"))
    # Of the year and later, titles by merit alone.
    assert [len(checks(**one)) for one in ({}, {"year": 2018}, {"award": "BKB"}, {"ground": "adhoc"})] == [1, 0, 0, 0]
    code = office.propose_person("LDTT")
    office.do(code, "prepare_dossier", office.writer(UNIT), **DOSSIER)
    found = [row for row in office.variables(code, "nomination")["eligibility"]["checks"] if row["rule"] == "dang-ky"]
    assert found == checks()
    assert not found[0]["met"]
    assert found[0]["text"].startswith("Chưa đăng ký thi đua năm 2019 nên không được xét: Vụ Tổ chức cán bộ đăng ký")
    assert found[0]["source"] == "Quy định riêng của cơ quan: Điều 5 Quy chế"
    asked = Asked("LDTT", YEAR, UNIT, "individual", "R2017", None, OF_THE_YEAR)
    with office.database.read() as session:
        person = find_person(session, office.subject)
        assert "dang-ky" in {one["rule"] for one in unmet_conditions(session, person, asked)}
    register.register(Wish("CSTDCS", person=register.person))
    assert checks()[0]["met"]
    with office.database.read() as session:
        person = find_person(session, office.subject)
        assert "dang-ky" not in {one["rule"] for one in unmet_conditions(session, person, asked)}
    with office.database.transaction() as session:
        store.rule_of(session, "VKSNDTC").is_exact = True
    assert not checks()[0]["met"]
    assert checks("CSTDCS")[0]["met"]
    with office.database.transaction() as session:
        store.rule_of(session, "VKSNDTC").from_year = None
        assert registration_check(session, "TTLDXS", find_unit(session, UNIT), YEAR, "merit") == []
