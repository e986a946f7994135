"""Which nominations the example holds, when they began and where they stopped."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.example.bases import PARTS
from workflows.example.bodies import Body, member_bodies
from workflows.example.movements import RUNNING_CODE, RUNNING_NAME
from workflows.registers.awards.achievement import ADHOC, MOVEMENT, Achievement

# Where a nomination of 2026 stops, and how many weeks before the end it must begin to come so far.
STOPS = (
    ("prepare_dossier", 0),
    ("endorse", 1),
    ("intake", 1),
    ("appraisal", 2),
    ("council", 3),
    ("leader_sign", 4),
    ("supplement_review", 2),
    ("", 5),
)
STATE_STOPS = (
    ("receive", 7),
    ("check_completeness", 7),
    ("supplement_central", 8),
    ("consult", 9),
    ("submit_pm", 10),
    ("record_decision", 11),
    ("council", 6),
    ("", 12),
)
STATE_AWARDS = ("CSTDTQ", "BKTTG", "HCLD3")
LAST_DAY = date(2026, 11, 18)
# Left to whoever tries the product: the procuracy's and the justice ministry's flags of 2026.
_FLAG_STOPS_2026 = {
    "BCA": ("", 9),
    "BQP": ("", 8),
    "TANDTC": ("", 8),
    "KTNN": ("council", 4),
    "BQLLANG": ("prepare_dossier", 0),
    "TTCP": ("review_findings", 1),
}
# Who did what in 2026, and where the commendation for it, handed in three days later, stops.
_FEATS = (
    ("BCA", "Dũng cảm cứu 6 người khỏi đám cháy nhà tập thể tại phường Khương Đình (ví dụ)", "", 6),
    ("BQP", "Cứu 14 người bị lũ cô lập tại xã Nậm Lúc (ví dụ)", "council", 3),
)

# Who is commended for what they did in the movement of the example, and where the second commendation stops.
_IN_MOVEMENT = (("VKSNDTC", "cv1", "", 6), ("VKSNDTC", "cv2", "appraisal", 2))


@dataclass(frozen=True)
class Case:
    """A nomination to be: the award, who is proposed by which unit, its first day, the step left open, and a feat."""

    number: int
    award: str
    year: int
    unit: str
    begins: date
    person: str = ""
    stop: str = ""
    feat: Achievement | None = None

    @property
    def is_returned(self) -> bool:
        """Tell whether the body returns it once for a supplement."""
        return self.stop == "supplement_review" or self.number % 7 == 3

    @property
    def is_returned_centrally(self) -> bool:
        """Tell whether the Central Board returns it once."""
        return self.stop == "supplement_central" or self.number % 11 == 5

    @property
    def fails_vote(self) -> bool:
        """Tell whether its council does not give it enough votes."""
        return not self.stop and self.award != "CTDCP" and self.number % 13 == 7


@dataclass(frozen=True)
class _Plan:
    award: str
    unit: str
    person: str = ""


def all_cases() -> list[Case]:
    """Return the nominations of 2019, all decided since, and those of 2026 in the midst of things."""
    found = [*_cases_2019(), *_cases_2026(), *_cases_of_base()]
    usual = [Case(number, *fields) for number, fields in enumerate(found, start=1)]
    feats = [*usual, *_cases_of_feats(len(usual))]
    return [*feats, *_cases_of_movement(len(feats))]


_Fields = tuple[str, int, str, date, str, str]


def _cases_2019() -> Iterator[_Fields]:
    for place, body in enumerate(member_bodies()):
        begins = date(2019, 11, 4) + timedelta(days=place)
        yield "CTDCP", 2019, body.code, begins + timedelta(days=21), "", ""
        for number, plan in enumerate(_plans_2019(place, body)):
            # One comes to the Central Board after its last day.
            late = timedelta(days=225 if plan.award == "BKTTG" and place == 3 else 0)
            yield plan.award, 2019, plan.unit, begins + timedelta(days=7 * number) + late, plan.person, ""


def _plans_2019(place: int, body: Body) -> Iterator[_Plan]:
    office, second, third, _ = body.departments
    own = body.code.lower()
    if place % 3 == 0:
        yield _Plan("LDTT", second, f"{second.lower()}.cv2")
    yield _Plan("CSTDB", office, f"{own}.pho")
    if place % 2:
        yield _Plan("BKTTG", second, f"{second.lower()}.truong")
        yield _Plan("TTLDXS", third)
    else:
        yield _Plan("CSTDTQ", office, f"{own}.truong")
        yield _Plan("CSTDCS", second, f"{second.lower()}.canbo")
    if place in (1, 5):
        yield _Plan("HCLD3", body.code, f"{own}.pho1")
    if place == 2:
        yield _Plan("HCLD3", body.code, f"{own}.khoi")


def _cases_2026() -> Iterator[_Fields]:
    serial = 0
    for place, body in enumerate(member_bodies()):
        if body.code in _FLAG_STOPS_2026:
            stop, weeks = _FLAG_STOPS_2026[body.code]
            yield "CTDCP", 2026, body.code, _begin(weeks, place), "", stop
        for plan in _plans_2026(body):
            serial += 1
            stops = STATE_STOPS if plan.award in STATE_AWARDS else STOPS
            stop, weeks = stops[serial % len(stops)]
            yield plan.award, 2026, plan.unit, _begin(weeks, serial), plan.person, stop


def _cases_of_base() -> Iterator[_Fields]:
    """Yield what a unit with legal personality decides itself."""
    first, second = (unit.lower() for unit in PARTS)
    yield "LDTT", 2019, PARTS[0], date(2019, 11, 6), f"{first}.cv1", ""
    yield "CSTDCS", 2019, PARTS[0], date(2019, 11, 7), f"{first}.canbo", ""
    yield "LDTT", 2026, PARTS[1], _begin(7, 1), f"{second}.cv1", ""
    yield "LDTT", 2026, PARTS[0], _begin(7, 2), f"{first}.cv1", "leader_sign"
    yield "CSTDCS", 2026, PARTS[1], _begin(2, 3), f"{second}.canbo", "intake"


def _cases_of_feats(so_many: int) -> Iterator[Case]:
    """Yield what is commended at once for one feat: no rating of a year is asked for."""
    of_body = {body.code: body for body in member_bodies()}
    for number, (code, said, stop, weeks) in enumerate(_FEATS, so_many + 1):
        unit, begins = of_body[code].departments[2], _begin(weeks, number)
        feat = Achievement(ADHOC, said, begins - timedelta(days=3))
        yield Case(number, "BKB", 2026, unit, begins, f"{unit.lower()}.cv2", stop, feat)


def _cases_of_movement(so_many: int) -> Iterator[Case]:
    """Yield who is commended for the movement of the example that runs."""
    of_body = {body.code: body for body in member_bodies()}
    movement = Achievement(MOVEMENT, RUNNING_NAME, movement=RUNNING_CODE)
    for number, (code, who, stop, weeks) in enumerate(_IN_MOVEMENT, so_many + 1):
        unit = of_body[code].departments[2]
        yield Case(number, "BKB", 2026, unit, _begin(weeks, number), f"{unit.lower()}.{who}", stop, movement)


def _plans_2026(body: Body) -> Iterator[_Plan]:
    _, second, third, fourth = body.departments
    yield _Plan("CSTDB", second, f"{second.lower()}.pho")
    yield _Plan("CSTDCS", second, f"{second.lower()}.canbo")
    yield _Plan("LDTT", third, f"{third.lower()}.cv1")
    yield _Plan("CSTDTQ", second, f"{second.lower()}.truong")
    yield _Plan("TTLDXS", second)
    yield _Plan("BKTTG", third, f"{third.lower()}.truong")
    yield _Plan("CSTDB", fourth, f"{fourth.lower()}.pho")


def _begin(weeks: int, spread: int) -> date:
    return LAST_DAY - timedelta(days=9 * weeks + spread % 5)
