"""A unit of the example with legal personality: its parts, its people and its council; it decides on base titles."""

from collections.abc import Iterator

from workflows.example.places import Place

BASE = "BTP.THADS"
STEM = BASE.lower()
UNITS = (
    (BASE, "Tổng cục Thi hành án dân sự", "General Department of Civil Judgment Enforcement", "Tổng cục THADS"),
    (f"{BASE}.V1", "Vụ Nghiệp vụ 1", "First Department of Enforcement", "Vụ NV1"),
    (f"{BASE}.V2", "Vụ Nghiệp vụ 2", "Second Department of Enforcement", "Vụ NV2"),
)
PARTS = (f"{BASE}.V1", f"{BASE}.V2")


def base_rows() -> Iterator[dict[str, str]]:
    """Yield the units as the file of units has them."""
    for code, name, name_en, short_name in UNITS:
        kind = "department" if code == BASE else "division"
        yield {"code": code, "name": name, "name_en": name_en, "short_name": short_name, "kind": kind}


def base_places() -> Iterator[Place]:
    """Yield who leads the unit, who keeps its emulation, and the people of its parts.

    Of thirteen Advanced Workers one may be a Grassroots Fighter: nobody else holds that title yet.
    """
    yield Place(f"{STEM}.lanhdao", BASE, "Tổng cục trưởng", "staff", (f"body_leader@{BASE}",))
    yield Place(f"{STEM}.pho1", BASE, "Phó Tổng cục trưởng", "staff", (f"body_leader@{BASE}",))
    yield Place(f"{STEM}.tdkt", BASE, "Trưởng phòng Thi đua - Khen thưởng", "officer", (f"emulation_dept@{BASE}",))
    yield Place(f"{STEM}.tdkt2", BASE, "Chuyên viên", "staff", (f"emulation_dept@{BASE}",))
    yield Place(f"{STEM}.thuky", BASE, "Chuyên viên, Thư ký Hội đồng", "staff", (f"council_secretary@{BASE}",))
    for unit in PARTS:
        stem = unit.lower()
        yield Place(f"{stem}.truong", unit, "Vụ trưởng", "staff", (f"unit_head@{unit}",))
        yield Place(f"{stem}.pho", unit, "Phó Vụ trưởng", "staff", (f"unit_head@{unit}",))
        yield Place(f"{stem}.canbo", unit, "Chuyên viên chính", "officer", (f"unit_officer@{unit}",))
        yield Place(f"{stem}.cv1", unit, "Chuyên viên", "staff")


def base_seats() -> Iterator[tuple[str, str]]:
    """Yield the code of a person and the role on the unit's council, in order of rank."""
    yield f"{STEM}.lanhdao", "chair"
    yield f"{STEM}.pho1", "vice"
    for unit in PARTS:
        yield f"{unit.lower()}.truong", "member"
        yield f"{unit.lower()}.pho", "member"
    yield f"{STEM}.thuky", "secretary"
