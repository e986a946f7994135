"""The score table of a bloc's year (bảng điểm): who stands where, and the points of each member on each criterion."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from workflows.across.documents.content import Content, Heading, Section, Table
from workflows.across.documents.contents.years.sheet import done_on, said_in, signed_by_both, year_content
from workflows.procedures.bloc_year.model import BlocScore
from workflows.procedures.bloc_year.scoring import PENALTY, disputes_of, ranking_of
from workflows.procedures.bloc_year.store import scores_of
from workflows.registers.organisation.store import find_bloc_year

STEPS = ("cross_check", "settle_disputes", "settle_by_head")


def is_ranked(session: Session, scope: str) -> bool:
    """Tell whether the members of a bloc are ranked and no points are in dispute."""
    return bool(said_in(session, scope).get("ranking")) and not disputes_of(session, scope)


def ranked_on(session: Session, scope: str) -> date | None:
    """Return the day on which the last points were checked or settled."""
    days = [found for step in STEPS if (found := done_on(session, scope, step)) is not None]
    return max(days, default=None)


def score_table(session: Session, scope: str) -> Content:
    """Return the score table of a bloc's year, once all members are ranked."""
    year, ranking = find_bloc_year(session, scope), ranking_of(session, scope)
    places = [[str(row["place"]), row["name"], points(row["total"])] for row in ranking]
    sections = [Section("I. Tổng hợp, xếp hạng", table=Table(["Xếp thứ", "Đơn vị", "Tổng điểm"], places))]
    sections.append(Section("II. Điểm từng tiêu chí"))
    sections += [
        Section(f"{n}. {row['name']}", table=_sheet(scores_of(session, scope, row["body"])))
        for n, row in enumerate(ranking, 1)
    ]
    about = f"Công tác thi đua, khen thưởng năm {year.year} của {year.bloc.name}"
    return year_content(session, year, Heading("BĐ", "BẢNG ĐIỂM", about), sections, signed_by_both(session, year))


def _sheet(scores: Sequence[BlocScore]) -> Table:
    head = ["TT", "Tiêu chí", "Điểm tối đa", "Tự chấm", "Kiểm tra chéo", "Điểm thống nhất"]
    rows = [
        [str(n), _named(one), *(points(given) for given in (one.most, one.self_score, one.checked, one.agreed))]
        for n, one in enumerate(sorted(scores, key=lambda one: (one.kind == PENALTY, -one.most)), 1)
    ]
    return Table(head, rows)


def _named(one: BlocScore) -> str:
    return f"Điểm trừ: {one.criterion}" if one.kind == PENALTY else one.criterion


def points(given: Decimal | None) -> str:
    """Return points with a comma, without noughts behind it (`17,5`, `20`); a dash where none were given."""
    if given is None:
        return "–"
    return f"{given:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{given:f}" else f"{given:f}"
