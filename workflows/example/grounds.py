"""Legal bases that a body of the example adds to its papers: one is printed, one waits for a second person."""

from datetime import UTC, datetime

from engine.model.base import new_id
from workflows.across.documents.bases.model import BaseMark, BaseState, LegalBase

_BODY, _PAPER = "VKSNDTC", "decision"
_AT = datetime(2019, 1, 10, 2, tzinfo=UTC)
_BY = {"added_at": _AT, "added_by": "example", "added_by_name": "Vụ Thi đua - Khen thưởng (ví dụ)"}
_PRINTED = "Quy chế thi đua, khen thưởng của cơ quan (ví dụ)"
_WAITING = "Hướng dẫn công tác thi đua, khen thưởng hằng năm của cơ quan (ví dụ)"


def make_bases() -> list[LegalBase]:
    """Return the bases, each as it would stand after its last step."""
    printed = LegalBase(id=new_id(), unit_code=_BODY, kind=_PAPER, text=_PRINTED, mark=BaseMark.READ, **_BY)
    printed.state, printed.confirmed_at = BaseState.CONFIRMED, _AT.replace(day=11)
    printed.confirmed_by_name = "Lãnh đạo cơ quan (ví dụ)"
    waiting = LegalBase(id=new_id(), unit_code=_BODY, kind=_PAPER, text=_WAITING, mark=BaseMark.MEMORY, **_BY)
    waiting.state = BaseState.WAITING
    return [printed, waiting]
