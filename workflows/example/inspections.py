"""Inspections of the example: one plan, one visit, one remedy found done and one that is late."""

from datetime import UTC, date, datetime

from engine.model.base import Base, new_id
from workflows.registers.inspections.model import (
    InspectionPlan,
    InspectionRemedy,
    InspectionVisit,
    RemedyState,
    VisitState,
)
from workflows.registers.numbering.model import SeriesCounter
from workflows.registers.organisation.folding import fold_text

_CODE, _NAME = "KT-2026-001", "Kiểm tra công tác thi đua, khen thưởng năm 2026 (ví dụ)"
_DEPARTMENT, _OFFICER = "Vụ Thi đua - Khen thưởng (ví dụ)", "Cán bộ thi đua (ví dụ)"


def make_inspections() -> list[list[Base]]:
    """Return the plan, its visit and the remedies; table by table."""
    plan = InspectionPlan(code=_CODE, name=_NAME, search=f" {fold_text(_NAME)}", unit_code="VKSNDTC", year=2026)
    plan.content = "Việc đăng ký, chấm điểm, bình xét; hồ sơ và thời hạn giải quyết; việc thực hiện kết luận lần trước."
    plan.by_id, plan.by_name, plan.at = "example-2", _DEPARTMENT, datetime(2026, 1, 20, 2, tzinfo=UTC)
    visit = InspectionVisit(id=new_id(), plan_code=_CODE, unit_code="VKSNDTC.V15", planned_on=date(2026, 5, 12))
    visit.team, visit.state = "Trưởng đoàn: Phó Vụ trưởng; 2 thành viên (ví dụ)", VisitState.CHECKED
    visit.held_on = visit.planned_on
    visit.findings = "Hồ sơ đầy đủ; còn 3 hồ sơ quá hạn, sổ theo dõi ghi chưa kịp thời."
    visit.found_at, visit.found_by, visit.found_by_name = datetime(2026, 5, 14, 2, tzinfo=UTC), "example", _OFFICER
    visit.checked_at, visit.checked_by = datetime(2026, 5, 15, 2, tzinfo=UTC), "example-2"
    visit.checked_by_name = _DEPARTMENT
    done = _remedy(visit, "Giải quyết dứt điểm 3 hồ sơ quá hạn", date(2026, 6, 15))
    done.state, done.report = RemedyState.DONE, "Đã trình cả 3 hồ sơ ngày 05/6."
    done.reported_at, done.reported_by = datetime(2026, 6, 8, 2, tzinfo=UTC), "example"
    done.reported_by_name, done.done_by_name = _OFFICER, _DEPARTMENT
    done.done_at = datetime(2026, 6, 10, 2, tzinfo=UTC)
    late = _remedy(visit, "Cập nhật sổ theo dõi hằng tuần", date(2026, 7, 1))
    return [[plan], [visit], [done, late], [SeriesCounter(series="KT", year=2026, last=1)]]


def _remedy(visit: InspectionVisit, text: str, due_on: date) -> InspectionRemedy:
    return InspectionRemedy(id=new_id(), visit_id=visit.id, text=text, unit_code=visit.unit_code, due_on=due_on)
