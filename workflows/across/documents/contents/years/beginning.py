"""Papers with which a bloc's year begins: plan (with regulation and scale), launch, covenant with its signed page."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from engine.base.clock import local_day
from engine.base.errors import NotFoundError
from workflows.across.documents.content import Content, Heading, Section, Table
from workflows.across.documents.contents.letterhead import day
from workflows.across.documents.contents.offices import title_of
from workflows.across.documents.contents.years.sheet import (
    bases_of,
    done_on,
    paragraphs_of,
    said_in,
    signed_by_both,
    signed_by_head,
    word_of,
    year_content,
)
from workflows.procedures.bloc_year.model import BlocAbsence, BlocPaper, BlocScore
from workflows.procedures.bloc_year.scoring import PENALTY
from workflows.procedures.bloc_year.store import absences_of, papers_of, scores_of
from workflows.registers.organisation.model import Unit
from workflows.registers.organisation.store import bloc_members, find_bloc_year, find_person

SIGN = "sign_covenant"
FIRST, LAST = ("core", "party", "emulation"), ("bonus", PENALTY)


def is_agreed(session: Session, scope: str) -> bool:
    """Tell whether the drafts of a bloc's year are agreed: the head goes on to the launch."""
    return bool((said_in(session, scope).get("revision") or {}).get("decision") == "sign")


def agreed_on(session: Session, scope: str) -> date | None:
    """Return the day on which the drafts were agreed."""
    return done_on(session, scope, "revise_documents")


def is_launched(session: Session, scope: str) -> bool:
    """Tell whether the movement of a bloc's year is launched."""
    return bool(said_in(session, scope).get("launch_note"))


def launched_on(session: Session, scope: str) -> date | None:
    """Return the day on which the movement was launched."""
    held_on: date | None = (said_in(session, scope).get("launch_note") or {}).get("held_on")
    return held_on


def is_signed(session: Session, scope: str) -> bool:
    """Tell whether every member has signed the covenant, or the bloc has gone on without it."""
    settled = {one.body_code for one in papers_of(session, scope, SIGN)}
    settled |= {one.body_code for one in absences_of(session, scope, SIGN)}
    return bool(settled) and all(body.code in settled for body in bloc_members(session, scope))


def signed_on(session: Session, scope: str) -> date | None:
    """Return the day on which the last member signed the covenant, or the bloc went on without it."""
    moments = [one.at for one in papers_of(session, scope, SIGN)]
    moments += [one.at for one in absences_of(session, scope, SIGN)]
    return local_day(max(moments)) if moments else None


def plan(session: Session, scope: str) -> Content:
    """Return the plan of the year (kế hoạch), with the regulation and the scale of points enclosed."""
    year, drafts = find_bloc_year(session, scope), said_in(session, scope)["drafts"]
    word = word_of(year)
    enclosed = [Section(f"A. Quy chế hoạt động của {word.lower()}", paragraphs_of(drafts["regulation"]))]
    enclosed += _scales(session, scope, paragraphs_of(drafts["scale_note"]))
    about = f"Công tác thi đua, khen thưởng năm {year.year} của {year.bloc.name}"
    parts = {"bases": bases_of(session, year, "year_plan"), "enclosed": enclosed}
    parts["enclosed_title"] = f"QUY CHẾ HOẠT ĐỘNG VÀ THANG ĐIỂM CỦA {word.upper()}"
    sections = [Section(paragraphs=paragraphs_of(drafts["plan"]))]
    return year_content(
        session, year, Heading("KH", "KẾ HOẠCH", about), sections, signed_by_head(session, year), **parts
    )


def _scales(session: Session, scope: str, note: list[str]) -> Iterator[Section]:
    """Return the scale of points, once for all members that have the same."""
    alike: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for body in bloc_members(session, scope):
        scores = sorted(scores_of(session, scope, body.code), key=lambda one: (_rank(one.kind), -one.most))
        rows = tuple(_criterion(one) for one in scores)
        alike.setdefault(rows, []).append(body.name)
    yield Section("B. Thang điểm", note)
    for rows, names in alike.items():
        numbered = [[str(n), *row] for n, row in enumerate(rows, 1)]
        yield Section(f"Áp dụng cho: {'; '.join(names)}", table=Table(["TT", "Tiêu chí", "Điểm tối đa"], numbered))


def _rank(kind: str) -> int:
    """Return where criteria of a kind stand on a scale: the core tasks first, bonus and penalties last."""
    order = (*FIRST, "", *LAST)
    return order.index(kind if kind in order else "")


def _criterion(one: BlocScore) -> tuple[str, str]:
    most = f"{one.most:f}".rstrip("0").rstrip(".").replace(".", ",")
    return (f"Điểm trừ: {one.criterion}", f"-{most}") if one.kind == PENALTY else (one.criterion, most)


def launch(session: Session, scope: str) -> Content:
    """Return the announcement (thông báo) with which the movement of the year is launched."""
    year, told = find_bloc_year(session, scope), said_in(session, scope)["launch_note"]
    opening = (
        f"Ngày {day(told['held_on'])}, {year.bloc.name} phát động phong trào thi đua năm {year.year} "
        f"với chủ đề: “{told['theme']}”."
    )
    names = "; ".join(body.name for body in bloc_members(session, scope))
    sections = [
        Section(paragraphs=[opening]),
        Section("1. Nội dung phong trào thi đua", paragraphs_of(told["content"])),
        Section("2. Đơn vị tham gia", [f"{names}."]),
    ]
    heading = Heading("TB", "THÔNG BÁO", f"Phát động phong trào thi đua năm {year.year} của {year.bloc.name}")
    parts = {"bases": bases_of(session, year, "year_launch")}
    return year_content(session, year, heading, sections, signed_by_head(session, year), **parts)


def covenant(session: Session, scope: str) -> Content:
    """Return the covenant (giao ước thi đua) with who signed it for which member, in their order."""
    year, drafts = find_bloc_year(session, scope), said_in(session, scope)["drafts"]
    opening = f"Các đơn vị thành viên của {year.bloc.name} cùng ký kết giao ước thi đua năm {year.year} như sau:"
    sections = [
        Section(paragraphs=[opening]),
        Section("I. Nội dung giao ước", paragraphs_of(drafts["covenant"])),
        Section("II. Các đơn vị ký giao ước", _counted(session, scope), _signed_page(session, scope)),
    ]
    heading = Heading("GƯ", "BẢN GIAO ƯỚC THI ĐUA", f"Năm {year.year} của {year.bloc.name}")
    parts = {"bases": bases_of(session, year, "covenant")}
    return year_content(session, year, heading, sections, signed_by_both(session, year), **parts)


def _counted(session: Session, scope: str) -> list[str]:
    papers, members = papers_of(session, scope, SIGN), bloc_members(session, scope)
    clusters = sum(int(one.answers.get("clusters") or 0) for one in papers)
    told = f"{len(papers)}/{len(members)} đơn vị thành viên đã ký giao ước"
    return [f"{told}; {clusters} cụm, khối trong các đơn vị đã ký giao ước."]


def _signed_page(session: Session, scope: str) -> Table:
    papers = {one.body_code: one for one in papers_of(session, scope, SIGN)}
    absences = {one.body_code: one for one in absences_of(session, scope, SIGN)}
    word = word_of(find_bloc_year(session, scope)).lower()
    rows = [
        [str(n), body.name, *_signed(session, body, papers.get(body.code), _why(absences.get(body.code), word))]
        for n, body in enumerate(bloc_members(session, scope), 1)
    ]
    return Table(["TT", "Đơn vị", "Người ký", "Chức vụ", "Ngày ký", "Ghi chú"], rows)


def _why(absence: BlocAbsence | None, word: str) -> str:
    """Return when and why the bloc, or the cluster (`word`), went on without a member; nothing where it did not."""
    return f"{word} đi tiếp ngày {day(local_day(absence.at))}, lý do: {absence.reason}" if absence else ""


def _signed(session: Session, body: Unit, paper: BlocPaper | None, went_on: str) -> Sequence[str]:
    """Return who signed for a member, in which post, on which day, and what is to be noted."""
    if paper is None:
        return ["–", "–", "–", f"Chưa ký; {went_on}" if went_on else "Chưa ký"]
    note = "; ".join(filter(None, ["Ký muộn" if paper.late else "", went_on]))
    return [paper.by_name, _post(session, paper, body), day(paper.answers.get("signed_on")), note]


def _post(session: Session, paper: BlocPaper, body: Unit) -> str:
    """Return in which post somebody signed for a body; nothing of who is not in the register of people."""
    try:
        person = find_person(session, paper.by_id)
    except NotFoundError:
        return ""
    return title_of(session, person, body.code, local_day(paper.at))
