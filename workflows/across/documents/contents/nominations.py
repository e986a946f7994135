"""Documents of a nomination: the body's request upwards, its own decision, the list of a letter for many."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from workflows.across.documents.bases.store import bases_printed
from workflows.across.documents.content import Content, Heading, Section, Table
from workflows.across.documents.contents.grounds import for_what, of_what
from workflows.across.documents.contents.handed import handed_over
from workflows.across.documents.contents.letterhead import ARCHIVE, PLACE, abbreviation, award_named, body_named
from workflows.across.documents.contents.money import money_for
from workflows.across.documents.contents.naming import award_told, percent, whom_told
from workflows.across.documents.contents.offices import deciding_office
from workflows.across.documents.contents.signing import signature_of, signed_on
from workflows.across.documents.contents.told import told_in
from workflows.procedures.nomination.store import entries_of, get_nomination
from workflows.registers.awards.model import AwardRule
from workflows.registers.awards.store import award_rule, find_award
from workflows.registers.nominations.model import LIST, Nomination, NominationOutcome
from workflows.registers.organisation.model import UnitKind
from workflows.registers.organisation.store import find_bloc_year

IN_FORCE = "Quyết định này có hiệu lực kể từ ngày ký."
NAMED = "các cá nhân, tập thể có tên tại Điều 1 chịu trách nhiệm"
PASSED = ("passed", "awarded")


def is_for_state(session: Session, key: str) -> bool:
    """Tell whether a nomination for an award of the State has passed its body's review."""
    nomination = get_nomination(session, key)
    has_passed = nomination.bloc_at is not None or nomination.central_at is not None
    return has_passed and find_award(session, nomination.award_code).level == "state"


def is_granted(session: Session, key: str) -> bool:
    """Tell whether a body has granted an award that it decides itself."""
    nomination = get_nomination(session, key)
    return (
        nomination.outcome == NominationOutcome.AWARDED and find_award(session, nomination.award_code).level != "state"
    )


def decided_since(session: Session, key: str) -> date | None:
    """Return the day on which the body signed: its papers are not older."""
    return signed_on(session, get_nomination(session, key))


def is_list(session: Session, key: str) -> bool:
    """Tell whether a nomination is a submission letter for many."""
    return get_nomination(session, key).subject_kind == LIST


def request(session: Session, key: str) -> Content:
    """Return the request upwards (tờ trình) for an award that the State decides, once the review has passed it."""
    nomination = get_nomination(session, key)
    told, reviewed = told_in(session, key, "nomination"), _reviewed(session, key)
    award = award_told(session, nomination)
    rule = award_rule(session, nomination.award_code, nomination.regime)
    body, whom = body_named(session, nomination.reviewer), _whom(session, nomination)
    bloc = _bloc_told(session, nomination, told.get("bloc_vote") or {})
    paragraphs = [
        f"{body.name} kính đề nghị {addressee(rule)} xét tặng {award} {of_what(nomination)} cho {whom}.",
        *_achieved(told, reviewed),
        _council_told(reviewed),
        *bloc,
        _enclosed_papers(has_bloc=bool(bloc)),
        asking(rule),
    ]
    heading = Heading("TTr", "TỜ TRÌNH", f"Về việc đề nghị tặng {award} {of_what(nomination)}")
    addressed = [addressee(rule), "Ban Thi đua - Khen thưởng Trung ương"]
    return _content(session, nomination, heading, [Section(paragraphs=paragraphs)], addressed=addressed)


def _whom(session: Session, nomination: Nomination) -> str:
    """Return whom an award goes to, and for what."""
    return f"{whom_told(session, nomination)}{for_what(nomination)}"


def _reviewed(session: Session, key: str) -> Mapping[str, Any]:
    """Return what the newest review found, before its leader signs as after: appraisal, votes of the council."""
    told = told_in(session, key, "unit_review")
    council, note = told.get("council") or {}, told.get("appraisal_note") or {}
    return {"yes": council.get("yes"), "base": council.get("base"), "appraisal": note.get("note")}


def _achieved(told: Mapping[str, Any], reviewed: Mapping[str, Any]) -> list[str]:
    summary = str((told.get("dossier") or {}).get("summary") or "").strip()
    appraisal = str(reviewed.get("appraisal") or "").strip()
    found = (("Tóm tắt thành tích", summary), ("Ý kiến thẩm định", appraisal))
    return [f"{name}: {text.rstrip('.')}." for name, text in found if text]


def _council_told(review: Mapping[str, Any]) -> str:
    yes, base = review.get("yes"), review.get("base")
    share = f", đạt {percent(int(yes), int(base))}" if yes is not None and base else ""
    return f"Hội đồng Thi đua - Khen thưởng đã biểu quyết: {yes}/{base} phiếu đồng ý{share}."


def _bloc_told(session: Session, nomination: Nomination, vote: Mapping[str, Any]) -> list[str]:
    """Return the sentence that names the bloc and how it voted, where the award was voted on in one."""
    if nomination.bloc_scope is None or vote.get("yes") is None:
        return []
    name = find_bloc_year(session, nomination.bloc_scope).bloc.name
    yes, seats = int(vote["yes"]), int(vote["seats"])
    return [f"{name} đã bình xét, suy tôn: {yes}/{seats} phiếu đồng ý, đạt {percent(yes, seats)}."]


def _enclosed_papers(*, has_bloc: bool) -> str:
    """Return what goes with a request (Law 06/2022/QH15 Art. 84): minutes of a bloc only once it has voted."""
    papers = ["báo cáo thành tích", "biên bản họp Hội đồng và kết quả bỏ phiếu"]
    if has_bloc:
        papers.append("biên bản bình xét của khối thi đua")
    return f"Hồ sơ kèm theo gồm: {'; '.join(papers)}."


def addressee(rule: AwardRule | None) -> str:
    """Return whom a request goes to: who submits it to the deciding authority, where that is somebody else."""
    return (rule.through or rule.authority) if rule else "Cấp có thẩm quyền"


def asking(rule: AwardRule | None) -> str:
    """Return the last sentence of a request: what is asked of whom it goes to."""
    if rule is None or not rule.through:
        return "Kính trình xem xét, quyết định."
    return f"Kính trình {rule.through} xem xét, trình {rule.authority} quyết định."


def decision(session: Session, key: str) -> Content:
    """Return the body's own decision (quyết định) on an award that it decides, once granted."""
    nomination = get_nomination(session, key)
    award, body = award_told(session, nomination), body_named(session, nomination.reviewer)
    articles = [
        f"Điều 1. Tặng {award} {of_what(nomination)} cho {_whom(session, nomination)}.",
        f"Điều 2. {_money_told(session, nomination)}",
        f"Điều 3. {IN_FORCE} Thủ trưởng các đơn vị thuộc {body.name} và {NAMED} thi hành Quyết định này.",
    ]
    laws = bases_printed(session, body.code, "decision", nomination.regime)
    bases = [f"Căn cứ {law};" for law in laws]
    bases.append(f"Theo đề nghị của Hội đồng Thi đua - Khen thưởng {body.name}.")
    heading = Heading("QĐ", "QUYẾT ĐỊNH", f"Về việc tặng {award} {of_what(nomination)}")
    return _content(session, nomination, heading, [Section("QUYẾT ĐỊNH:", articles)], bases=bases)


def _money_told(session: Session, nomination: Nomination) -> str:
    """Return the article on the money: its multiple of the base salary where that is verified."""
    found = money_for(session, nomination)
    each = "mỗi cá nhân, tập thể được thưởng" if nomination.subject_kind == LIST else "được thưởng"
    if found is None:
        return f"Kèm theo hình thức khen thưởng, {each} theo quy định của pháp luật về thi đua, khen thưởng."
    said = f"{each} {found.multiple} lần mức lương cơ sở"
    return f"Kèm theo hình thức khen thưởng, {said} theo quy định tại {found.article}."


def entries_list(session: Session, key: str) -> Content:
    """Return the list (danh sách) of a submission letter for many, as it stands."""
    nomination = get_nomination(session, key)
    award = award_named(session, nomination.award_code, nomination.body_code)
    about = f"Đề nghị tặng {award} {of_what(nomination)} (hồ sơ {nomination.code})"
    sections = [Section(table=_entries(session, nomination, every=True))]
    return _content(session, nomination, Heading("DS", "DANH SÁCH", about), sections)


def _entries(session: Session, nomination: Nomination, *, every: bool = False) -> Table:
    found = entries_of(session, [nomination.code], None if every else PASSED)
    names = {code: body_named(session, code).name for code in {one.unit_code for one in found if one.unit_code}}
    rows = [
        [str(n), one.name, names.get(one.unit_code or "", "Cá nhân"), one.summary] for n, one in enumerate(found, 1)
    ]
    return Table(["TT", "Họ và tên, tập thể", "Đơn vị", "Thành tích"], rows)


def _listed(session: Session, nomination: Nomination) -> str:
    return f"{award_told(session, nomination)} {of_what(nomination)}".upper()


def _content(  # noqa: PLR0913 - the parts of a document
    session: Session,
    nomination: Nomination,
    heading: Heading,
    sections: list[Section],
    *,
    addressed: list[str] | None = None,
    bases: list[str] | None = None,
) -> Content:
    body = body_named(session, nomination.reviewer)
    rows = _entries(session, nomination).rows if nomination.subject_kind == LIST and heading.letters != "DS" else []
    return Content(
        body=body.code,
        superior="" if body.kind == UnitKind.BODY else body_named(session, nomination.body_code).name,
        issuer=body.name,
        code=f"{heading.letters}-{abbreviation(body)}",
        place=PLACE,
        title=heading.title,
        about=heading.about,
        sections=sections,
        signatures=[signature_of(session, nomination)],
        addressed=addressed or [],
        bases=bases or [],
        office=deciding_office(session, nomination).upper() if bases else "",
        enclosed_title=f"DANH SÁCH {'TẶNG' if bases else 'ĐỀ NGHỊ TẶNG'} {_listed(session, nomination)}"
        if rows
        else "",
        enclosed=[Section(table=_entries(session, nomination))] if rows else [],
        made_of=handed_over(session, nomination.code),
        recipients=["Như trên;" if addressed else "Như Điều 3;" if bases else "Hội đồng TĐKT;", ARCHIVE],
    )
