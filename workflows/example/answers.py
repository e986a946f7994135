"""What the people of the example answer to each task."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.base.clock import local_day
from workflows.example.cases import Case
from workflows.registers.awards.achievement import ADHOC, Achievement

Answers = dict[str, Any]


@dataclass(frozen=True)
class Moment:
    """What an answer may depend on: the case, the hour, and what was returned before."""

    case: Case
    at: datetime
    seen: Mapping[str, int]

    @property
    def day(self) -> Any:
        """Return the day in Vietnam."""
        return local_day(self.at)

    def number(self, kind: str) -> str:
        """Return a document number: `17/TTr`."""
        return f"{self.case.number}/{kind}"

    def is_first(self, element: str) -> bool:
        """Tell whether a step is done for the first time."""
        return not self.seen.get(element)


def answer(element: str, moment: Moment) -> Answers:
    """Return the answers to a task of a nomination."""
    return _ANSWERS[element](moment)


def _dossier(moment: Moment) -> Answers:
    if moment.case.feat is not None and moment.case.feat.commendation_type == ADHOC:
        return {"dossier": _of_feat(moment.case.feat)}
    year = moment.case.year
    achievements = [
        {"content": "Nhiệm vụ trọng tâm được giao", "plan": "100%", "result": "108% kế hoạch năm"},
        {"content": "Cải cách thủ tục hành chính", "plan": "12 thủ tục", "result": "14 thủ tục"},
    ]
    initiative = {
        "name": f"Giải pháp nâng cao chất lượng công tác năm {year} (ví dụ)",
        "year": year,
        "decision": f"{year % 100}/QĐ-SK",
        "scope": "ministry",
    }
    return {
        "dossier": {
            "summary": f"Hoàn thành vượt mức các chỉ tiêu, nhiệm vụ công tác năm {year}; nội bộ đoàn kết (ví dụ).",
            "achievements": achievements,
            "initiatives": [initiative] if moment.case.person else [],
            "discipline": "no",
            "report": [],
            "minutes": [],
            "truthful": True,
        }
    }


def _of_feat(feat: Achievement) -> Answers:
    summary = f"{feat.feat}. Hành động dũng cảm, kịp thời, có tác dụng nêu gương trong toàn đơn vị."
    return {
        "summary": summary,
        "discipline": "no",
        "report": [],
        "minutes": [],
        "feat_certificate": [],
        "truthful": True,
    }


def _findings(_: Moment) -> Answers:
    return {"decision": "withdraw", "comment": "Chưa đủ điều kiện, đơn vị rút hồ sơ (ví dụ)."}


def _endorse(_: Moment) -> Answers:
    return {"decision": "approve", "comment": "Nhất trí đề nghị."}


def _intake(moment: Moment) -> Answers:
    if moment.case.is_returned and moment.is_first("intake"):
        comment = "Đề nghị bổ sung biên bản bình xét của đơn vị."
        return {"decision": "return", "comment": comment, "missing": ["minutes"]}
    return {"decision": "approve", "comment": None, "missing": []}


def _supplement_review(_: Moment) -> Answers:
    return {"decision": "resubmit", "note": "Đã bổ sung biên bản bình xét.", "files": [], "comment": None}


def _appraisal(moment: Moment) -> Answers:
    note = "Hồ sơ đủ thành phần, thành tích rõ ràng, có xác nhận."
    return {"opinion": "qualified", "note": note, "proposed_on": moment.day + timedelta(days=7), "files": []}


def _publication(_: Moment) -> Answers:
    return {"has_complaint": False, "summary": "Không có ý kiến phản ánh, khiếu nại, tố cáo."}


def _leader(moment: Moment) -> Answers:
    number = moment.number("TTr" if moment.case.award in {"CTDCP", "CSTDTQ", "BKTTG", "HCLD3"} else "QĐ")
    return {"decision": "approve", "document_no": number, "signed_on": moment.day, "comment": None}


def _receive(moment: Moment) -> Answers:
    return {"document_no": moment.number("Đến"), "received_on": moment.day, "originals": 2}


def _late(_: Moment) -> Answers:
    return {"comment": "Tiếp tục thẩm định; yêu cầu cơ quan trình giải trình việc gửi muộn.", "asked": True}


def _completeness(moment: Moment) -> Answers:
    if moment.case.is_returned_centrally and moment.is_first("check_completeness"):
        comment = "Báo cáo thành tích chưa có xác nhận của cấp trình."
        return {"decision": "return", "comment": comment, "missing": ["report"]}
    return {"decision": "approve", "comment": None, "missing": []}


def _supplement_central(_: Moment) -> Answers:
    return {"note": "Đã bổ sung xác nhận của cấp trình.", "files": []}


def _appraise(_: Moment) -> Answers:
    return {"opinion": "qualified", "note": "Đủ tiêu chuẩn, đủ thành phần hồ sơ theo quy định.", "files": []}


def _consult(_: Moment) -> Answers:
    summary = "Các cơ quan được lấy ý kiến đều nhất trí."
    return {"bodies": "Ủy ban nhân dân thành phố Hà Nội", "answered": "all", "summary": summary, "files": []}


def _submit(moment: Moment) -> Answers:
    number = moment.number("TTr-BTĐKT")
    return {"decision": "approve", "document_no": number, "submitted_on": moment.day, "comment": None}


def _decision(moment: Moment) -> Answers:
    is_granted = moment.case.number % 9 != 0 or moment.case.award == "CTDCP"
    return {
        "granted": is_granted,
        "document_no": moment.number("QĐ-TTg") if is_granted else None,
        "decided_on": moment.day if is_granted else None,
        "authority": "Thủ tướng Chính phủ",
        "comment": None if is_granted else "Chưa đủ điều kiện trong đợt này (ví dụ).",
        "files": [],
    }


_ANSWERS: Mapping[str, Callable[[Moment], Answers]] = {
    "prepare_dossier": _dossier,
    "review_findings": _findings,
    "endorse": _endorse,
    "intake": _intake,
    "supplement_review": _supplement_review,
    "appraisal": _appraisal,
    "publication_comments": _publication,
    "leader_sign": _leader,
    "receive": _receive,
    "consider_late": _late,
    "check_completeness": _completeness,
    "supplement_central": _supplement_central,
    "appraise": _appraise,
    "appraise_again": _appraise,
    "consult": _consult,
    "submit_pm": _submit,
    "record_decision": _decision,
}
