"""Papers on what was decided: the notice of the result to the unit that proposed, and the list of the money."""

from datetime import date

from sqlalchemy.orm import Session

from engine.base.clock import local_day
from workflows.across.documents.content import Content, Section, Table
from workflows.across.documents.contents.grounds import of_what
from workflows.across.documents.contents.letterhead import ARCHIVE, PLACE, abbreviation, body_named, day_in_full
from workflows.across.documents.contents.money import Money, money_for
from workflows.across.documents.contents.naming import award_told, whom_told
from workflows.across.documents.contents.nominations import is_granted
from workflows.across.documents.contents.signing import signature_of
from workflows.procedures.nomination.store import get_nomination
from workflows.registers.awards.model import TitleRecord
from workflows.registers.awards.store import titles_from
from workflows.registers.nominations.model import LIST, Nomination, NominationOutcome
from workflows.registers.organisation.model import UnitKind

TOLD = (NominationOutcome.AWARDED, NominationOutcome.FAILED, NominationOutcome.REJECTED)


def is_decided(session: Session, key: str) -> bool:
    """Tell whether a nomination has come to its end, for or against."""
    return get_nomination(session, key).outcome in TOLD


def decided_on(session: Session, key: str) -> date | None:
    """Return the day on which a nomination came to its end."""
    decided_at = get_nomination(session, key).decided_at
    return local_day(decided_at) if decided_at else None


def has_money(session: Session, key: str) -> bool:
    """Tell whether a body granted an award whose money is verified."""
    return is_granted(session, key) and money_for(session, get_nomination(session, key)) is not None


def notice(session: Session, key: str) -> Content:
    """Return the notice of the result (thông báo kết quả) to the unit that proposed."""
    nomination = get_nomination(session, key)
    award = f"{award_told(session, nomination)} {of_what(nomination)}"
    unit = body_named(session, nomination.unit_code).name
    granted = titles_from(session, nomination.award_code, nomination.year, key)
    told = _granted_told(nomination, award, granted, unit) if granted else _refused_told(session, nomination, award)
    heading = ("TB", "THÔNG BÁO", f"Kết quả xét tặng {award}")
    return _content(session, nomination, heading, [Section(paragraphs=told)], [unit])


def _granted_told(nomination: Nomination, award: str, granted: list[TitleRecord], unit: str) -> list[str]:
    first = granted[0]
    whom = f"{len(granted)} cá nhân, tập thể" if nomination.subject_kind == LIST else nomination.subject_name
    return [
        f"Theo {_decision_told(first)}, {award} được tặng cho {whom}.",
        f"Đề nghị {unit} thông báo đến cá nhân, tập thể được khen thưởng và công khai theo quy định.",
    ]


def _decision_told(title: TitleRecord) -> str:
    """Return the decision by which an award was given, as sentences name it."""
    return f"Quyết định số {title.decision_no or '……'} ngày {day_in_full(title.decided_on)} của {title.authority}"


def _refused_told(session: Session, nomination: Nomination, award: str) -> list[str]:
    reason = nomination.reason.strip().rstrip(".")
    why = [f"Lý do: {reason}."] if reason else []
    return [f"Đề nghị tặng {award} cho {whom_told(session, nomination)} không được thông qua.", *why]


def money_list(session: Session, key: str) -> Content:
    """Return the list of the money (danh sách tiền thưởng) of a decision, in multiples of the base salary."""
    nomination = get_nomination(session, key)
    money = money_for(session, nomination) or Money("0", "")
    granted = titles_from(session, nomination.award_code, nomination.year, key)
    rows = [[str(n), *_holder(one), money.multiple, ""] for n, one in enumerate(granted, 1)]
    head = ["TT", "Họ và tên, tập thể", "Đơn vị", "Mức thưởng (lần mức lương cơ sở)", "Ký nhận"]
    first = granted[0]
    told = [
        f"Kèm theo {_decision_told(first)}.",
        f"Mức thưởng theo quy định tại {money.article}.",
    ]
    sections = [Section(paragraphs=told), Section(table=Table(head, rows))]
    sections.append(Section(paragraphs=[f"Tổng cộng: {money.times(len(granted))} lần mức lương cơ sở."]))
    award = f"{award_told(session, nomination)} {of_what(nomination)}"
    return _content(session, nomination, ("DS", "DANH SÁCH TIỀN THƯỞNG", f"Kèm theo {award}"), sections, [])


def _holder(title: TitleRecord) -> list[str]:
    """Return the name of who holds an award, and the unit."""
    if title.person is not None:
        return [title.person.full_name, title.person.unit.name]
    return [title.unit.name if title.unit else "", ""]


def _content(
    session: Session, nomination: Nomination, heading: tuple[str, str, str], sections: list[Section], to: list[str]
) -> Content:
    letters, title, about = heading
    body = body_named(session, nomination.reviewer)
    return Content(
        body=body.code,
        superior="" if body.kind == UnitKind.BODY else body_named(session, nomination.body_code).name,
        issuer=body.name,
        code=f"{letters}-{abbreviation(body)}",
        place=PLACE,
        title=title,
        about=about,
        sections=sections,
        signatures=[signature_of(session, nomination)],
        addressed=to,
        recipients=["Như trên;" if to else "Bộ phận kế toán;", ARCHIVE],
    )
