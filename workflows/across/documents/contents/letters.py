"""Official letters (công văn) of a review: a dossier goes back with the reasons, other bodies are asked about it.

A letter has no title: what it is about stands under its number (Decree 30/2020/NĐ-CP, Appendix I).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine.base.clock import local_day
from engine.store.tasks import tasks_of
from workflows.across.documents.content import Content, Section
from workflows.across.documents.contents.grounds import for_what, of_what
from workflows.across.documents.contents.handed import handed_over
from workflows.across.documents.contents.letterhead import ARCHIVE, PLACE, abbreviation, body_named, day
from workflows.across.documents.contents.naming import award_told, whom_told
from workflows.across.documents.contents.signing import signature_for
from workflows.across.documents.contents.told import last_done, told_in
from workflows.procedures.nomination.store import get_nomination
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import UnitKind

REVIEW, INTAKE, OPINION = "unit_review", "intake", "give_opinion"
ASKED = (
    "Đề nghị quý cơ quan cho ý kiến về việc chấp hành chủ trương, chính sách, pháp luật và thành tích của trường hợp "
    "nêu trên"
)
MISSING = {
    "request": "tờ trình, văn bản đề nghị",
    "report": "báo cáo thành tích",
    "minutes": "biên bản bình xét",
    "initiative": "giấy công nhận sáng kiến",
    "opinion": "ý kiến xác nhận của cơ quan liên quan",
}


def is_returned(session: Session, key: str) -> bool:
    """Tell whether a dossier was sent back to its unit and not accepted since."""
    return bool(_returned(session, key))


def is_asked(session: Session, key: str) -> bool:
    """Tell whether other bodies were asked for their opinion of a nomination."""
    return bool(_asked(session, key))


def received_on(session: Session, key: str) -> date | None:
    """Return the day on which a dossier was last checked for what is missing."""
    task = last_done(session, key, INTAKE)
    return local_day(task.completed_at) if task and task.completed_at else None


def return_letter(session: Session, key: str) -> Content:
    """Return the letter with which a dossier goes back (văn bản trả lại hồ sơ): why, and what is missing."""
    nomination, found = get_nomination(session, key), _returned(session, key)
    body, unit = body_named(session, nomination.reviewer).name, body_named(session, nomination.unit_code).name
    lacking = [MISSING.get(str(one), "") for one in found.get("missing") or []]
    listed = "; ".join(filter(None, lacking))
    told = [
        f"{body} nhận được hồ sơ số {nomination.code} của {unit} đề nghị tặng {_proposed(session, nomination)}.",
        f"Qua kiểm tra, hồ sơ chưa đủ điều kiện để thẩm định. Lý do: {str(found.get('comment') or '').rstrip('.')}.",
        *([f"Thành phần hồ sơ còn thiếu: {listed}."] if listed else []),
        f"{body} trả lại hồ sơ, đề nghị {unit} bổ sung, hoàn thiện và gửi lại để xem xét theo quy định.",
    ]
    award = f"{award_told(session, nomination)} {of_what(nomination)}"
    return _letter(session, nomination, f"V/v trả lại hồ sơ đề nghị tặng {award}", told, [unit])


def opinion_request(session: Session, key: str) -> Content:
    """Return the letter that asks other bodies for their opinion of a nomination (công văn lấy ý kiến)."""
    nomination = get_nomination(session, key)
    body = body_named(session, nomination.reviewer).name
    asked = [str(one["name"]) for one in _asked(session, key)]
    until = _until(session, key)
    told = [
        f"{body} đang xem xét hồ sơ số {nomination.code} đề nghị tặng {_proposed(session, nomination)}.",
        f"{ASKED} trong lĩnh vực quý cơ quan quản lý.",
        f"Ý kiến xin gửi về {body}{f' trước ngày {day(until)}' if until else ''} để tổng hợp, xem xét theo quy định.",
        "Gửi kèm: báo cáo thành tích.",
    ]
    award = f"{award_told(session, nomination)} {of_what(nomination)}"
    return _letter(session, nomination, f"V/v lấy ý kiến về việc đề nghị tặng {award}", told, asked)


def _proposed(session: Session, nomination: Nomination) -> str:
    award = f"{award_told(session, nomination)} {of_what(nomination)}"
    return f"{award} cho {whom_told(session, nomination)}{for_what(nomination)}"


def _returned(session: Session, key: str) -> Mapping[str, Any]:
    found = told_in(session, key, REVIEW).get("review_return") or {}
    return found if found.get("decision") == "return" else {}


def _asked(session: Session, key: str) -> list[Mapping[str, Any]]:
    return list(told_in(session, key, REVIEW).get("asked") or [])


def _until(session: Session, key: str) -> date | None:
    """Return the day by which the bodies asked are to answer."""
    due = [one.due_at for one in tasks_of(session, key) if one.element_id == OPINION and one.due_at is not None]
    return local_day(max(due)) if due else None


def _letter(session: Session, nomination: Nomination, about: str, told: list[str], to: list[str]) -> Content:
    body = body_named(session, nomination.reviewer)
    return Content(
        body=body.code,
        superior="" if body.kind == UnitKind.BODY else body_named(session, nomination.body_code).name,
        issuer=body.name,
        code=f"{abbreviation(body)}-TĐKT",
        place=PLACE,
        title="",
        about=about,
        sections=[Section(paragraphs=told)],
        signatures=[signature_for(session, nomination.reviewer, last_done(session, nomination.code, INTAKE))],
        addressed=to,
        made_of=handed_over(session, nomination.code),
        recipients=["Như trên;", ARCHIVE],
    )
