"""Documents of a bloc: the synthesis report at mid-year, and the record of the count of its vote."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine.base.clock import local_day
from engine.store.instances import instances_for, variables_of
from workflows.across.documents.content import Content, Heading, Section, Table
from workflows.across.documents.contents.handed import voted_on as handed_over
from workflows.across.documents.contents.letterhead import award_named, hour
from workflows.across.documents.contents.naming import percent
from workflows.across.documents.contents.rolls import asides_told, on_paper, opening_told, roll_sections
from workflows.across.documents.contents.years.members import MIDYEAR, results_told
from workflows.across.documents.contents.years.sheet import said_in, signed_by_head, year_content
from workflows.across.documents.contents.years.teams import signed_by_tellers, team_told
from workflows.procedures.bloc_year.counting import FLAG
from workflows.procedures.bloc_year.store import papers_of
from workflows.registers.ballot.model import CHOICES, Ballot, BallotContest
from workflows.registers.ballot.roll import rolls_of
from workflows.registers.ballot.sheets import count_of, sheets_told
from workflows.registers.ballot.store import ballots_of, count_choices
from workflows.registers.organisation.store import bloc_members, find_bloc_year
from workflows.registers.sources import plain_source


def was_reviewed(session: Session, scope: str) -> bool:
    """Tell whether a bloc has held its mid-year review."""
    return bool(_review(session, scope))


def has_voted(session: Session, scope: str) -> bool:
    """Tell whether a vote of a bloc is closed."""
    return bool(_closed(session, scope))


def voted_on(session: Session, scope: str) -> date | None:
    """Return the day on which a bloc's newest vote was closed."""
    closed_at = _closed(session, scope)[0].closed_at
    return local_day(closed_at) if closed_at else None


def midyear_report(session: Session, scope: str) -> Content:
    """Return the synthesis report (báo cáo tổng hợp) of the mid-year review, once it was held."""
    year = find_bloc_year(session, scope)
    review = _review(session, scope)
    names = {body.code: body.name for body in bloc_members(session, scope)}
    order = list(names)
    papers = sorted(papers_of(session, scope, MIDYEAR), key=lambda one: order.index(one.body_code))
    rows = [
        [str(n), names[p.body_code], *(str(p.answers[k]) for k in ("tasks_planned", "tasks_done", "movements"))]
        for n, p in enumerate(papers, 1)
    ]
    totals = [str(sum(int(row[column]) for row in rows)) for column in (2, 3, 4)]
    head = ["TT", "Đơn vị", "Nhiệm vụ theo kế hoạch", "Đã hoàn thành", "Phong trào"]
    models = [f"{names[p.body_code]}: {p.answers['model']}" for p in papers if p.answers.get("model")]
    sections = [
        Section("I. Kết quả chung", [str(review.get("synthesis") or "")]),
        Section("II. Số liệu", table=Table(head, [*rows, ["", "Cộng", *totals]])),
        Section("III. Kết quả, khó khăn, kiến nghị của từng đơn vị", table=results_told(session, scope)),
        Section("IV. Ý kiến thảo luận", [str(review.get("discussion") or "")]),
        Section("V. Điển hình tiên tiến", [str(review.get("models") or ""), *models]),
        Section("VI. Phương hướng 6 tháng cuối năm", [str(review.get("directions") or "")]),
    ]
    about = f"Sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm {year.year} của {year.bloc.name}"
    return year_content(session, year, Heading("BC", "BÁO CÁO", about), sections, signed_by_head(session, year))


def count_record(session: Session, scope: str) -> Content:
    """Return the record of the count (biên bản kiểm phiếu) of the bloc's newest vote, once closed."""
    year = find_bloc_year(session, scope)
    ballot = _closed(session, scope)[0]
    voted = sum(seat.participated_at is not None for seat in ballot.seats)
    grounds = plain_source(ballot.source) or "…"
    opening = [
        f"Hình thức: biểu quyết công khai, mở lúc {hour(ballot.opened_at)}, đóng lúc {hour(ballot.closed_at)}.",
        f"Số đơn vị thành viên: {len(ballot.seats)}. Số đơn vị đã biểu quyết: {voted}.",
        *team_told(session, year, FLAG),
        sheets_told(len(ballot.seats), voted, count_of(session, scope, FLAG)),
        f"Hình thức xét: {award_named(session, ballot.award_code)}. Căn cứ tỷ lệ: {grounds}.",
        *opening_told(rolls := [one for one in rolls_of(session, scope) if one.opened_at == ballot.opened_at]),
    ]
    sections = [
        Section("I. Phiên biểu quyết", opening),
        *([Section("Đơn vị không tham gia biểu quyết", aside)] if (aside := asides_told(rolls)) else []),
        Section("II. Kết quả kiểm phiếu", table=_counts(session, ballot)),
        *roll_sections("III. Ý kiến của từng đơn vị (biểu quyết công khai)", rolls),
        Section("Kết luận", [*_concluded(session, ballot), *_proposed(session, ballot)]),
    ]
    about = f"Bình xét của {year.bloc.name} năm {year.year}"
    heading = Heading("BB", "BIÊN BẢN KIỂM PHIẾU", about)
    content = year_content(session, year, heading, sections, signed_by_tellers(session, year, FLAG))
    return replace(content, made_of=handed_over(ballot.contests))


def _concluded(session: Session, ballot: Ballot) -> list[str]:
    """Return for each nomination how many bodies were for it; the winners are named once the vote is settled."""
    counted, seats = count_choices(session, ballot.id), len(ballot.seats)
    votes = [(one, counted.get((one.no, "yes"), 0)) for one in ballot.contests if not one.struck]
    return [f"{on_paper(one.title)}: {yes}/{seats} phiếu đồng ý, đạt {percent(yes, seats)}." for one, yes in votes]


def _proposed(session: Session, ballot: Ballot) -> list[str]:
    """Return who the bloc proposes by this vote, once it is settled."""
    runs = instances_for(session, ballot.scope)
    said = variables_of(session, runs[-1].id) if runs else {}
    chosen = {str(one) for one in [*(said.get("settled_winners") or []), *(said.get("winners") or [])]}
    named = "; ".join(on_paper(one.title) for one in ballot.contests if one.nomination in chosen and not one.struck)
    return [f"Được suy tôn, đề nghị tặng {award_named(session, ballot.award_code)}: {named}."] if named else []


def _counts(session: Session, ballot: Ballot) -> Table:
    counted = count_choices(session, ballot.id)
    rows = [
        [str(c.no), on_paper(c.title), *(_count(c, counted.get((c.no, choice), 0)) for choice in CHOICES)]
        for c in ballot.contests
    ]
    return Table(["TT", "Hồ sơ", "Đồng ý", "Không đồng ý", "Không có ý kiến"], rows)


def _count(contest: BallotContest, votes: int) -> str:
    return "–" if contest.struck else str(votes)


def _closed(session: Session, scope: str) -> list[Ballot]:
    return [one for one in ballots_of(session, scope) if one.closed_at is not None]


def _review(session: Session, scope: str) -> Mapping[str, Any]:
    return said_in(session, scope).get("review") or {}
