"""Documents of a council's session: invitation, minutes, record of the count, list of who passed."""

from collections import Counter
from datetime import date

from sqlalchemy.orm import Session

from engine.base.clock import local_day
from workflows.across.documents.content import Content, Heading, Section, Signature, Table
from workflows.across.documents.contents.handed import voted_on
from workflows.across.documents.contents.letterhead import (
    ARCHIVE,
    COUNCIL,
    PLACE,
    award_named,
    body_named,
    hour,
)
from workflows.across.documents.contents.naming import percent
from workflows.across.documents.contents.rolls import aside_told, opening_told, roll_sections
from workflows.across.documents.contents.told import told_in
from workflows.procedures.council_session.minutes import Minutes, minutes_of
from workflows.procedures.council_session.model import AgendaItem, SittingKind, Teller
from workflows.procedures.council_session.outcome import GONE
from workflows.procedures.council_session.store import find_session
from workflows.registers.ballot.model import Attendance
from workflows.registers.ballot.sheets import count_of, sheets_told
from workflows.registers.organisation.store import holders_of
from workflows.registers.sources import plain_source

COUNTED = ("closed", "announced")
CONVENED = ("convened", "voting", *COUNTED)
ROLES = {
    "chair": "Chủ tịch Hội đồng",
    "vice": "Phó Chủ tịch Hội đồng",
    "member": "Ủy viên",
    "secretary": "Thư ký Hội đồng",
}
COMPARED = {">=": "từ", ">": "trên"}
BASES = {
    "all": "tổng số thành viên",
    "entitled": "số thành viên được biểu quyết",
    "present": "số thành viên có mặt hoặc gửi ý kiến bằng văn bản",
}
CHAIR = Signature("TM. HỘI ĐỒNG", "CHỦ TỊCH")
SECRETARY = Signature("", "THƯ KÝ")


def is_convened(session: Session, key: str) -> bool:
    """Tell whether a session has been convened, so that its members can be invited."""
    return find_session(session, key).state in CONVENED


def is_counted(session: Session, key: str) -> bool:
    """Tell whether the votes of a session are counted."""
    return find_session(session, key).state in COUNTED


def has_passed(session: Session, key: str) -> bool:
    """Tell whether a session is over with at least one case passed."""
    return is_counted(session, key) and any(item.passed for item in find_session(session, key).items)


def called_on(session: Session, key: str) -> date:
    """Return the day on which a session was called."""
    return local_day(find_session(session, key).created_at)


def held_on(session: Session, key: str) -> date | None:
    """Return the day of a session."""
    held_at = find_session(session, key).held_at
    return local_day(held_at) if held_at else None


def invitation(session: Session, key: str) -> Content:
    """Return the invitation (giấy mời) to a session that has been convened."""
    minutes = _minutes(session, key)
    agenda = [
        [str(item.no), item.label, award_named(session, item.award_code, minutes.council_code)]
        for item in minutes.items
    ]
    is_meeting = minutes.kind == SittingKind.MEETING
    asked = "dự phiên họp trực tiếp" if is_meeting else "cho ý kiến bằng văn bản tại phiên"
    told = [
        f"{minutes.council} trân trọng kính mời các thành viên {asked} {minutes.code}.",
        *_when(minutes),
        f"Hạn gửi phiếu biểu quyết: {hour(minutes.closes_at)}.",
    ]
    last = "Rất mong các thành viên sắp xếp thời gian tham dự." if is_meeting else "Rất mong nhận được ý kiến đúng hạn."
    sections = [Section(paragraphs=told), Section("Chương trình", table=Table(["TT", "Hồ sơ", "Hình thức"], agenda))]
    sections.append(Section(paragraphs=[last]))
    members = [f"{ROLES[member.role]} {member.name}" for member in minutes.members]
    about = f"Họp {minutes.council}, phiên {minutes.code}"
    return _content(session, minutes, Heading("GM", "GIẤY MỜI", about), sections, [CHAIR], addressed=members)


def minutes(session: Session, key: str) -> Content:
    """Return the minutes (biên bản họp) of a session whose votes are counted."""
    found = _minutes(session, key)
    present = [f"{m.name} ({ROLES[m.role]})" for m in found.members if m.attendance != Attendance.ABSENT]
    absent = [f"{m.name} ({ROLES[m.role]})" for m in found.members if m.attendance == Attendance.ABSENT]
    opening = [
        *_when(found),
        f"Chủ trì: {found.presided_by or '…'}.",
        *([f"Thư ký: {secretary}."] if (secretary := _secretary(session, found)) else []),
        f"Có mặt {found.present}/{len(found.members)} thành viên: {'; '.join(present)}.",
    ]
    if absent:
        opening.append(f"Vắng mặt, được lấy ý kiến bằng văn bản: {'; '.join(absent)}.")
    closing = f"Hội đồng thông qua {found.passed}/{len(found.items)} hồ sơ. {_ended(found)}"
    sections = [
        Section("I. Thành phần", opening),
        Section("II. Nội dung", [said] if (said := found.proceedings or _proceedings(session, key)) else []),
        Section("III. Kết quả biểu quyết", [*opening_told(found.rolls), *_aside(found)], _results(session, found)),
        *roll_sections("IV. Ý kiến của từng thành viên (biểu quyết công khai)", found.rolls),
        Section(paragraphs=[closing]),
    ]
    about = f"Họp {found.council}, phiên {found.code}"
    return _content(session, found, Heading("BB", "BIÊN BẢN", about), sections, [SECRETARY, CHAIR])


def _proceedings(session: Session, key: str) -> str:
    """Return what the secretary wrote down, which waits for the chair's signature."""
    return str((told_in(session, key, "council_session").get("minutes") or {}).get("proceedings") or "")


def count_record(session: Session, key: str) -> Content:
    """Return the record of the count (biên bản kiểm phiếu) of a session."""
    found = _minutes(session, key)
    head = ["TT", "Hồ sơ", "Đồng ý", "Không đồng ý", "Trắng", "Không gửi phiếu", "Tổng số tính", "Cần đạt", "Tỷ lệ"]
    rows = [_votes(item) for item in found.items]
    voted = sum(member.has_voted for member in found.members)
    opening = sheets_told(_issued(found), voted, count_of(session, key, "session"))
    proposed = "; ".join(item.label for item in found.items if item.passed)
    result = [f"Đủ tỷ lệ, được đề nghị: {proposed}."] if proposed else ["Không hồ sơ nào đủ tỷ lệ."]
    ruled = [item for item in found.items if item.rule]
    rules = sorted({_ruled(session, found, item) for item in ruled})
    sections = [
        Section("I. Tổ kiểm phiếu và phiếu", [*_tellers(found), opening]),
        Section("II. Kết quả kiểm phiếu", table=Table(head, rows)),
        Section("III. Tỷ lệ áp dụng", [*rules, *opening_told(found.rolls)]),
        *roll_sections("IV. Ý kiến của từng thành viên (biểu quyết công khai)", found.rolls),
        Section(paragraphs=[*result, f"Số hồ sơ đủ tỷ lệ: {found.passed}/{len(found.items)}."]),
    ]
    about = f"Kiểm phiếu phiên {found.code} của {found.council}"
    counted = Signature("TM. TỔ KIỂM PHIẾU", "TỔ TRƯỞNG", found.tellers[0].name) if found.tellers else SECRETARY
    return _content(session, found, Heading("BB", "BIÊN BẢN KIỂM PHIẾU", about), sections, [counted, CHAIR])


def _issued(found: Minutes) -> int:
    """Return how many sheets were given out: one to each member who does not stand aside from everything."""
    aside = Counter(one.member for one in found.recusals)
    return sum(aside[member.name] < len(found.items) for member in found.members)


def _tellers(found: Minutes) -> list[str]:
    """Return who counted the votes, who leads them first; nothing where nobody was chosen."""
    names = [f"{one.name}{' (Tổ trưởng)' if one.teller == Teller.LEADER else ''}" for one in found.tellers]
    return [f"Tổ kiểm phiếu gồm {len(names)} thành viên: {'; '.join(names)}."] if names else []


def passed_list(session: Session, key: str) -> Content:
    """Return the list (danh sách) of the cases that a session passed, award by award."""
    found = _minutes(session, key)
    passed = [item for item in found.items if item.passed]
    sections = [
        Section(
            award_named(session, award, found.council_code),
            table=_names(session, [i for i in passed if i.award_code == award]),
        )
        for award in dict.fromkeys(item.award_code for item in passed)
    ]
    about = f"Được {found.council} thông qua tại phiên {found.code}"
    return _content(session, found, Heading("DS", "DANH SÁCH", about), sections, [CHAIR])


def _when(found: Minutes) -> list[str]:
    """Return when and where a session was held; of one in writing, from when to when opinions came."""
    if found.kind == SittingKind.MEETING:
        return [f"Thời gian: {hour(found.held_at)}. Địa điểm: {found.place or '…'}."]
    told = "Hình thức: lấy ý kiến bằng văn bản, không họp tập trung"
    return [f"{told}; từ {hour(found.held_at)} đến {hour(found.closes_at)}."]


def _ended(found: Minutes) -> str:
    """Return the last sentence of minutes: when the vote ended, and that they are signed."""
    ended = max((roll.closed_at for roll in found.rolls if roll.closed_at is not None), default=None)
    what = "Phiên họp kết thúc" if found.kind == SittingKind.MEETING else "Việc lấy ý kiến kết thúc"
    return f"{what} lúc {hour(ended)}. Biên bản được lập, thông qua và cùng ký tên."


def _secretary(session: Session, found: Minutes) -> str:
    """Return who was the secretary of a council on the day of its session, where one person was."""
    seated = [member.name for member in found.members if member.role == "secretary"]
    on = local_day(found.held_at) if found.held_at else None
    named = seated or [one.full_name for one in holders_of(session, "council_secretary", found.council_code, on)]
    return named[0] if len(named) == 1 else ""


def _chair(found: Minutes) -> Signature:
    """Return the signature of who presided: a vice chair signs for the chair (KT.)."""
    roles = {member.name: member.role for member in found.members}
    if roles.get(found.presided_by) == "vice":
        return Signature(f"{CHAIR.authority}\nKT. {CHAIR.post}", "PHÓ CHỦ TỊCH", found.presided_by)
    return Signature(CHAIR.authority, CHAIR.post, found.presided_by)


def _aside(found: Minutes) -> list[str]:
    """Return who stood aside from what, one sentence each: the ground, why, who proposed and who confirmed it."""
    return [aside_told(one.member, one.case, one) for one in found.recusals]


def _rule(written: str) -> str:
    """Return the share asked for in words: `>= 90/100 (all)` is `từ 90/100 tổng số thành viên`."""
    comparator, _, rest = written.partition(" ")
    share, _, base = rest.partition(" ")
    return f"{COMPARED.get(comparator, comparator)} {share} {BASES.get(base.strip('()'), base)}"


def _ruled(session: Session, found: Minutes, item: AgendaItem) -> str:
    """Return which share an award asks for, and where that stands."""
    source = plain_source(item.source)
    where = f" ({source})" if source else ""
    return f"{award_named(session, item.award_code, found.council_code)}: {_rule(item.rule)}{where}."


def _names(session: Session, items: list[AgendaItem]) -> Table:
    rows = [
        [str(n), item.label, body_named(session, item.unit_code).name, f"{item.yes}/{item.base}"]
        for n, item in enumerate(items, 1)
    ]
    return Table(["TT", "Họ và tên, tập thể", "Đơn vị", "Phiếu đồng ý"], rows)


def _results(session: Session, found: Minutes) -> Table:
    head = ["TT", "Hồ sơ", "Hình thức", "Đồng ý", "Tổng số tính", "Tỷ lệ", "Kết quả"]
    rows = [
        [
            str(i.no),
            i.label,
            award_named(session, i.award_code, found.council_code),
            str(i.yes),
            str(i.base),
            percent(i.yes, i.base),
            _outcome(i),
        ]
        for i in found.items
    ]
    return Table(head, rows)


def _votes(item: AgendaItem) -> list[str]:
    counts = (item.yes, item.against, item.blank, item.not_returned, item.base, item.needed)
    return [str(item.no), item.label, *(str(count) for count in counts), percent(item.yes, item.base)]


def _outcome(item: AgendaItem) -> str:
    if item.is_put_off:
        return f"Không đưa ra biểu quyết: {item.reason}"
    if item.reason == GONE:
        return f"Không tính: {GONE}"
    return "Thông qua" if item.passed else f"Không thông qua{': ' + item.reason if item.reason else ''}"


def _minutes(session: Session, key: str) -> Minutes:
    return minutes_of(session, find_session(session, key))


def _content(  # noqa: PLR0913 - the parts of a document
    session: Session,
    minutes: Minutes,
    heading: Heading,
    sections: list[Section],
    signatures: list[Signature],
    *,
    addressed: list[str] | None = None,
) -> Content:
    body = body_named(session, minutes.council_code)
    own = {CHAIR: _chair(minutes), SECRETARY: Signature("", SECRETARY.post, _secretary(session, minutes))}
    named = [own.get(one, one) for one in signatures]
    return Content(
        body=body.code,
        superior=body.name,
        issuer=COUNCIL,
        code=f"{heading.letters}-HĐTĐKT",
        place=PLACE,
        title=heading.title,
        about=heading.about,
        sections=sections,
        signatures=named,
        addressed=addressed or [],
        made_of=voted_on(minutes.items),
        recipients=["Thành viên Hội đồng;", ARCHIVE],
    )
