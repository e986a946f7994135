"""Minutes of a bloc's two conferences: at mid-year and at the end, with who came and what was said."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.base.clock import local_day
from engine.store.tasks import tasks_of
from workflows.across.documents.content import Content, Heading, Section, Signature, Table
from workflows.across.documents.contents.letterhead import body_named, day
from workflows.across.documents.contents.years.members import results_told
from workflows.across.documents.contents.years.sheet import paragraphs_of, said_in, word_of, year_content
from workflows.procedures.bloc_year.commands import key_of
from workflows.procedures.bloc_year.conference import Attendee, Presence, attendees_of, count_there
from workflows.procedures.bloc_year.directions.model import BlocDirection
from workflows.procedures.bloc_year.directions.store import directions_of
from workflows.procedures.bloc_year.election import POSTS
from workflows.procedures.bloc_year.model import BlocRemark
from workflows.procedures.bloc_year.store import remarks_of
from workflows.registers.organisation.model import BlocYear
from workflows.registers.organisation.store import bloc_members, find_bloc_year

REVIEW, MINUTES = "midyear_review", "sign_minutes"
OPINIONS = "Ý kiến của các đơn vị và cơ quan chỉ đạo"
CLOSING = "Biên bản được thông qua tại hội nghị và cùng ký tên."
PRESENCE = {
    Presence.PRESENT: "Có mặt",
    Presence.REPRESENTED: "Cử người dự thay",
    Presence.ABSENT: "Vắng mặt",
}


def was_held(session: Session, scope: str) -> bool:
    """Tell whether a bloc has held its mid-year conference."""
    return bool(said_in(session, scope).get("review"))


def held_on(session: Session, scope: str) -> date | None:
    """Return the day of the mid-year conference."""
    day_held: date | None = (said_in(session, scope).get("review") or {}).get("held_on")
    return day_held


def is_closed(session: Session, scope: str) -> bool:
    """Tell whether a bloc has held its year-end conference."""
    return bool(said_in(session, scope).get("minutes"))


def number_on_paper(session: Session, scope: str) -> tuple[str, date | None]:
    """Return the number and the day that the year-end minutes have on paper already, where they were entered."""
    told = said_in(session, scope).get("minutes") or {}
    symbol = str(told.get("document_no") or "").strip()
    return symbol, told.get("signed_on") if symbol else None


def closed_on(session: Session, scope: str) -> date | None:
    """Return the day of the year-end conference."""
    told = said_in(session, scope).get("minutes") or {}
    day_held: date | None = told.get("held_on") or told.get("signed_on")
    return day_held


def midyear_minutes(session: Session, scope: str) -> Content:
    """Return the minutes of the mid-year conference."""
    year, told = find_bloc_year(session, scope), said_in(session, scope)["review"]
    opinions = _opinions(session, told, _remarks(session, scope, None, _moment(session, scope, REVIEW)))
    sections = [
        *_opening(session, scope, told),
        Section(f"II. Báo cáo sơ kết của {word_of(year).lower()} trưởng", paragraphs_of(told["synthesis"])),
        Section("III. Kết quả, khó khăn, kiến nghị của từng đơn vị", table=results_told(session, scope)),
        Section(f"IV. {OPINIONS}", [*opinions, *paragraphs_of(told["discussion"])]),
        Section("V. Điển hình tiên tiến", paragraphs_of(told["models"]) or ["Không có."]),
        Section(
            "VI. Kết luận, phương hướng 6 tháng cuối năm", paragraphs_of(told["directions"]), _assigned(session, scope)
        ),
        Section(paragraphs=[CLOSING]),
    ]
    about = f"Hội nghị sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm {year.year} của {year.bloc.name}"
    return year_content(session, year, Heading("BB", "BIÊN BẢN", about), sections, _signatures(told))


def final_minutes(session: Session, scope: str) -> Content:
    """Return the minutes of the year-end conference."""
    return minutes_of(session, scope, said_in(session, scope)["minutes"])


def minutes_of(session: Session, scope: str, told: Mapping[str, Any]) -> Content:
    """Return the minutes of the year-end conference of what is told of it, as far as it is."""
    year, said = find_bloc_year(session, scope), said_in(session, scope)
    word = word_of(year).lower()
    opinions = _opinions(session, told, _remarks(session, scope, _moment(session, scope, REVIEW), None))
    sections = [
        *_opening(session, scope, told),
        Section("II. Nội dung", paragraphs_of(told.get("content"))),
        Section("III. Xếp hạng điểm thi đua", table=_ranking(said)),
        Section("IV. Bình xét, suy tôn Cờ thi đua", _flag(said.get("vote") or {})),
        Section(f"V. Bầu {word} trưởng, {word} phó năm sau", _elected(session, year, said)),
        *(results := _carried_out(session, scope)),
        Section(f"{'VII' if results else 'VI'}. {OPINIONS}", opinions or ["Không có ý kiến khác."]),
        Section(paragraphs=[CLOSING]),
    ]
    about = f"Hội nghị tổng kết công tác thi đua, khen thưởng năm {year.year} của {year.bloc.name}"
    return year_content(session, year, Heading("BB", "BIÊN BẢN", about), sections, _signatures(told))


def _opening(session: Session, scope: str, told: Mapping[str, Any]) -> list[Section]:
    """Return when and where a conference was held, who presided, who came."""
    found, members = attendees_of(told), bloc_members(session, scope)
    when = told.get("held_on") or told.get("signed_on")
    lines = [f"Thời gian: ngày {day(when)}. Địa điểm: {told.get('place') or '…'}."]
    lines.append(f"Chủ trì: {told.get('chaired_by') or '…'}. Thư ký: {told.get('secretary') or '…'}.")
    if not found:
        return [Section("I. Thời gian, địa điểm, thành phần", lines)]
    lines.append(f"Có mặt hoặc cử người dự thay: {count_there(found, members)}/{len(members)} đơn vị thành viên.")
    return [Section("I. Thời gian, địa điểm, thành phần", lines, _attendance(found))]


def _attendance(found: Sequence[Attendee]) -> Table:
    rows = [[str(n), one.name, PRESENCE[one.presence], one.who or "–"] for n, one in enumerate(found, 1)]
    return Table(["TT", "Đơn vị", "Dự họp", "Người dự"], rows)


def _opinions(session: Session, told: Mapping[str, Any], remarks: Sequence[BlocRemark]) -> list[str]:
    """Return what was said, one paragraph each: at the conference, and written to it before."""
    spoken = [f"{one.name} ({one.who}): {one.opinion}" for one in attendees_of(told) if one.opinion.strip()]
    names = {one.unit_code: body_named(session, one.unit_code).name for one in remarks}
    return spoken + [f"{names[one.unit_code]} ({one.by_name}, gửi bằng văn bản): {one.text}" for one in remarks]


def _remarks(session: Session, scope: str, since: datetime | None, until: datetime | None) -> list[BlocRemark]:
    """Return what was written to the bloc after a moment and up to another."""
    found = remarks_of(session, scope)
    return [one for one in found if (since is None or one.at > since) and (until is None or one.at <= until)]


def _moment(session: Session, scope: str, step: str) -> datetime | None:
    done = [one.completed_at for one in tasks_of(session, key_of(scope)) if one.element_id == step]
    return max((moment for moment in done if moment is not None), default=None)


def _assigned(session: Session, scope: str) -> Table | None:
    """Return what the mid-year conference gave members to do, where it gave them anything."""
    names = {body.code: body.name for body in bloc_members(session, scope)}
    found = [one for one in directions_of(session, scope) if one.step == REVIEW]
    rows = [[str(n), one.content, names[one.owner_code], day(one.due_on)] for n, one in enumerate(found, 1)]
    return Table(["TT", "Việc phải làm", "Đơn vị thực hiện", "Thời hạn"], rows) if rows else None


def _carried_out(session: Session, scope: str) -> list[Section]:
    """Return what came of all that members were given to do in the year."""
    names = {body.code: body.name for body in bloc_members(session, scope)}
    found = directions_of(session, scope)
    rows = [[str(one.no), one.content, names[one.owner_code], day(one.due_on), _came_of(one)] for one in found]
    table = Table(["TT", "Việc phải làm", "Đơn vị thực hiện", "Thời hạn", "Kết quả"], rows)
    return [Section("VI. Kết quả thực hiện các việc được giao", table=table)] if rows else []


def _came_of(one: BlocDirection) -> str:
    if one.done_at is None:
        return f"Không hoàn thành: {one.closing}" if one.closed_at else "Chưa hoàn thành"
    late = " (quá hạn)" if one.was_late else ""
    return f"Hoàn thành ngày {day(local_day(one.done_at))}{late}"


def _ranking(said: Mapping[str, Any]) -> Table:
    rows = [[str(row["place"]), row["name"], _points(row["total"])] for row in said.get("ranking") or []]
    return Table(["Hạng", "Đơn vị", "Tổng điểm thống nhất"], rows)


def _points(total: Any) -> str:
    written = f"{total:f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written).replace(".", ",")


def _flag(vote: Mapping[str, Any]) -> list[str]:
    note = paragraphs_of(vote.get("ballot_note"))
    number = f"Biên bản kiểm phiếu số {vote['document_no']}." if vote.get("document_no") else ""
    return [*note, *([number] if number else [])] or ["Kết quả theo biên bản kiểm phiếu kèm theo."]


def _elected(session: Session, year: BlocYear, said: Mapping[str, Any]) -> list[str]:
    names = {body.code: body.name for body in bloc_members(session, year.scope)}
    found = said.get("election") or {}
    titles = {"head": f"{word_of(year)} trưởng", "deputy": f"{word_of(year)} phó"}
    told = [f"{titles[post]} năm {year.year + 1}: {names.get(str(found.get(post)), '–')}" for post, _ in POSTS]
    return [f"{'; '.join(told)} (theo biên bản bầu)."]


def _signatures(told: Mapping[str, Any]) -> list[Signature]:
    """Return the signatures of secretary and chair, by the names that stand before their posts."""
    names = [str(told.get(key) or "").partition(",")[0].strip() for key in ("secretary", "chaired_by")]
    return [Signature("", "THƯ KÝ", names[0]), Signature("", "CHỦ TRÌ", names[1])]
