"""Movements of the example: one that runs and was reviewed at mid-term, one that is over and closed."""

from datetime import UTC, date, datetime

from engine.model.base import Base, new_id
from workflows.example.bodies import CENTRAL
from workflows.registers.movements.model import Movement, MovementMember, MovementReport, MovementState
from workflows.registers.numbering.model import SeriesCounter
from workflows.registers.organisation.folding import fold_text

_DEPARTMENT, _LEADER = "Vụ Thi đua - Khen thưởng (ví dụ)", "Lãnh đạo cơ quan (ví dụ)"
RUNNING_CODE, RUNNING_NAME = "PT-2026-001", "Đơn giản hóa thủ tục, nâng cao chất lượng xét khen thưởng (ví dụ)"
_BY = {"by_id": "example", "by_name": "Cán bộ thi đua (ví dụ)"}


def _movement(code: str, name: str, unit: str, begins_on: date, **said: object) -> Movement:
    began = datetime(begins_on.year, begins_on.month, begins_on.day, 2, tzinfo=UTC)
    made = Movement(code=code, name=name, search=f" {fold_text(name)}", unit_code=unit, begins_on=begins_on, **said)
    made.drafted_at = made.checked_at = made.launched_at = began
    made.drafted_by, made.drafted_by_name = "example", _BY["by_name"]
    made.checked_by, made.checked_by_name = "example-2", _DEPARTMENT
    made.launched_by, made.launched_by_name = "example-3", _LEADER
    return made


def make_movements() -> list[Movement]:
    """Return the movements, the one that runs first."""
    running = _movement(
        RUNNING_CODE, RUNNING_NAME, "VKSNDTC", date(2026, 1, 15),
        goals="Giảm một phần ba thời gian xét; không yêu cầu nộp lại giấy tờ đã có.",
        criteria="Tỷ lệ hồ sơ giải quyết trước hạn; số giấy tờ cắt giảm; số sáng kiến được công nhận.",
        subjects="Tập thể, cá nhân thuộc ngành Kiểm sát nhân dân.",
        ends_on=date(2027, 6, 30), mid_due=date(2026, 7, 15), final_due=date(2027, 7, 31),
        state=MovementState.MID_REVIEWED, mid_held_on=date(2026, 7, 10),
        mid_results="Thời gian xét giảm từ 25 còn 18 ngày làm việc; 12 đơn vị đăng ký, 9 đơn vị vượt mục tiêu.",
    )  # fmt: skip
    closed = _movement(
        "PT-2021-001", "Chung sức vì cơ sở (ví dụ)", CENTRAL, date(2021, 3, 1), for_all=True,
        goals="Mỗi cơ quan giúp đỡ ít nhất một xã khó khăn.",
        criteria="Số việc làm được cho cơ sở, có xác nhận của địa phương.",
        subjects="Tập thể, cá nhân trong cả nước.",
        ends_on=date(2025, 12, 31), mid_due=date(2023, 9, 30), final_due=date(2026, 1, 31),
        state=MovementState.CLOSED, mid_held_on=date(2023, 9, 20), mid_results="31 xã được giúp đỡ.",
        final_held_on=date(2026, 1, 20), final_results="64 xã được giúp đỡ; 40 tập thể tiêu biểu được biểu dương.",
        closed_at=datetime(2026, 1, 30, 2, tzinfo=UTC),
    )  # fmt: skip
    return [running, closed]


def make_taking_part() -> list[list[Base]]:
    """Return who takes part, what they reported, and the numbers given; table by table."""
    at = datetime(2026, 2, 2, 2, tzinfo=UTC)
    units = (("VKSNDTC.VP", "Cắt giảm 4 loại giấy tờ."), ("VKSNDTC.V15", "Xét trong 15 ngày làm việc."))
    members = [
        MovementMember(id=new_id(), movement_code=RUNNING_CODE, unit_code=unit, targets=targets, at=at, **_BY)
        for unit, targets in units
    ]
    told = "6 tháng đầu năm: bỏ 3 loại giấy tờ, 96 % hồ sơ trước hạn."
    report = MovementReport(id=new_id(), movement_code=RUNNING_CODE, unit_code="VKSNDTC.VP", text=told, **_BY)
    report.at = datetime(2026, 7, 1, 2, tzinfo=UTC)
    return [[*members], [report], [SeriesCounter(series="PT", year=year, last=1) for year in (2021, 2026)]]
