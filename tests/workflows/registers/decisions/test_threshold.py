from decimal import Decimal

import pytest

from workflows.registers.decisions.threshold import Threshold, ThresholdRefusedError, read_threshold

RULE = {
    "numerator": Decimal(90),
    "denominator": Decimal(100),
    "comparator": ">=",
    "base": "all",
    "quorum_numerator": Decimal(2),
    "quorum_denominator": Decimal(3),
}


@pytest.mark.parametrize(
    ("comparator", "is_reached"),
    [(">=", True), (">", False)],
)
def test_nine_of_ten_reach_ninety_percent_but_do_not_pass_it(comparator, is_reached):
    assert Threshold(90, 100, comparator).is_reached(9, 10) is is_reached


def test_a_bloc_of_eight_needs_seven_votes_at_eighty_percent():
    assert Threshold(80, 100).needed(8) == 7
    assert not Threshold(80, 100).is_reached(6, 8)


def test_more_than_half_of_ten_is_six():
    assert Threshold(50, 100, ">").needed(10) == 6


def test_what_nobody_can_reach_needs_one_more_than_all():
    assert Threshold(100, 100, ">").needed(10) == 11


@pytest.mark.parametrize(("present", "has_quorum"), [(7, True), (6, False)])
def test_two_thirds_of_ten_are_seven(present, has_quorum):
    assert Threshold(90, 100).has_quorum(present, 10) is has_quorum


def test_two_thirds_of_nine_are_exactly_six():
    assert Threshold(90, 100).has_quorum(6, 9)


def test_a_threshold_is_read_from_a_decision():
    assert read_threshold(RULE) == Threshold(90, 100)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("numerator", None),
        ("numerator", Decimal("0.9")),
        ("numerator", Decimal(101)),
        ("denominator", Decimal(0)),
        ("denominator", True),
        ("comparator", "="),
        ("base", "some"),
        ("quorum_numerator", "2"),
    ],
)
def test_a_wrong_threshold_is_refused_by_name(field, value):
    with pytest.raises(ThresholdRefusedError) as refused:
        read_threshold(RULE | {field: value})
    named = refused.value.text.params["field"]
    assert named in (field, "denominator")


@pytest.mark.parametrize("numbers", [(0, 0), (2, 0), (4, 3), (-1, 3)])
@pytest.mark.parametrize("what", ["quorum", "floor"])
def test_a_quorum_and_a_floor_are_shares_of_all(what, numbers):
    numerator, denominator = numbers
    with pytest.raises(ThresholdRefusedError) as refused:
        Threshold(1, 2, **{f"{what}_numerator": numerator, f"{what}_denominator": denominator})
    assert refused.value.text.params["field"] == what


def test_a_quorum_may_be_everybody_or_nobody():
    everybody = Threshold(1, 2, quorum_numerator=1, quorum_denominator=1)
    assert (everybody.has_quorum(10, 10), everybody.has_quorum(9, 10)) == (True, False)
    assert Threshold(1, 2, quorum_numerator=0, quorum_denominator=1).has_quorum(0, 10)


def test_the_floor_is_the_quorum_unless_both_its_numbers_are_given():
    assert Threshold(1, 2).floor == (2, 3)
    assert Threshold(1, 2, floor_numerator=1, floor_denominator=2).floor == (1, 2)
    assert Threshold(1, 2, floor_numerator=1).floor == Threshold(1, 2, floor_denominator=2).floor == (2, 3)


def test_nobody_passes_of_nobody_nor_with_no_vote():
    nothing = Threshold(0, 100)
    assert [nothing.is_reached(*votes) for votes in ((1, 0), (0, 0), (0, 10), (1, 10))] == [False, False, False, True]
