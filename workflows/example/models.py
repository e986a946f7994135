"""Exemplary models of the example: one that others took over, one published, one checked, one just recorded."""

from datetime import UTC, date, datetime

from engine.model.base import new_id
from workflows.registers.models.model import ExemplaryModel, ModelKind, ModelNote, ModelState, NoteKind
from workflows.registers.organisation.folding import fold_text

_BY = {"found_by": "example", "found_by_name": "Cán bộ thi đua (ví dụ)"}
_CHECKED = {"checked_by": "example-2", "checked_by_name": "Vụ Thi đua - Khen thưởng (ví dụ)"}
_PUBLISHED = {"published_by": "example-2", "published_by_name": "Vụ Thi đua - Khen thưởng (ví dụ)"}
_SAID = (
    (
        "Mô hình “Một cửa điện tử” giải quyết hồ sơ (ví dụ)", "VKSNDTC.VP", ModelKind.COLLECTIVE, ModelState.PUBLISHED,
        "Tiếp nhận và theo dõi hồ sơ trên một đầu mối, báo tự động khi gần đến hạn.",
        "Thời gian giải quyết giảm từ 12 còn 7 ngày làm việc; không còn hồ sơ quá hạn trong 6 tháng.",
    ),
    (
        "Tổ tuyên truyền pháp luật lưu động (ví dụ)", "BTP", ModelKind.COLLECTIVE, ModelState.PUBLISHED,
        "Mỗi tháng hai buổi về cơ sở, giải đáp theo câu hỏi của người dân.", "46 buổi, hơn 3.000 lượt người nghe.",
    ),
    (
        "Người cán bộ tận tụy với cơ sở (ví dụ)", "BCA", ModelKind.INDIVIDUAL, ModelState.CHECKED,
        "Bám địa bàn, hòa giải kịp thời mâu thuẫn trong nhân dân.", "",
    ),
    (
        "Giảm giấy tờ trong hồ sơ khen thưởng (ví dụ)", "TTCP", ModelKind.COLLECTIVE, ModelState.FOUND,
        "Không yêu cầu nộp lại giấy tờ đã có trong sổ danh hiệu.", "",
    ),
)  # fmt: skip
_NOTES = ((NoteKind.VISIT, "KTNN", date(2026, 4, 14)), (NoteKind.REPLICATION, "TANDTC", date(2026, 6, 1)))


def make_models() -> list[ExemplaryModel]:
    """Return the models, each as it would stand after its last step."""
    return [_model(number, *said) for number, said in enumerate(_SAID)]


def _model(number: int, name: str, unit: str, kind: ModelKind, state: ModelState, *texts: str) -> ExemplaryModel:
    at = datetime(2026, 3, 2 + number, 2, tzinfo=UTC)
    made = ExemplaryModel(id=new_id(), name=name, search=f" {fold_text(name)}", kind=kind, unit_code=unit, year=2026)
    made.summary, made.results = texts
    made.state, made.reason, made.found_at = state, "", at
    steps = [_BY, *([_CHECKED] if state != ModelState.FOUND else []), *([_PUBLISHED] if state == "published" else [])]
    for name_, value in {key: value for step in steps for key, value in step.items()}.items():
        setattr(made, name_, value)
    made.checked_at = None if state == ModelState.FOUND else at.replace(day=12)
    made.published_at = at.replace(day=16) if state == ModelState.PUBLISHED else None
    return made


def make_notes(model: ExemplaryModel) -> list[ModelNote]:
    """Return a visit to a model and its replication."""
    at = datetime(2026, 6, 2, 2, tzinfo=UTC)
    said = {"text": "", "by_id": "example", "by_name": "Cán bộ thi đua (ví dụ)", "at": at, "model_id": model.id}
    return [ModelNote(id=new_id(), kind=kind, unit_code=unit, since=day, **said) for kind, unit, day in _NOTES]
