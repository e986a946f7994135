"""What people answer on the way of a Government Emulation Flag, step by step."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from engine.base import clock
from engine.base.clock import local_zone

DAY = "%d/%m/%Y"


def today(days: int = 0) -> str:
    """Return a day as people write it."""
    return (clock.today() + timedelta(days=days)).strftime(DAY)


def hour(days: int) -> tuple[str, str]:
    """Return a day and an hour as people write them."""
    return today(days), clock.now().astimezone(local_zone()).strftime("%H:%M")


def report_file(folder: Path) -> Path:
    """Return a small PDF to attach."""
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    table = b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
    path = folder / "bao-cao-thanh-tich.pdf"
    path.write_bytes(body + table + b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n101\n%%EOF\n")
    return path


def dossier(report: Path) -> dict[str, Any]:
    """Return a dossier's answers."""
    return {
        "dossier.summary": "Hoàn thành vượt mức các chỉ tiêu, nhiệm vụ công tác năm; nội bộ đoàn kết.",
        "dossier.achievements.0.content": "Nhiệm vụ trọng tâm được giao",
        "dossier.achievements.0.result": "108% kế hoạch năm",
        "dossier.discipline": "no",
        "dossier.report": report,
        "dossier.truthful": True,
    }


INTAKE_RETURN = {"decision": "return", "missing": ["minutes"], "comment": "Đề nghị bổ sung biên bản bình xét."}
SUPPLEMENT = {"decision": "resubmit", "note": "Đã bổ sung biên bản bình xét của đơn vị."}
APPROVE = {"decision": "approve"}
APPRAISAL = {"opinion": "qualified", "note": "Hồ sơ đủ thành phần, thành tích rõ ràng."}
PUBLICATION = {"has_complaint": False, "summary": "Không có ý kiến phản ánh."}


def session_plan() -> dict[str, Any]:
    """Return the plan of a council's session held now, on all that waits."""
    return {"kind": "meeting", "held_at": hour(0), "closes_at": hour(days=5), "place": "Phòng họp", "everything": True}


OPENING = {"decision": "open", "reason": "Hệ thống chưa có bỏ phiếu kín; Hội đồng nhất trí biểu quyết công khai."}
SHEET = {"others": "yes"}
COUNCIL_MINUTES = {"document_no": "12/BB-HĐTĐKT", "proceedings": "Hội đồng thảo luận, biểu quyết từng hồ sơ."}
COUNCIL_SIGNED = {"decision": "approve", "signed_on": today()}


def signature(number: str) -> dict[str, Any]:
    """Return the leader's approval."""
    return {"decision": "approve", "document_no": number, "signed_on": today()}


MINUTES = {"document_no": "03/BB-KNC", "signed_on": today(), "confirmed": True}
COSIGNED = {"confirmed": True}
RECEIPT = {"document_no": "1204/Đến", "received_on": today(), "originals": 2}
CONSULTED = {"bodies": "Ủy ban Kiểm tra Trung ương", "answered": "all", "summary": "Các cơ quan đều nhất trí."}
SUBMITTED = {"decision": "approve", "document_no": "88/TTr-BTĐKT", "submitted_on": today()}
DECIDED = {"granted": True, "document_no": "1500/QĐ-TTg", "decided_on": today()}
