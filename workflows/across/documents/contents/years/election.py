"""Minutes of the election of a bloc's next head and deputy: who took part, quorum, votes, shares, who is elected."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine.base.clock import local_day
from workflows.across.documents.content import Content, Heading, Section, Table
from workflows.across.documents.contents.letterhead import hour
from workflows.across.documents.contents.naming import percent
from workflows.across.documents.contents.years.sheet import said_in, signed_by_both, word_of, year_content
from workflows.procedures.bloc_year.election import POSTS
from workflows.procedures.bloc_year.model import BlocPaper
from workflows.procedures.bloc_year.store import absences_of, papers_of
from workflows.registers.organisation.called import words_for
from workflows.registers.organisation.store import bloc_members, find_bloc_year

ELECT = "elect"
HALF = 2


def is_elected(session: Session, scope: str) -> bool:
    """Tell whether the next head and deputy of a bloc are elected."""
    found = said_in(session, scope).get("election") or {}
    return bool(found.get("head") and found.get("deputy"))


def elected_on(session: Session, scope: str) -> date | None:
    """Return the day of the last vote of the election."""
    papers = papers_of(session, scope, ELECT)
    return local_day(max(one.at for one in papers)) if papers else None


def election_minutes(session: Session, scope: str) -> Content:
    """Return the minutes of the election (biên bản bầu khối trưởng, khối phó)."""
    year, said = find_bloc_year(session, scope), said_in(session, scope)
    names = {body.code: body.name for body in bloc_members(session, scope)}
    papers = {one.body_code: one for one in papers_of(session, scope, ELECT)}
    sections = [
        Section("I. Đơn vị tham gia bầu", _opening(session, scope, papers, said)),
        Section("II. Đơn vị được giới thiệu", _standing(said)),
        Section("III. Đơn vị đã bỏ phiếu", table=_voters(names, papers)),
        Section("IV. Kết quả kiểm phiếu", table=_tally(said["election"], len(papers), year.bloc.name)),
        Section("V. Kết luận", _concluded(said["election"], names, papers, year.bloc.name)),
    ]
    word = word_of(year)
    heading = Heading("BB", "BIÊN BẢN", f"Bầu {word} trưởng, {word} phó năm {year.year + 1} của {year.bloc.name}")
    return year_content(session, year, heading, sections, signed_by_both(session, year))


def _opening(session: Session, scope: str, papers: Mapping[str, BlocPaper], said: Mapping[str, Any]) -> list[str]:
    members = bloc_members(session, scope)
    moments = sorted(one.at for one in papers.values())
    first, last = hour(moments[0] if moments else None), hour(moments[-1] if moments else None)
    share = f"{len(papers)}, đạt {percent(len(papers), len(members))}"
    counted = f"Số đơn vị thành viên: {len(members)}. Số đơn vị đã bầu: {share}."
    told = [f"{counted} Phiếu đầu: {first}; phiếu cuối: {last}."]
    least = ((said.get("terms") or {}).get(ELECT) or {}).get("least")
    if least is not None:
        enough = "đủ" if len(papers) * 100 >= least * len(members) else "không đủ"
        told.append(f"Số đơn vị phải tham gia để kết quả có giá trị: ít nhất {least:f}%; {enough} điều kiện.")
    absent = {one.body_code: one.reason for one in absences_of(session, scope, ELECT)}
    closed = f"không bầu; {word_of(find_bloc_year(session, scope)).lower()} đóng bầu, lý do:"
    told += [f"{body.name} {closed} {absent[body.code]}" for body in members if body.code in absent]
    return told


def _standing(said: Mapping[str, Any]) -> list[str]:
    may = "; ".join(row["label"] for row in said.get("eligible") or [])
    not_may = [f"{row['name']} không được giới thiệu: {row['reason']}." for row in said.get("excluded") or []]
    return [f"Được giới thiệu: {may}.", *not_may]


def _voters(names: Mapping[str, str], papers: Mapping[str, BlocPaper]) -> Table:
    """Return which members have voted, by whom: for whom is told to nobody."""
    rows = [
        [str(n), name, *(("Đã bầu", papers[code].by_name) if code in papers else ("Không bầu", "–"))]
        for n, (code, name) in enumerate(names.items(), 1)
    ]
    return Table(["TT", "Đơn vị", "Bỏ phiếu", "Người bỏ phiếu"], rows)


def _tally(election: Mapping[str, Any], cast: int, bloc: str) -> Table:
    rows = [
        [str(n), words_for(bloc, row["post"]), row["name"], str(row["votes"]), percent(int(row["votes"]), cast)]
        for n, row in enumerate(election["tally"], 1)
    ]
    return Table(["TT", "Chức danh", "Đơn vị", "Số phiếu", "Tỷ lệ trên số phiếu bầu"], rows)


def _concluded(
    election: Mapping[str, Any], names: Mapping[str, str], papers: Mapping[str, BlocPaper], bloc: str
) -> list[str]:
    """Return who is elected with which share: a tie is the head's decision, said as such."""
    tied = words_for(bloc, "do Khối trưởng quyết định khi số phiếu bằng nhau.")
    found = [(title, _result(post, str(election[post]), names, papers, tied)) for post, title in POSTS]
    return [f"{words_for(bloc, title)}: {result}" for title, result in found]


def _result(post: str, code: str, names: Mapping[str, str], papers: Mapping[str, BlocPaper], tied: str) -> str:
    counts = {body: sum(one.answers[post] == body for one in papers.values()) for body in names}
    votes, cast = counts[code], len(papers)
    share = f"{votes}/{cast} phiếu ({percent(votes, cast)})"
    if votes < max(counts.values()) or list(counts.values()).count(votes) > 1:
        return f"{names[code]}, {share}; {tied}"
    return f"{names[code]}, {share}, {'quá' if votes * HALF > cast else 'không quá'} nửa số phiếu bầu."
