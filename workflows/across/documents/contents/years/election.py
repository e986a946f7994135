"""Minutes of the election of a bloc's next head and deputy: who took part, quorum, votes, shares, who is elected."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine.base.clock import local_day
from workflows.across.documents.content import Content, Heading, Section, Table
from workflows.across.documents.contents.letterhead import hour
from workflows.across.documents.contents.naming import percent
from workflows.across.documents.contents.told import last_done
from workflows.across.documents.contents.years.sheet import said_in, word_of, year_content
from workflows.across.documents.contents.years.teams import signed_by_tellers, team_told
from workflows.procedures.bloc_year.commands import key_of
from workflows.procedures.bloc_year.counting import ELECTION
from workflows.procedures.bloc_year.election import POSTS
from workflows.procedures.bloc_year.model import BlocPaper
from workflows.procedures.bloc_year.store import absences_of, papers_of
from workflows.registers.ballot.sheets import count_of, sheets_told
from workflows.registers.organisation.called import words_for
from workflows.registers.organisation.store import bloc_members, find_bloc_year

ELECT, DECIDE = "elect", "decide_tie"
HALF = 2
Round = Mapping[str, Any]
"""A round: its number, how many votes were cast, who got how many for each post."""


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
    names = names_of(session, scope)
    papers = {one.body_code: one for one in papers_of(session, scope, ELECT)}
    sections = [
        Section("I. Đơn vị tham gia bầu", _opening(session, scope, papers, said)),
        Section("II. Đơn vị được giới thiệu", _standing(said)),
        Section("III. Đơn vị đã bỏ phiếu", table=_voters(names, papers)),
        Section("IV. Kết quả kiểm phiếu", table=_tally(session, scope, said["election"], len(papers))),
        Section("V. Kết luận", _concluded(session, scope, said["election"], papers)),
    ]
    word = word_of(year)
    heading = Heading("BB", "BIÊN BẢN", f"Bầu {word} trưởng, {word} phó năm {year.year + 1} của {year.bloc.name}")
    return year_content(session, year, heading, sections, signed_by_tellers(session, year, ELECTION))


def _opening(session: Session, scope: str, papers: Mapping[str, BlocPaper], said: Mapping[str, Any]) -> list[str]:
    members, year = bloc_members(session, scope), find_bloc_year(session, scope)
    moments = sorted(one.at for one in papers.values())
    first, last = hour(moments[0] if moments else None), hour(moments[-1] if moments else None)
    share = f"{len(papers)}, đạt {percent(len(papers), len(members))}"
    counted = f"Số đơn vị thành viên: {len(members)}. Số đơn vị đã bầu: {share}."
    told = [f"{counted} Phiếu đầu: {first}; phiếu cuối: {last}.", *team_told(session, year, ELECTION)]
    told.append(sheets_told(len(members), len(papers), count_of(session, scope, ELECTION)))
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


def _tally(session: Session, scope: str, election: Mapping[str, Any], cast: int) -> Table:
    """Return the votes of each round, with their share of the votes cast in it."""
    if not election.get("rounds"):
        rows = [
            [row["post"], row["name"], str(row["votes"]), percent(int(row["votes"]), cast)] for row in election["tally"]
        ]
    else:
        names, many = names_of(session, scope), len(election["rounds"]) > 1
        rows = [
            [f"{title} (vòng {one['round']})" if many else title, names[body], str(votes), percent(votes, one["cast"])]
            for one in election["rounds"]
            for post, title in POSTS
            for body, votes in one["votes"].get(post, {}).items()
        ]
    bloc = find_bloc_year(session, scope).bloc.name
    numbered = [[str(n), words_for(bloc, row[0]), *row[1:]] for n, row in enumerate(rows, 1)]
    return Table(["TT", "Chức danh", "Đơn vị", "Số phiếu", "Tỷ lệ trên số phiếu bầu"], numbered)


def names_of(session: Session, scope: str) -> dict[str, str]:
    """Return the members of a bloc by their codes."""
    return {body.code: body.name for body in bloc_members(session, scope)}


def _concluded(session: Session, scope: str, election: Mapping[str, Any], papers: Mapping[str, BlocPaper]) -> list[str]:
    """Return who is elected with which share: what no round has settled is somebody's decision, said as such."""
    rounds = election.get("rounds") or [_only_round(papers)]
    names, decider = names_of(session, scope), _decider(session, scope)
    told = [_result(names, (post, title, str(election[post])), rounds, decider) for post, title in POSTS]
    bloc = find_bloc_year(session, scope).bloc.name
    return [words_for(bloc, one) for one in told]


def _only_round(papers: Mapping[str, BlocPaper]) -> Round:
    """Return the one round of a year whose release knows no other."""
    votes = {post: dict(Counter(one.answers[post] for one in papers.values())) for post, _ in POSTS}
    return {"round": 1, "cast": len(papers), "members": len(papers), "votes": votes}


def _result(names: Mapping[str, str], about: tuple[str, str, str], rounds: Sequence[Round], decider: str) -> str:
    post, title, code = about
    last = [one for one in rounds if post in one["votes"]][-1]
    counts, cast = last["votes"][post], last["cast"]
    votes, most = counts.get(code, 0), max(counts.values(), default=0)
    within = f" ở vòng {last['round']}" if len(rounds) > 1 else ""
    named = f"{title}: {names[code]}, {votes}/{cast} phiếu ({percent(votes, cast)}){within}"
    is_most = votes == most and list(counts.values()).count(votes) == 1
    if not is_most or (decider and votes * HALF <= cast):
        return f"{named}; do {decider or 'Khối trưởng'} quyết định khi bầu chưa có kết quả."
    return f"{named}, {'quá' if votes * HALF > cast else 'không quá'} nửa số phiếu bầu."


def _decider(session: Session, scope: str) -> str:
    """Return who named a head or deputy that no round had elected, where somebody did."""
    decided = last_done(session, key_of(scope), DECIDE)
    return (decided.completed_by_name or "cấp trên") if decided else ""
