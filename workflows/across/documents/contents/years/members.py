"""What each member reported at mid-year, as papers list it in the members' order."""

from sqlalchemy.orm import Session

from workflows.across.documents.content import Table
from workflows.procedures.bloc_year.store import papers_of
from workflows.registers.organisation.store import bloc_members

MIDYEAR = "midyear_report"


def results_told(session: Session, scope: str) -> Table:
    """Return every member's results, difficulties and proposals; who reported nothing is named too."""
    papers = {one.body_code: one.answers for one in papers_of(session, scope, MIDYEAR)}
    rows = []
    for number, body in enumerate(bloc_members(session, scope), 1):
        said = papers.get(body.code)
        told = ["Chưa báo cáo", "–"] if said is None else [_said(said.get(key)) for key in ("report", "difficulties")]
        rows.append([str(number), body.name, *told])
    return Table(["TT", "Đơn vị", "Kết quả nổi bật", "Khó khăn, kiến nghị"], rows)


def _said(text: object) -> str:
    return str(text or "").strip() or "–"
