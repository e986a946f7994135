"""Papers say what an award is given for, and go to who submits it."""

from datetime import date

import pytest

from workflows.across.documents.contents.grounds import for_what, of_what
from workflows.across.documents.contents.nominations import addressee, asking
from workflows.registers.awards.model import AwardRule
from workflows.registers.nominations.model import Nomination

FIRE = {"feat": "Cứu ba người khỏi đám cháy.", "feat_on": date(2019, 9, 20)}
RACE = {"feat": "phong trào thi đua yêu nước"}
TOLD = ", đã lập thành tích đột xuất ngày 20/09/2019: Cứu ba người khỏi đám cháy"


@pytest.mark.parametrize(
    ("kind", "told", "of", "for_it"),
    [
        ("merit", {}, "năm 2019", ""),
        ("adhoc", FIRE, "năm 2019 (khen thưởng đột xuất)", TOLD),
        ("movement", RACE, f"năm 2019 ({RACE['feat']})", f", đã có thành tích trong {RACE['feat']}"),
        ("contribution", {}, "năm 2019", ", có quá trình cống hiến"),
    ],
)
def test_the_ground_stands_behind_the_award_and_its_holder(kind, told, of, for_it):
    nomination = Nomination(year=2019, commendation_type=kind, **{"feat": "", "feat_on": None} | told)
    assert (of_what(nomination), for_what(nomination)) == (of, for_it)


def test_what_the_president_decides_goes_to_the_prime_minister():
    order = AwardRule(authority="Chủ tịch nước", through="Thủ tướng Chính phủ")
    flag = AwardRule(authority="Thủ tướng Chính phủ", through="")
    assert [addressee(order), addressee(flag)] == ["Thủ tướng Chính phủ"] * 2
    assert addressee(None) == "Cấp có thẩm quyền"
    assert asking(order) == "Kính trình Thủ tướng Chính phủ xem xét, trình Chủ tịch nước quyết định."
    assert asking(flag) == "Kính trình xem xét, quyết định."
