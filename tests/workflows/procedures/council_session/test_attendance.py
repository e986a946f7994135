"""Whether a case can be voted on: who stands aside from it is not among those present for it."""

import pytest

from workflows.procedures.council_session.attendance import put_off_cases, quorum_of
from workflows.procedures.council_session.model import AgendaItem, CouncilSession, SessionMember, SessionRecusal

RULE = {
    "numerator": 1, "denominator": 2, "comparator": ">", "base": "all",
    "quorum_numerator": 2, "quorum_denominator": 3, "floor_numerator": 1, "floor_denominator": 2,
}  # fmt: skip
THRESHOLDS = [{"award": "CTDCP", "regime": "2022", "threshold": RULE}]


def sitting(present: set[int], aside: set[int], kind: str = "meeting") -> CouncilSession:
    """Return a session of nine on two cases; some stand aside from the first."""
    members = [SessionMember(seat_no=n, attendance="present" if n in present else "absent") for n in range(1, 10)]
    items = [AgendaItem(no=n, award_code="CTDCP", regime="2022", passed=None, is_put_off=False) for n in (1, 2)]
    recusals = [SessionRecusal(item_no=1, seat_no=n) for n in aside]
    return CouncilSession(kind=kind, members=members, items=items, recusals=recusals)


@pytest.mark.parametrize(
    ("present", "aside", "put_off"),
    [
        ({1, 2, 3, 4, 5, 6}, set(), [False, False]),
        ({1, 2, 3, 4, 5, 6}, {9}, [False, False]),  # six of the eight who may
        ({1, 2, 3, 4, 5, 6}, {1}, [True, False]),  # one of the six is only in the room: five of eight
        ({1, 2, 3, 4, 5, 6}, {1, 2}, [True, False]),
        ({1, 2, 3, 4, 5, 6, 7}, {1}, [False, False]),
        (set(range(1, 10)), {1, 2, 3, 4, 5}, [True, False]),  # too few are left of all
    ],
)
def test_who_stands_aside_is_not_present_for_that_case(present: set[int], aside: set[int], put_off: list[bool]) -> None:
    session = sitting(present, aside)
    put_off_cases(session, THRESHOLDS)
    assert [item.is_put_off for item in session.items] == put_off
    assert quorum_of(session, THRESHOLDS)["has_quorum"]


def test_a_circulation_asks_only_who_is_left() -> None:
    session = sitting(set(), {1}, "circulation")
    put_off_cases(session, THRESHOLDS)
    assert [item.is_put_off for item in session.items] == [False, False]
