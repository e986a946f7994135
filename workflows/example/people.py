"""The people of the example: who sits where and holds which post."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID, uuid5

from workflows.example.bases import base_places
from workflows.example.bodies import CENTRAL, Body, member_bodies
from workflows.example.names import Identity, invent_people
from workflows.example.places import Place
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.model import Person, Post

SEED = 2019
NAMESPACE = UUID("6b1f6c1e-7a52-5d1a-9a51-2019073020ab")
SINCE = date(2015, 1, 1)
# What the head of each body is called, and the deputies.
TITLES = {
    "VKSNDTC": ("Viện trưởng", "Phó Viện trưởng"),
    "BCA": ("Bộ trưởng", "Thứ trưởng"),
    "BQP": ("Bộ trưởng", "Thứ trưởng"),
    "BTP": ("Bộ trưởng", "Thứ trưởng"),
    "TANDTC": ("Chánh án", "Phó Chánh án"),
    "TTCP": ("Tổng Thanh tra", "Phó Tổng Thanh tra"),
    "KTNN": ("Tổng Kiểm toán nhà nước", "Phó Tổng Kiểm toán nhà nước"),
    "BQLLANG": ("Trưởng ban", "Phó Trưởng ban"),
}
# Seven months of service in the year of recruitment: refused by R2017, accepted by R2024.
RECRUITED_2019 = date(2019, 6, 1)
RECRUITED_2026 = date(2026, 6, 1)


@dataclass(frozen=True)
class Somebody:
    """A place and who fills it."""

    place: Place
    identity: Identity

    @property
    def id(self) -> UUID:
        """Return an id that is the same on every machine."""
        return uuid5(NAMESPACE, self.place.code)


@cache
def everybody() -> tuple[Somebody, ...]:
    """Return all people of the example."""
    places = [place for body in member_bodies() for place in _body_places(body)]
    places += _central_places()
    places += [place for body in member_bodies() for place in _unions(body)]
    places += base_places()
    return tuple(Somebody(place, who) for place, who in zip(places, invent_people(SEED), strict=False))


def find_somebody(code: str) -> Somebody:
    """Return a person of the example by code."""
    return next(who for who in everybody() if who.place.code == code)


def _body_places(body: Body) -> Iterator[Place]:
    """Yield the leaders of a body, then its departments, the first of them its office."""
    own, low = body.code, body.code.lower()
    head, deputy = TITLES[own]
    yield Place(f"{low}.lanhdao", own, head, "leader", (f"body_leader@{own}",))
    yield Place(f"{low}.pho1", own, deputy, "deputy_1", (f"body_leader@{own}",))
    yield Place(f"{low}.khoi", own, deputy, "deputy_2", (f"bloc_voter@{own}",))
    yield Place(f"{low}.congdoan", own, "Chủ tịch Công đoàn", "officer")
    yield Place(f"{low}.vutdkt", body.emulation, "Vụ trưởng", "head", (f"emulation_dept@{own}",))
    yield Place(f"{low}.vutdkt2", body.emulation, "Phó Vụ trưởng", "vice", (f"emulation_dept@{own}",))
    secretary = (f"council_secretary@{own}",)
    yield Place(f"{low}.thuky", body.emulation, "Chuyên viên chính, Thư ký Hội đồng", "officer", secretary)
    yield Place(f"{low}.tonghop", body.emulation, "Chuyên viên", "staff", (f"emulation_dept@{own}",))
    for number, unit in enumerate(body.departments):
        yield from _department_places(unit, number)


def _department_places(unit: str, number: int) -> Iterator[Place]:
    """Yield five people of a department.

    Those of a body's office sign in by the body's short name, and act for the body as a whole too: they draft and
    sign what it proposes for itself.
    """
    body, _, part = unit.partition(".")
    is_office = part == "VP"
    stem = (body if is_office else unit).lower()
    units = (unit, body) if is_office else (unit,)
    newcomer = RECRUITED_2019 if number % 2 else RECRUITED_2026
    heads, officers = (tuple(f"{role}@{code}" for code in units) for role in ("unit_head", "unit_officer"))
    yield Place(f"{stem}.truong", unit, "Trưởng đơn vị", "head", heads)
    yield Place(f"{stem}.pho", unit, "Phó trưởng đơn vị", "vice" if number < 2 else "vice_gap", (f"unit_head@{unit}",))
    yield Place(f"{stem}.canbo", unit, "Chuyên viên chính", "officer", officers)
    yield Place(f"{stem}.cv1", unit, "Chuyên viên", "staff")
    yield Place(f"{stem}.cv2", unit, "Chuyên viên", "newcomer", (), newcomer)


def _unions(body: Body) -> Iterator[Place]:
    """Yield who speaks for the young and for the veterans of a body on its council."""
    low = body.code.lower()
    yield Place(f"{low}.doantn", body.code, "Bí thư Đoàn Thanh niên", "officer")
    yield Place(f"{low}.ccb", body.code, "Chủ tịch Hội Cựu chiến binh", "officer")


def _central_places() -> list[Place]:
    head, officer = (f"central_head@{CENTRAL}",), (f"central_officer@{CENTRAL}",)
    return [
        Place("banth.truong", CENTRAL, "Trưởng ban", "leader", head),
        Place("banth.pho", CENTRAL, "Phó Trưởng ban", "leader", head),
        Place("banth.canbo", f"{CENTRAL}.V1", "Chuyên viên chính", "officer", officer),
        Place("banth.canbo2", f"{CENTRAL}.V1", "Chuyên viên", "officer", officer),
        Place("banth.canbo3", f"{CENTRAL}.V2", "Chuyên viên chính", "officer", officer),
        Place("banth.vanthu", f"{CENTRAL}.V2", "Chuyên viên", "staff"),
        Place("thanhtra", f"{CENTRAL}.TTR", "Thanh tra viên chính", "officer", ("auditor@*",)),
        Place("thanhtra2", f"{CENTRAL}.TTR", "Thanh tra viên", "officer", ("auditor@*",)),
        Place("quantri", f"{CENTRAL}.CNTT", "Quản trị quy trình", "officer", ("administrator@*",)),
        Place("pheduyet", f"{CENTRAL}.CNTT", "Người phê duyệt quy trình", "head", ("process_approver@*",)),
    ]


def make_people() -> list[Person]:
    """Return everybody as rows."""
    return [_person(who) for who in everybody()]


def _person(who: Somebody) -> Person:
    name = who.identity.full_name
    return Person(
        id=who.id,
        code=who.place.code,
        full_name=name,
        sort_key=name_sort_key(name),
        search=fold_text(name),
        sex=who.identity.sex,
        birth_year=who.identity.birth_year,
        ethnicity=who.identity.ethnicity,
        position=who.place.position,
        recruited_on=who.place.recruited_on,
        unit_code=who.place.unit,
        is_example=True,
    )


def make_posts() -> list[Post]:
    """Return every post held; one more has ended, to show that posts do."""
    posts = [_post(who, role) for who in everybody() for role in who.place.roles]
    former = _post(find_somebody("vksndtc.pho"), "unit_head@VKSNDTC.V14")
    former.valid_to = date(2018, 12, 31)
    return [*posts, former]


def _post(who: Somebody, principal: str) -> Post:
    role, _, scope = principal.partition("@")
    return Post(
        id=uuid5(who.id, principal),
        person_id=who.id,
        role=role,
        unit_code=None if scope == "*" else scope,
        title=who.place.position,
        valid_from=SINCE,
    )
