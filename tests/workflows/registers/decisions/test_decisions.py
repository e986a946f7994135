from datetime import date
from decimal import Decimal

import pytest

from engine.dmn import load_model
from engine.dmn.cases import run_cases
from tests.workflows.registers.decisions.subjects import PERSON, REGIMES, UNIT, judge, unmet
from workflows.registers.decisions import cases_of, files
from workflows.registers.decisions.decide import decide


def test_every_file_is_a_sound_model():
    assert set(files()) == {
        "caps.dmn",
        "deadline.dmn",
        "dossier_parts.dmn",
        "eligibility.dmn",
        "limits.dmn",
        "money.dmn",
        "party_opinion.dmn",
        "vote_threshold.dmn",
    }
    for data in files().values():
        assert load_model(data).decisions


@pytest.mark.parametrize(("regime", "is_eligible"), [("R2017", False), ("R2024", True), ("R2025", True)])
def test_seven_months_of_service_fail_the_old_law_and_pass_the_new(regime, is_eligible):
    found = judge("LDTT", regime, PERSON | {"months_employed": 7})
    assert found["eligible"] is is_eligible


@pytest.mark.parametrize(
    ("regime", "months", "is_eligible"),
    [("R2017", 9, False), ("R2017", 10, True), ("R2024", 5, False), ("R2024", 6, True)],
)
def test_the_months_asked_for_are_exact(regime, months, is_eligible):
    assert judge("LDTT", regime, PERSON | {"months_employed": months})["eligible"] is is_eligible


def test_an_unmet_rule_says_which_law_and_how_surely():
    found = judge("LDTT", "R2017", PERSON | {"months_employed": 7})
    check = next(check for check in found["checks"] if not check["met"])
    assert check["rule"] == "ldtt-thoi-gian"
    assert "10 tháng" in check["text"]
    assert "NĐ 91/2017/NĐ-CP" in check["source"]
    assert check["status"] == "verified"


def test_the_history_can_name_the_rule_and_its_basis():
    model = load_model(files()["eligibility.dmn"])
    facts = PERSON | {"months_employed": 7}
    result = model.evaluate("eligibility", {"award": "LDTT", "regime": "R2017", "facts": facts})
    fired = next(rule for rule in result.rules if rule.rule_id.startswith("ldtt_thoi_gian"))
    assert {"Căn cứ", "Giải thích", "Tình trạng"} <= set(fired.annotations)
    assert fired.annotations["Tình trạng"] == "đã kiểm chứng"


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize(("ldtt", "is_eligible"), [(14, True), (13, False)])
def test_fourteen_of_twenty_advanced_workers_make_an_excellent_collective(regime, ldtt, is_eligible):
    found = judge("TTLDXS", regime, UNIT | {"ldtt_members": ldtt})
    assert found["eligible"] is is_eligible


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"members_done": 19}, "ttldxs-hoan-thanh"),
        ({"cstdcs_members": 0}, "ttldxs-cstdcs"),
        ({"on_hold": True}, "tam-dung"),
        ({"already_awarded": True}, "mot-thanh-tich"),
        ({"dissolved": True}, "con-hoat-dong"),
    ],
)
def test_each_rule_on_an_excellent_collective_stands_alone(change, rule):
    assert unmet("TTLDXS", "R2025", UNIT | change) == {rule}


@pytest.mark.parametrize(
    ("regime", "ldtt", "is_eligible"),
    [("R2017", 10, False), ("R2017", 11, True), ("R2024", 10, True), ("R2024", 9, False)],
)
def test_half_is_enough_for_the_new_law_and_not_for_the_old(regime, ldtt, is_eligible):
    assert judge("TTLDTT", regime, UNIT | {"ldtt_members": ldtt})["eligible"] is is_eligible


ORDER = {"bkttg_year": 2018, "years_good_since_bkttg": 5, "years_excellent_since_bkttg": 1, "cstdcs_since_bkttg": 3}


def test_the_labour_order_needs_one_excellent_year_of_five():
    assert judge("HCLD3", "R2024", PERSON | ORDER)["eligible"]
    assert unmet("HCLD3", "R2024", PERSON | ORDER | {"years_excellent_since_bkttg": 0}) == {"hcld3-nam-xuat-sac"}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"bkttg_year": None}, "hcld3-bkttg"),
        ({"years_good_since_bkttg": 4}, "hcld3-nam-tot"),
        ({"cstdcs_since_bkttg": 2}, "hcld3-cstdcs"),
    ],
)
def test_each_rule_on_the_labour_order_stands_alone(change, rule):
    assert unmet("HCLD3", "R2025", PERSON | ORDER | change) == {rule}


def test_the_prime_ministers_certificate_asks_for_more_under_the_old_law():
    new = {"bkb_year": 2012, "years_good_since_bkb": 5, "cstdcs_since_bkb": 3}
    facts = PERSON | new | {"consecutive_excellent_since_bkb": 4, "initiatives_since_bkb": 4}
    assert judge("BKTTG", "R2024", facts)["eligible"]
    assert unmet("BKTTG", "R2017", facts) == {"bkttg-nam-xuat-sac", "bkttg-sang-kien"}


def test_a_national_fighter_was_a_ministerial_one_twice_running():
    facts = PERSON | {"consecutive_cstdb": 2, "initiative_scope_3_years": "nation"}
    assert judge("CSTDTQ", "R2024", facts)["eligible"]
    assert unmet("CSTDTQ", "R2024", facts | {"consecutive_cstdb": 1}) == {"cstdtq-lien-tuc"}
    assert unmet("CSTDTQ", "R2024", facts | {"initiative_scope_3_years": "ministry"}) == {"cstdtq-sang-kien"}


def test_the_flag_is_for_collectives_leading_or_in_a_central_bloc():
    body = UNIT | {"is_body": True, "bloc": "NC-2019"}
    for regime in REGIMES:
        assert judge("CTDCP", regime, body)["eligible"]
        assert unmet("CTDCP", regime, body | {"bloc": None}) == {"ctdcp-dan-dau"}
        assert unmet("CTDCP", regime, body | {"rating": "GOOD"}) == {"ctdcp-thanh-tich"}
    assert "doi-tuong" in unmet("CTDCP", "R2024", PERSON | {"award_subjects": ["collective"]})


def test_a_missing_fact_counts_as_unmet():
    facts = {name: value for name, value in PERSON.items() if name != "months_employed"}
    assert unmet("LDTT", "R2024", facts) == {"ldtt-thoi-gian"}


def test_an_unknown_regime_makes_nobody_eligible():
    assert unmet("KNC", "R1999", PERSON) == {"danh-muc"}
    assert not judge("KNC", "R1999", PERSON)["eligible"]


def test_an_unknown_award_makes_nobody_eligible():
    assert unmet("KHONG", "R2024", PERSON) == {"danh-muc"}


def threshold(body, award, regime):
    return decide("vote_threshold.dmn", "vote_threshold", {"body": body, "award": award, "regime": regime})


def outcome(body, award, regime, votes):
    yes, members, present = votes
    counts = {"yes": yes, "members": members, "present": present}
    asked = {"body": body, "award": award, "regime": regime}
    return decide("vote_threshold.dmn", "vote_outcome", asked | counts)


def test_nine_of_ten_pass_the_decree_and_fail_the_state_audit():
    assert outcome("BTP", "CSTDTQ", "R2017", (9, 10, 9))["passed"] is True
    assert outcome("KTNN", "CSTDTQ", "R2017", (9, 10, 9))["passed"] is False
    assert outcome("KTNN", "CSTDTQ", "R2017", (10, 10, 10))["passed"] is True


def test_the_state_audit_needs_more_than_half_for_flags():
    assert outcome("KTNN", "CTDCP", "R2017", (5, 10, 10))["passed"] is False
    assert outcome("KTNN", "CTDCP", "R2017", (6, 10, 10))["passed"] is True


def test_a_bloc_of_eight_needs_seven():
    assert outcome("NC", "CTDCP", "R2017", (6, 8, 8))["passed"] is False
    assert outcome("NC", "CTDCP", "R2017", (7, 8, 8))["passed"] is True


@pytest.mark.parametrize(("present", "has_quorum"), [(7, True), (6, False)])
def test_seven_of_ten_are_a_quorum_and_six_are_not(present, has_quorum):
    found = outcome("BTP", "LDTT", "R2024", (6, 10, present))
    assert found["has_quorum"] is has_quorum


@pytest.mark.parametrize(
    ("body", "award", "share", "base"),
    [
        ("BTP", "CSTDB", "90>=", "all"),
        ("BTP", "CSTDTQ", "90>=", "all"),
        ("BTP", "AHLD", "90>=", "all"),
        ("KTNN", "CSTDB", "90>", "all"),
        ("KTNN", "CSTDTQ", "90>", "all"),
        ("KTNN", "CTDB", "50>", "all"),
        ("KTNN", "CTDCP", "50>", "all"),
        ("KTNN", "BKTTG", "50>", "all"),
        ("BTNMT", "BKB", "90>=", "all"),
        ("BTNMT", "CTDCP", "90>=", "all"),
        ("BGDDT", "LDTT", "70>=", "present"),
        ("BGDDT", "CTDCP", "70>=", "present"),
        ("BGDDT", "CSTDB", "90>=", "all"),
        ("BGDDT", "CSTDTQ", "90>=", "all"),
        ("ANGIANG", "BKB", "80>=", "all"),
    ],
)
def test_the_thresholds_found_in_the_sources_are_as_published_under_the_law_of_2017(body, award, share, base):
    found = threshold(body, award, "R2017")
    assert f"{found['numerator']}{found['comparator']}" == share
    assert (found["base"], found["denominator"], found["status"]) == (base, 100, "verified")
    assert (found["quorum_numerator"], found["quorum_denominator"]) == (2, 3)


def test_an_unproven_threshold_says_so():
    assert threshold("BTP", "CTDCP", "R2024")["status"] == "unverified"
    assert threshold("BTP", "CSTDTQ", "R2017")["status"] == "verified"
    assert threshold("VKSNDTC", "CTDB", "R2017")["numerator"] == 80


@pytest.mark.parametrize(
    ("award", "base", "cap"),
    [
        ("CSTDCS", 100, 15),
        ("CSTDCS", 99, 14),
        ("CTDCP", 110, 22),
        ("CTDCP", 109, 21),
        ("CTDCP", 4, 0),
        ("LDTT", 10, None),
    ],
)
def test_caps_are_rounded_down(award, base, cap):
    found = decide("caps.dmn", "cap", {"award": award, "regime": "R2017", "cap_base": base})
    assert found == cap
    assert not isinstance(found, float)


@pytest.mark.parametrize(
    ("award", "last_day"),
    [
        ("CTDCP", date(2020, 3, 31)),
        ("BKTTG", date(2020, 6, 30)),
        ("CSTDTQ", date(2020, 10, 31)),
        ("AHLD", date(2020, 2, 28)),
        ("LDTT", None),
    ],
)
def test_the_last_day_at_the_central_board(award, last_day):
    asked = {"award": award, "regime": "R2017", "year": 2019}
    assert decide("deadline.dmn", "deadline_date", asked) == last_day


@pytest.mark.parametrize(
    ("award", "regime", "parts", "originals"),
    [
        ("CTDCP", "R2017", ["submission_letter", "achievement_report", "minutes"], 2),
        ("BKTTG", "R2025", ["submission_letter", "achievement_report", "minutes", "opinion"], 1),
        ("HCLD3", "R2017", ["submission_letter", "achievement_report", "minutes"], 3),
        ("CSTDTQ", "R2017", ["submission_letter", "achievement_report", "minutes", "initiative_certificate"], 2),
    ],
)
def test_what_a_dossier_holds(award, regime, parts, originals):
    found = decide("dossier_parts.dmn", "dossier_parts", {"award": award, "regime": regime})
    assert [part["part"] for part in found] == parts
    assert {part["originals"] for part in found} == {Decimal(originals)}


def test_every_award_has_a_dossier_under_every_regime():
    awards = ["LDTT", "CSTDCS", "CSTDB", "CSTDTQ", "TTLDTT", "TTLDXS", "CTDB", "CTDCP", "GK", "KNC", "BKB", "BKTTG"]
    for award in [*awards, "HCLD3", "HCLD2", "HCLD1", "AHLD"]:
        for regime in REGIMES:
            assert decide("dossier_parts.dmn", "dossier_parts", {"award": award, "regime": regime})


@pytest.mark.parametrize("name", files())
def test_every_table_has_test_cases_that_hold(name):
    [(path, data)] = cases_of([name]).items()
    outcomes = run_cases(load_model(files()[name]), data, path)
    assert len(outcomes) >= 4
    assert [str(outcome.describe()) for outcome in outcomes if not outcome.passed] == []
