"""Ballot sheets (phiếu biểu quyết): a cell to mark for each case and choice, for who votes on paper."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from workflows.across.documents.content import Content, Section, Signature, Table
from workflows.across.documents.contents.letterhead import COUNCIL, PLACE, award_named, body_named, hour
from workflows.across.documents.contents.rolls import on_paper
from workflows.procedures.council_session.minutes import minutes_of
from workflows.procedures.council_session.store import find_session
from workflows.registers.ballot.store import ballots_of
from workflows.registers.organisation.called import words_for
from workflows.registers.organisation.store import find_bloc_year

TITLE = "PHIẾU BIỂU QUYẾT"
HEAD = ["TT", "Hồ sơ", "Hình thức", "Đồng ý", "Không đồng ý", "Không có ý kiến"]
HOW = "Đánh dấu X vào một ô ở mỗi dòng. Dòng không đánh dấu hoặc đánh dấu từ hai ô trở lên thì không hợp lệ."
SIGNED = "(Ký, ghi rõ họ và tên)"


def is_called(session: Session, scope: str) -> bool:
    """Tell whether a bloc has been called to vote."""
    return bool(ballots_of(session, scope))


def session_sheet(session: Session, key: str) -> Content:
    """Return the sheet for the members of a council at a session."""
    found = minutes_of(session, find_session(session, key))
    body = body_named(session, found.council_code)
    rows = ((item.label, award_named(session, item.award_code, found.council_code)) for item in found.items)
    about = f"Tại phiên {found.code} của {found.council}"
    heads = (body.code, body.name, COUNCIL)
    return _sheet(heads, about, f"Hạn gửi phiếu: {hour(found.closes_at)}.", rows, "THÀNH VIÊN HỘI ĐỒNG")


def bloc_sheet(session: Session, scope: str) -> Content:
    """Return the sheet for the members of a bloc at its newest vote."""
    year, ballot = find_bloc_year(session, scope), ballots_of(session, scope)[0]
    head = body_named(session, year.head_code)
    standing = [one for one in ballot.contests if not one.struck]
    rows = [(on_paper(one.title), award_named(session, one.award_code or ballot.award_code)) for one in standing]
    about = f"Bình xét thi đua năm {year.year} của {year.bloc.name}"
    heads = (head.code, year.bloc.name, f"{words_for(year.bloc.name, 'Khối trưởng')}: {head.name}")
    return _sheet(heads, about, f"Mở biểu quyết lúc {hour(ballot.opened_at)}.", rows, "ĐẠI DIỆN ĐƠN VỊ THÀNH VIÊN")


def _sheet(heads: tuple[str, str, str], about: str, when: str, rows: Iterable[tuple[str, str]], voter: str) -> Content:
    body, superior, issuer = heads
    boxes = [[str(n), *row, "", "", ""] for n, row in enumerate(rows, 1)]
    return Content(
        body=body,
        superior=superior,
        issuer=issuer,
        code="",
        place=PLACE,
        title=TITLE,
        about=about,
        sections=[Section(paragraphs=[when, HOW], table=Table(HEAD, boxes))],
        signatures=[Signature("", voter, note=SIGNED)],
    )
