"""Documents of a nomination: the body's request upwards, its own decision, the list of a letter for many."""

from datetime import date

from sqlalchemy.orm import Session

from engine.store.instances import instances_for, variables_of
from workflows.across.documents.content import Content, Heading, Section, Table
from workflows.across.documents.contents.grounds import for_what, of_what
from workflows.across.documents.contents.handed import handed_told
from workflows.across.documents.contents.letterhead import ARCHIVE, PLACE, abbreviation, award_named, body_named
from workflows.across.documents.contents.signing import signature_of, signed_on
from workflows.procedures.nomination.store import entries_of, get_nomination
from workflows.registers.awards.model import AwardRule
from workflows.registers.awards.store import award_rule, find_award
from workflows.registers.nominations.model import LIST, Nomination, NominationOutcome
from workflows.registers.organisation.model import UnitKind

PASSED = ("passed", "awarded")
LAWS = {
    "R2017": ["Luật Thi đua, Khen thưởng số 15/2003/QH11 (sửa đổi, bổ sung)", "Nghị định số 91/2017/NĐ-CP"],
    "R2024": ["Luật Thi đua, Khen thưởng số 06/2022/QH15", "Nghị định số 98/2023/NĐ-CP"],
    "R2025": ["Luật Thi đua, Khen thưởng số 06/2022/QH15", "Nghị định số 152/2025/NĐ-CP"],
}


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
    review = _review(session, key)
    award = award_named(session, nomination.award_code, nomination.body_code)
    rule = award_rule(session, nomination.award_code, nomination.regime)
    body = body_named(session, nomination.reviewer)
    council = f"Hội đồng Thi đua - Khen thưởng đã biểu quyết: {review.get('yes')}/{review.get('base')} phiếu đồng ý."
    told = [
        f"{body.name} kính đề nghị xét tặng {award} {of_what(nomination)} cho:",
        f"{nomination.subject_name} (hồ sơ {nomination.code}){for_what(nomination)}.",
        council,
        *([f"Ý kiến thẩm định: {review['appraisal']}"] if review.get("appraisal") else []),
        *handed_told(session, key),
        asking(rule),
    ]
    sections = [Section(paragraphs=told)]
    if nomination.subject_kind == LIST:
        sections.insert(1, Section("Danh sách đề nghị", table=_entries(session, nomination)))
    addressed = [addressee(rule), "Ban Thi đua - Khen thưởng Trung ương"]
    about = f"Về việc đề nghị tặng {award} {of_what(nomination)}"
    return _content(session, nomination, Heading("TTr", "TỜ TRÌNH", about), sections, addressed=addressed)


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
    award = award_named(session, nomination.award_code, nomination.body_code)
    body = body_named(session, nomination.reviewer)
    whom = nomination.subject_name
    if nomination.subject_kind == LIST:
        whom = "các cá nhân, tập thể có tên trong danh sách kèm theo"
    articles = [
        f"Điều 1. Tặng {award} {of_what(nomination)} cho {whom}{for_what(nomination)}.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        f"Điều 3. Thủ trưởng các đơn vị thuộc {body.name} và cá nhân, tập thể có tên chịu trách nhiệm thi hành.",
    ]
    sections = [Section("QUYẾT ĐỊNH:", articles)]
    if nomination.subject_kind == LIST:
        sections.append(Section("Danh sách kèm theo", table=_entries(session, nomination)))
    bases = [f"Căn cứ {law};" for law in LAWS.get(nomination.regime, [])]
    bases.append(f"Xét đề nghị của Hội đồng Thi đua - Khen thưởng và hồ sơ {nomination.code},")
    sections.append(Section(paragraphs=handed_told(session, key)))
    about = f"Về việc tặng {award} {of_what(nomination)}"
    return _content(session, nomination, Heading("QĐ", "QUYẾT ĐỊNH", about), sections, bases=bases)


def entries_list(session: Session, key: str) -> Content:
    """Return the list (danh sách) of a submission letter for many, as it stands."""
    nomination = get_nomination(session, key)
    award = award_named(session, nomination.award_code, nomination.body_code)
    about = f"Đề nghị tặng {award} {of_what(nomination)} (hồ sơ {nomination.code})"
    sections = [Section(paragraphs=handed_told(session, key), table=_entries(session, nomination, every=True))]
    return _content(session, nomination, Heading("DS", "DANH SÁCH", about), sections)


def _entries(session: Session, nomination: Nomination, *, every: bool = False) -> Table:
    found = entries_of(session, [nomination.code], None if every else PASSED)
    names = {code: body_named(session, code).name for code in {one.unit_code for one in found if one.unit_code}}
    rows = [
        [str(n), one.name, names.get(one.unit_code or "", "Cá nhân"), one.summary] for n, one in enumerate(found, 1)
    ]
    return Table(["TT", "Họ và tên, tập thể", "Đơn vị", "Thành tích"], rows)


def _review(session: Session, key: str) -> dict[str, object]:
    for instance in instances_for(session, key):
        if instance.process_id == "nomination":
            return dict(variables_of(session, instance.id).get("review") or {})
    return {}


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
        recipients=["Như trên;" if addressed else "Như Điều 3;" if bases else "Hội đồng TĐKT;", ARCHIVE],
    )
