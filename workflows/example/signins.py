"""Who of the example signs in to show which role."""

from typing import NamedTuple

from workflows.example.bases import BASE, STEM
from workflows.example.bodies import member_bodies
from workflows.example.people import find_somebody

_OF_A_BODY = (
    ("canbo", "Cán bộ đơn vị (Văn phòng)", "Unit officer (office of the body)"),
    ("truong", "Trưởng đơn vị (Văn phòng)", "Unit head (office of the body)"),
    ("vutdkt", "Vụ Thi đua - Khen thưởng", "Emulation department"),
    ("vutdkt2", "Vụ Thi đua - Khen thưởng, người thứ hai", "Emulation department, a second person"),
    ("thuky", "Thư ký Hội đồng", "Council secretary"),
    ("lanhdao", "Lãnh đạo cơ quan, Chủ tịch Hội đồng", "Leader of the body, chair of its council"),
    ("khoi", "Đại diện bỏ phiếu trong khối", "Voter in the bloc"),
)
_OF_BASE = (
    ("v1.canbo", "Cán bộ đơn vị", "Unit officer"),
    ("tdkt", "Thi đua - Khen thưởng", "Emulation department"),
    ("thuky", "Thư ký Hội đồng", "Council secretary"),
    ("lanhdao", "Thủ trưởng, Chủ tịch Hội đồng", "Leader, chair of its council"),
)
_CENTRAL = (
    ("banth.canbo", "Cán bộ Ban Thi đua - Khen thưởng Trung ương", "Officer of the Central Board"),
    ("banth.truong", "Trưởng Ban Thi đua - Khen thưởng Trung ương", "Head of the Central Board"),
    ("thanhtra", "Thanh tra, kiểm toán hồ sơ", "Auditor"),
    ("quantri", "Quản trị quy trình", "Administrator of processes"),
    ("pheduyet", "Phê duyệt quy trình", "Approver of processes"),
)


class SignIn(NamedTuple):
    """A person to sign in as: user name, the person's id and name, and the role in both languages."""

    username: str
    person_id: str
    name: str
    role: str
    role_en: str
    unit_code: str


def example_signins() -> list[SignIn]:
    """Return one person for each role of each body, the bloc's head first; of the unit that decides itself; of the
    Central Board.
    """
    of_bodies = [
        (f"{body.code.lower()}.{short}", f"{body.code}: {role}", f"{body.code}: {role_en}")
        for body in member_bodies()
        for short, role, role_en in _OF_A_BODY
    ]
    of_base = [(f"{STEM}.{short}", f"{BASE}: {role}", f"{BASE}: {role_en}") for short, role, role_en in _OF_BASE]
    return [_signin(*entry) for entry in (*of_bodies, *of_base, *_CENTRAL)]


def _signin(code: str, role: str, role_en: str) -> SignIn:
    who = find_somebody(code)
    return SignIn(code, str(who.id), who.identity.full_name, role, role_en, who.place.unit)
