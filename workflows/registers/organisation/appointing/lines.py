"""What is to be given or ended, line by line: from a form, or from a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engine.base import clock
from engine.base.text import N_, Text
from engine.sheets import Book
from workflows.registers.organisation.sheet.columns import Column, RowError, choice, code, day
from workflows.registers.organisation.sheet.table import find_table

SEAT = "seat:"
# What people write in a file, and what the roles are called.
VOCABULARY: Mapping[str, str] = {
    "Cán bộ đơn vị": "unit_officer",
    "Thủ trưởng đơn vị": "unit_head",
    "Vụ Thi đua - Khen thưởng": "emulation_dept",
    "Lãnh đạo cơ quan": "body_leader",
    "Chủ tịch Hội đồng": "seat:chair",
    "Phó Chủ tịch Hội đồng": "seat:vice",
    "Ủy viên Hội đồng": "seat:member",
    "Thư ký Hội đồng": "seat:secretary",
    "Người bỏ phiếu trong khối": "bloc_voter",
    "Chuyên viên Ban TĐKT Trung ương": "central_officer",
    "Lãnh đạo Ban TĐKT Trung ương": "central_head",
    "Thanh tra, kiểm tra": "auditor",
    "Quản trị viên": "administrator",
    "Người phê duyệt quy trình": "process_approver",
}
ROLE_WORDS: Mapping[str, str] = {
    "unit_officer": N_("officer of the unit"),
    "unit_head": N_("head of the unit"),
    "emulation_dept": N_("emulation department"),
    "body_leader": N_("leader of the body"),
    "seat:chair": N_("chair of the council"),
    "seat:vice": N_("vice chair of the council"),
    "seat:member": N_("member of the council"),
    "seat:secretary": N_("secretary of the council"),
    "bloc_voter": N_("voter in the bloc or cluster"),
    "central_officer": N_("officer of the Central Board"),
    "central_head": N_("head of the Central Board"),
    "auditor": N_("inspector"),
    "administrator": N_("administrator"),
    "process_approver": N_("approver of procedures"),
}
EVERYWHERE_ROLES = frozenset({"auditor", "administrator", "process_approver"})
ACTS = {"Giao": "give", "Thôi": "end"}
COLUMNS = (
    Column("person", ("Mã cán bộ", "Mã"), code(40), is_required=True),
    Column("role", ("Vai trò", "Chức trách"), choice(VOCABULARY), is_required=True),
    Column("unit", ("Mã đơn vị", "Đơn vị", "Hội đồng"), code(80)),
    Column("day", ("Từ ngày", "Ngày"), day),
    Column("until", ("Đến ngày",), day),
    Column("act", ("Việc",), choice(ACTS)),
)
MOST_LINES = 300


@dataclass(frozen=True)
class Line:
    """One post or seat: given from a day (perhaps until another), or ended with a day as its last."""

    person: str
    role: str
    unit: str | None
    day: date
    until: date | None = None
    act: str = "give"

    def as_data(self) -> dict[str, Any]:
        """Return the line as plain values."""
        return dict(vars(self))

    @property
    def seat(self) -> str:
        """Return the role on a council, nothing where the line is about a post."""
        return self.role.removeprefix(SEAT) if self.role.startswith(SEAT) else ""


@dataclass
class Reading:
    """The lines of a file, and what is wrong in it."""

    lines: list[Line] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    notices: list[Text] = field(default_factory=list)


def lines_in(book: Book) -> Reading:
    """Return the posts and seats in a file; a line without a day begins today."""
    table = find_table(book, COLUMNS)
    found = Reading(errors=list(table.errors), notices=table.notices)
    if len(table.lines) > MOST_LINES:
        said = Text(N_("There are more than %(limit)s rows."), {"limit": MOST_LINES})
        found.errors.append(RowError(0, "", said))
    for row in table.lines if not found.errors else []:
        values, wrong = table.read(row)
        found.errors += wrong
        found.lines += [] if wrong else list(_line(values))
    return found


def _line(values: Mapping[str, Any]) -> Iterator[Line]:
    yield Line(
        person=values["person"],
        role=values["role"],
        unit=values.get("unit"),
        day=values.get("day") or clock.today(),
        until=values.get("until"),
        act=values.get("act") or "give",
    )
