"""The councils of the example: ten or eleven votes in a body, six in the unit that decides on base titles.

At ten seats one member may stand aside where nine tenths are asked for, and two where four fifths are.
"""

from collections.abc import Iterator
from uuid import uuid5

from workflows.example.bases import BASE, UNITS, base_seats
from workflows.example.bodies import Body, member_bodies, unit_rows
from workflows.example.people import SINCE, find_somebody
from workflows.registers.organisation.model import Council, CouncilMember, body_of

# Bodies whose council takes the chair of the veterans as well.
_LARGER = ("BCA", "KTNN", "TANDTC")


def make_councils() -> list[Council]:
    """Return a council for each body and for the unit with legal personality, called as they are."""
    names = {row["code"]: (row["name"], row["name_en"]) for row in unit_rows()}
    made = [_council(body.code, *names[body.code]) for body in member_bodies()]
    return [*made, *(_council(code, name, name_en) for code, name, name_en, _short in UNITS if code == BASE)]


def _council(code: str, name: str, name_en: str) -> Council:
    title = f"Hội đồng Thi đua - Khen thưởng {name}"
    return Council(
        code=code, body_code=body_of(code), name=title, name_en=f"Emulation and Commendation Council, {name_en}"
    )


def make_council_members() -> list[CouncilMember]:
    """Return who sits on each council."""
    seats = [_seat(body.code, *seat) for body in member_bodies() for seat in enumerate(_seats(body))]
    return [*seats, *(_seat(BASE, *seat) for seat in enumerate(base_seats()))]


def _seats(body: Body) -> Iterator[tuple[str, str]]:
    """Yield the code of a person and the role on the council, in order of rank."""
    low = body.code.lower()
    yield f"{low}.lanhdao", "chair"
    yield f"{low}.pho1", "vice"
    for short in ("khoi", "vutdkt", "congdoan", "doantn", *(["ccb"] if body.code in _LARGER else [])):
        yield f"{low}.{short}", "member"
    stems = [low if unit.endswith(".VP") else unit.lower() for unit in body.departments]
    yield from ((f"{stem}.truong", "member") for stem in stems)
    yield f"{low}.thuky", "secretary"


def _seat(council: str, place: int, seat: tuple[str, str]) -> CouncilMember:
    code, role = seat
    who = find_somebody(code)
    return CouncilMember(
        id=uuid5(who.id, f"{role}@{council}"),
        council_code=council,
        person_id=who.id,
        role=role,
        place=place,
        valid_from=SINCE,
    )
