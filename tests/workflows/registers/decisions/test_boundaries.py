"""The boundaries of every rule of the reference: one short, just right, one over; each line names what is not met."""

from datetime import date
from itertools import product

import pytest

from engine.dmn import load_model
from tests.workflows.registers.decisions import subjects
from tests.workflows.registers.decisions.subjects import REGIMES, judge
from workflows.registers.decisions.decide import decide
from workflows.shipped import procedures

NEW = ("R2024", "R2025")
PERSON = subjects.PERSON | {
    "initiative_scope": "base",
    "initiative_scope_3_years": "ministry",
    "consecutive_cstdcs": 3,
    "body": "BTP",
}
UNIT = subjects.UNIT | {
    "leads_cluster": True,
    "holds_ttldxs": True,
    "movement_years": None,
    "cluster_members": None,
    "cluster_yes": None,
    "body": "BTP",
}
FIGHTER = PERSON | {"consecutive_cstdb": 2, "initiative_scope_3_years": "nation"}
CERTIFIED = PERSON | {
    "bkb_year": 2012,
    "years_good_since_bkb": 5,
    "cstdcs_since_bkb": 3,
    "consecutive_excellent_since_bkb": 5,
    "initiatives_since_bkb": 5,
}
ORDER = PERSON | {
    "bkttg_year": 2018,
    "years_good_since_bkttg": 5,
    "years_excellent_since_bkttg": 1,
    "cstdcs_since_bkttg": 3,
}
FLAG_OF_NONE = {"ctdcp-dan-dau", "ctdcp-thanh-tich"}
ALL_OF_ORDER = {"hcld3-bkttg", "hcld3-nam-tot", "hcld3-nam-xuat-sac", "hcld3-cstdcs"}
TOO_SHORT = {"hcld3-cong-hien"}
NAMED = ((True, set()), (False, {"phong-trao"}))
LEADS = PERSON | {
    "commendation_type": "contribution",
    "post": "vu_truong",
    "post_years": 6,
    "post_years_less_third": False,
}
SECOND = PERSON | {"hcld3_year": 2010, "cstdb_since_hcld3": 2, "bkttg_since_hcld3": 0}
FIRST = PERSON | {"hcld2_year": 2010, "cstdtq_since_hcld2": 1}
SECOND_UNIT = UNIT | {
    "hcld3_year": 2010,
    "consecutive_ttldxs": 5,
    "ttldxs_since_hcld3": 5,
    "ctdb_since_hcld3": 2,
    "ctdcp_since_hcld3": 0,
}
FIRST_UNIT = UNIT | {
    "hcld2_year": 2010,
    "consecutive_ttldxs": 5,
    "ttldxs_since_hcld2": 5,
    "ctdb_since_hcld2": 3,
    "ctdcp_since_hcld2": 0,
}
PROCURACY = UNIT | {"body": "VKSNDTC", "cluster_members": 10, "cluster_yes": 8}
BODY = UNIT | {"is_body": True, "leads_cluster": False, "holds_ttldxs": False, "bloc": "NC-2019"}
# Leads a movement and nothing else: neither outstanding in the year nor holding a title.
MOVEMENT = UNIT | {"leads_cluster": False, "holds_ttldxs": False, "rating": "GOOD", "movement_years": 5}
MOVEMENT |= {"commendation_type": "movement", "feat_described": True}
# Did one thing on one day, and has not been rated in the year.
FEAT = PERSON | {"rating": None, "commendation_type": "adhoc", "feat_described": True, "days_since_feat": 45}

# award, regimes, what all cases share, then: what is changed -> what is not met.
CASES = [
    (
        "LDTT",
        ("R2017",),
        PERSON,
        [({"months_employed": n}, {"ldtt-thoi-gian"} if n < 10 else set()) for n in (0, 9, 10, 12)],
    ),
    ("LDTT", NEW, PERSON, [({"months_employed": n}, {"ldtt-thoi-gian"} if n < 6 else set()) for n in (0, 5, 6, 12)]),
    ("LDTT", REGIMES, PERSON, [({"discipline": d}, {"ldtt-ky-luat"}) for d in ("REPRIMAND", "WARNING", "HEAVIER")]),
    ("LDTT", REGIMES, PERSON, [({"rating": r}, {"ldtt-hoan-thanh"}) for r in ("DONE", "NOT_DONE", None)]),
    ("LDTT", REGIMES, PERSON, [({"rating": "EXCELLENT"}, set()), ({"on_hold": True}, {"tam-dung"})]),
    ("LDTT", REGIMES, PERSON, [({"already_awarded": True}, {"mot-thanh-tich"}), ({"initiative_scope": "none"}, set())]),
    ("CSTDCS", REGIMES, PERSON, [({"initiative_scope": s}, set()) for s in ("base", "ministry", "nation")]),
    ("CSTDCS", REGIMES, PERSON, [({"initiative_scope": "none"}, {"cstdcs-sang-kien"})]),
    (
        "CSTDCS",
        REGIMES,
        PERSON,
        [({"discipline": "REPRIMAND"}, {"ldtt-ky-luat"}), ({"months_employed": 5}, {"ldtt-thoi-gian"})],
    ),
    (
        "CSTDB",
        REGIMES,
        PERSON,
        [({"consecutive_cstdcs": n}, {"cstdb-lien-tuc"} if n < 3 else set()) for n in (0, 2, 3, 4)],
    ),
    ("CSTDB", REGIMES, PERSON, [({"initiative_scope_3_years": s}, {"cstdb-sang-kien"}) for s in ("none", "base")]),
    ("CSTDB", REGIMES, PERSON, [({"initiative_scope_3_years": "nation"}, set())]),
    (
        "CSTDTQ",
        REGIMES,
        FIGHTER,
        [({"consecutive_cstdb": n}, {"cstdtq-lien-tuc"} if n < 2 else set()) for n in (0, 1, 2, 3)],
    ),
    (
        "CSTDTQ",
        REGIMES,
        FIGHTER,
        [({"initiative_scope_3_years": s}, {"cstdtq-sang-kien"}) for s in ("none", "base", "ministry")],
    ),
    (
        "TTLDTT",
        ("R2017",),
        UNIT,
        [({"ldtt_members": n}, {"ttldtt-ty-le"} if n < 11 else set()) for n in (9, 10, 11, 20)],
    ),
    ("TTLDTT", NEW, UNIT, [({"ldtt_members": n}, {"ttldtt-ty-le"} if n < 10 else set()) for n in (9, 10, 11)]),
    (
        "TTLDTT",
        ("R2017",),
        UNIT,
        [({"members": 19, "ldtt_members": n}, {"ttldtt-ty-le"} if n < 10 else set()) for n in (9, 10)],
    ),
    ("TTLDTT", ("R2017",), UNIT, [({"members_warned": 1}, {"tap-the-ky-luat"}), ({"rating": "GOOD"}, set())]),
    ("TTLDTT", REGIMES, UNIT, [({"rating": r}, {"ttldtt-nhiem-vu"}) for r in ("DONE", "NOT_DONE", None)]),
    ("TTLDTT", REGIMES, UNIT, [({"members": 0, "ldtt_members": 0}, {"ttldtt-ty-le"})]),
    ("TTLDXS", REGIMES, UNIT, [({"ldtt_members": n}, {"ttldxs-ty-le"} if n < 14 else set()) for n in (13, 14, 15)]),
    (
        "TTLDXS",
        REGIMES,
        UNIT,
        [({"members_done": 19}, {"ttldxs-hoan-thanh"}), ({"cstdcs_members": 0}, {"ttldxs-cstdcs"})],
    ),
    ("TTLDXS", REGIMES, UNIT, [({"rating": r}, {"ttldxs-nhiem-vu"}) for r in ("GOOD", "DONE", None)]),
    ("TTLDXS", ("R2017",), UNIT, [({"members_warned": 1}, {"tap-the-ky-luat"})]),
    ("TTLDXS", NEW, UNIT, [({"members_warned": 1}, set())]),
    ("TTLDXS", ("R2025",), UNIT, [({"dissolved": True}, {"con-hoat-dong"})]),
    (
        "CTDB",
        REGIMES,
        UNIT,
        [({}, set()), ({"holds_ttldxs": False}, {"ctdb-ttldxs"}), ({"leads_cluster": False}, {"ctdb-dan-dau"})],
    ),
    ("CTDB", REGIMES, PROCURACY, [({"cluster_yes": n}, {"ctdb-cum-suy-ton"} if n < 8 else set()) for n in (7, 8, 10)]),
    ("CTDB", REGIMES, PROCURACY, [({"cluster_members": None, "cluster_yes": None}, {"ctdb-cum-suy-ton"})]),
    (
        "CTDB",
        REGIMES,
        PROCURACY,
        [({"cluster_members": 7, "cluster_yes": n}, {"ctdb-cum-suy-ton"} if n < 6 else set()) for n in (5, 6)],
    ),
    (
        "CTDCP",
        REGIMES,
        UNIT,
        [({}, set()), ({"leads_cluster": False}, {"ctdcp-dan-dau"}), ({"rating": "GOOD"}, {"ctdcp-thanh-tich"})],
    ),
    ("CTDCP", REGIMES, UNIT, [({"discipline": "WARNING"}, {"ctdcp-trong-sach"}), ({"on_hold": True}, {"tam-dung"})]),
    ("CTDCP", ("R2017",), UNIT, [({"holds_ttldxs": False}, {"ctdcp-tieu-chuan-co"})]),
    (
        "CTDCP",
        REGIMES,
        BODY,
        [({}, set()), ({"bloc": None}, {"ctdcp-dan-dau"}), ({"rating": "GOOD"}, {"ctdcp-thanh-tich"})],
    ),
    (
        "CTDCP",
        REGIMES,
        MOVEMENT,
        [({}, set()), ({"movement_years": 7}, set()), ({"discipline": "WARNING"}, {"ctdcp-trong-sach"})],
    ),
    (
        "CTDCP",
        NEW,
        MOVEMENT,
        [({"movement_years": 4}, {"ctdcp-dan-dau"}), ({"commendation_type": "merit"}, FLAG_OF_NONE)],
    ),
    (
        "BKTTG",
        NEW,
        CERTIFIED,
        [({}, set()), ({"bkb_year": None}, {"bkttg-bkb"}), ({"years_good_since_bkb": 4}, {"bkttg-nam-tot"})],
    ),
    (
        "BKTTG",
        NEW,
        CERTIFIED,
        [({"cstdcs_since_bkb": 2}, {"bkttg-cstdcs"}), ({"consecutive_excellent_since_bkb": 0}, set())],
    ),
    (
        "BKTTG",
        ("R2017",),
        CERTIFIED,
        [({"consecutive_excellent_since_bkb": n}, {"bkttg-nam-xuat-sac"} if n < 5 else set()) for n in (4, 5)],
    ),
    (
        "BKTTG",
        ("R2017",),
        CERTIFIED,
        [({"initiatives_since_bkb": n}, {"bkttg-sang-kien"} if n < 5 else set()) for n in (4, 5)],
    ),
    (
        "HCLD3",
        REGIMES,
        ORDER,
        [({}, set()), ({"bkttg_year": None}, {"hcld3-bkttg"}), ({"years_good_since_bkttg": 4}, {"hcld3-nam-tot"})],
    ),
    (
        "HCLD3",
        REGIMES,
        ORDER,
        [({"years_excellent_since_bkttg": 0}, {"hcld3-nam-xuat-sac"}), ({"cstdcs_since_bkttg": 2}, {"hcld3-cstdcs"})],
    ),
    ("HCLD3", NEW, LEADS, [({"post_years": n}, set() if 6 <= n < 10 else TOO_SHORT) for n in (0, 5, 6, 9, 10)]),
    (
        "HCLD3",
        NEW,
        LEADS | {"post_years_less_third": True},
        [({"post_years": n}, set() if 4 <= n < 10 else TOO_SHORT) for n in (3, 4, 9, 10)],
    ),
    ("HCLD3", NEW, LEADS, [({"post": "pho_vu_truong"}, TOO_SHORT), ({"on_hold": True}, {"tam-dung"})]),
    ("HCLD3", NEW, LEADS, [({"commendation_type": "merit"}, ALL_OF_ORDER)]),
    ("HCLD3", ("R2017",), LEADS, [({}, TOO_SHORT)]),
    *[
        (
            award,
            REGIMES,
            FEAT,
            [({"days_since_feat": n}, {"dot-xuat-han"} if n > 45 else set()) for n in (0, 44, 45, 46)]
            + [({"days_since_feat": -1}, {"dot-xuat-thanh-tich"}), ({"feat_described": False}, {"dot-xuat-thanh-tich"})]
            + [({"days_since_feat": None}, {"dot-xuat-thanh-tich", "dot-xuat-han"}), ({"on_hold": True}, {"tam-dung"})]
            + [({"other_form": "Giấy khen"}, {"mot-hinh-thuc"}), ({"already_awarded": True}, {"mot-thanh-tich"})],
        )
        for award in ("GK", "BKB", "BKTTG", "AHLD")
    ],
    *[
        (
            award,
            REGIMES,
            PERSON,
            [
                ({"rating": "GOOD"}, set()),
                ({"rating": "DONE"}, {"khen-hoan-thanh"}),
                ({"rating": None}, {"khen-hoan-thanh"}),
            ]
            + [({"commendation_type": None}, set()), ({"other_form": "Giấy khen"}, {"mot-hinh-thuc"})]
            + [
                ({"commendation_type": "movement", "rating": None, "feat_described": told}, missing)
                for told, missing in NAMED
            ],
        )
        for award in ("GK", "BKB")
    ],
    ("BKB", REGIMES, PERSON, [({"commendation_type": "contribution", "rating": None}, set())]),
    ("KNC", REGIMES, PERSON, [({"commendation_type": "contribution", "rating": None}, set())]),
    (
        "HCLD2",
        REGIMES,
        SECOND,
        [
            ({}, set()),
            ({"cstdb_since_hcld3": 1}, {"hcld2-ca-nhan"}),
            ({"cstdb_since_hcld3": 0, "bkttg_since_hcld3": 1}, set()),
        ],
    ),
    ("HCLD2", REGIMES, SECOND, [({"hcld3_year": None}, {"hcld2-ca-nhan"})]),
    (
        "HCLD2",
        REGIMES,
        SECOND_UNIT,
        [({}, set()), ({"consecutive_ttldxs": 4, "ttldxs_since_hcld3": 4}, {"hcld2-tap-the"})],
    ),
    (
        "HCLD2",
        REGIMES,
        SECOND_UNIT,
        [({"ctdb_since_hcld3": 1}, {"hcld2-tap-the"}), ({"ctdb_since_hcld3": 0, "ctdcp_since_hcld3": 1}, set())],
    ),
    (
        "HCLD1",
        REGIMES,
        FIRST,
        [({}, set()), ({"cstdtq_since_hcld2": 0}, {"hcld1-ca-nhan"}), ({"hcld2_year": None}, {"hcld1-ca-nhan"})],
    ),
    (
        "HCLD1",
        REGIMES,
        FIRST_UNIT,
        [
            ({}, set()),
            ({"ctdb_since_hcld2": 2}, {"hcld1-tap-the"}),
            ({"ctdb_since_hcld2": 0, "ctdcp_since_hcld2": 2}, set()),
        ],
    ),
]
LINES = [
    (award, regime, shared | change, unmet)
    for award, regimes, shared, cases in CASES
    for regime, (change, unmet) in product(regimes, cases)
]  # fmt: skip


def test_there_are_as_many_as_the_reference_has():
    assert len(LINES) >= 225


@pytest.mark.parametrize("award", sorted({line[0] for line in LINES}))
def test_what_is_not_met_is_named_and_nothing_else(award):
    wrong = []
    for _, regime, facts, unmet in (line for line in LINES if line[0] == award):
        value = judge(award, regime, facts)
        found = {check["rule"] for check in value["checks"] if not check["met"]}
        if found != unmet or value["eligible"] is bool(unmet):
            wrong.append((regime, facts, found))
    assert wrong == []


def ask(file, decision, **given):
    return decide(file, decision, given)


@pytest.mark.parametrize(
    ("body", "award", "regime", "base", "most"),
    [
        ("BTP", "CSTDCS", "R2017", 100, 15),
        ("BTP", "CSTDCS", "R2017", 99, 14),
        ("BTP", "CSTDCS", "R2017", 6, 0),
        ("BTP", "CSTDCS", "R2017", 7, 1),
        ("BTP", "CSTDCS", "R2025", 100, 15),
        ("BQP", "CSTDCS", "R2017", 100, 10),
        ("BQP", "CSTDCS", "R2017", 99, 9),
        ("BQP", "LDTT", "R2017", 100, 70),
        ("BQP", "LDTT", "R2024", 99, 69),
        ("BCA", "LDTT", "R2017", 100, None),
        ("VKSNDTC", "CTDCP", "R2017", 110, 22),
        ("VKSNDTC", "CTDCP", "R2017", 109, 21),
        ("VKSNDTC", "CTDCP", "R2024", 4, 0),
        ("VKSNDTC", "CTDCP", "R2024", 5, 1),
    ],
)
def test_shares_by_body(body, award, regime, base, most):
    assert ask("caps.dmn", "cap", body=body, award=award, regime=regime, cap_base=base) == most


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize(
    ("award", "given", "last"),
    [
        ("CTDCP", {"year": 2019}, date(2020, 3, 31)),
        ("CTDCP", {"year": 2019, "sector": "education"}, date(2020, 10, 15)),
        ("BKTTG", {"year": 2019}, date(2020, 6, 30)),
        ("BKTTG", {"year": 2019, "sector": "education"}, date(2020, 10, 15)),
        ("HCLD3", {"year": 2019}, date(2020, 6, 30)),
        ("HCLD1", {"year": 2019, "sector": "education"}, date(2020, 10, 15)),
        ("CSTDTQ", {"year": 2019}, date(2020, 10, 31)),
        ("CSTDTQ", {"year": 2018, "decided_year": 2019}, date(2020, 10, 31)),
        ("CSTDTQ", {"year": 2018, "decided_year": 2018}, date(2019, 10, 31)),
        ("CSTDTQ", {"year": 2019, "sector": "education"}, date(2020, 10, 31)),
        ("AHLD", {"year": 2014}, date(2015, 2, 28)),
        ("AHLD", {"year": 2015}, date(2020, 2, 28)),
        ("AHLD", {"year": 2019}, date(2020, 2, 28)),
        ("AHLD", {"year": 2020}, date(2025, 2, 28)),
        ("AHLLVT", {"year": 2019}, date(2020, 2, 28)),
        ("CSTDB", {"year": 2019}, None),
    ],
)
def test_last_days(award, regime, given, last):
    assert ask("deadline.dmn", "deadline_date", award=award, regime=regime, **given) == last


@pytest.mark.parametrize("award", ["CSTDB", "CSTDTQ", "AHLD", "AHLLVT"])
@pytest.mark.parametrize(("yes", "is_passed"), [(8, False), (9, True), (10, True)])
def test_high_titles_need_nine_of_ten(award, yes, is_passed):
    votes = {"yes": yes, "members": 10, "recused": 0, "present": 10, "written": 0}
    found = ask("vote_threshold.dmn", "vote_outcome", body="BQP", award=award, regime="R2017", **votes)
    assert found["passed"] is is_passed


def reviewing(file):
    return load_model(next(one for one in procedures() if one.key == "unit_review").files()[file])


@pytest.mark.parametrize(
    ("award", "regime", "is_required"),
    [
        (award, regime, True)
        for award in ("CTDCP", "BKTTG", "HCLD3", "HCLD2", "HCLD1", "AHLD", "AHLLVT")
        for regime in NEW
    ]
    + [(award, regime, False) for award in ("CSTDTQ", "CSTDB", "LDTT", "CTDB", "BKB", "GK") for regime in NEW],
)
def test_others_are_asked_only_where_the_decree_says_so(award, regime, is_required):
    value = reviewing("consultation.dmn").evaluate("consultation", {"award": award, "regime": regime}).value
    assert value["required"] is is_required


@pytest.mark.parametrize(
    ("day", "days"), [(date(2019, 12, 31), 0), (date(2020, 1, 1), 10), (date(2023, 12, 31), 10), (None, 10)]
)
def test_a_circular_counts_from_its_own_day(day, days):
    context = {"award": "CSTDTQ", "regime": "R2017", "handed_in_on": day}
    assert reviewing("publication.dmn").evaluate("publication", context).value["days"] == days


@pytest.mark.parametrize("award", ["GK", "BKB", "BKTTG", "AHLD"])
@pytest.mark.parametrize("regime", REGIMES)
def test_a_dossier_for_a_feat_has_its_certificate(award, regime):
    asked = {"award": award, "regime": regime}
    usual, adhoc = (ask("dossier_parts.dmn", "dossier_parts", **asked, commendation_type=t) for t in ("merit", "adhoc"))
    assert [row["part"] for row in adhoc] == [*(row["part"] for row in usual), "feat_certificate"]


@pytest.mark.parametrize(("body", "days", "status"), [("BCT", 45, "verified"), ("VKSNDTC", 45, "unverified")])
def test_the_days_after_a_feat_are_the_bodys_to_confirm(body, days, status):
    limit = ask("eligibility.dmn", "adhoc_limit", facts={"body": body})
    assert (limit["days"], limit["status"]) == (days, status)


@pytest.mark.parametrize(
    ("award", "regime", "parts"),
    [
        ("AHLD", "R2017", {"submission_letter", "achievement_report", "minutes", "opinion"}),
        ("AHLD", "R2025", {"submission_letter", "achievement_report", "minutes", "opinion", "publication"}),
        ("CTDCP", "R2017", {"submission_letter", "achievement_report", "minutes"}),
        ("BKTTG", "R2025", {"submission_letter", "achievement_report", "minutes", "opinion"}),
        ("CSTDB", "R2024", {"submission_letter", "achievement_report", "minutes", "initiative_certificate"}),
    ],
)
def test_parts_of_a_dossier(award, regime, parts):
    assert {row["part"] for row in ask("dossier_parts.dmn", "dossier_parts", award=award, regime=regime)} == parts
