"""The achievement report (báo cáo thành tích) of a person or a collective, filled in from dossier and register.

Its parts and their order are those of the forms of Decree 98/2023/NĐ-CP, from memory; what no register holds (home,
schooling, what a unit is) is left as dots, to be filled in in the Word file.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from workflows.across.documents.bases.forms import form_printed
from workflows.across.documents.content import Content, Section, Signature, Table
from workflows.across.documents.contents.grounds import of_what
from workflows.across.documents.contents.letterhead import PLACE, award_named, body_named, day
from workflows.across.documents.contents.naming import award_told
from workflows.across.documents.contents.told import told_in
from workflows.procedures.nomination.store import get_nomination
from workflows.registers.awards.model import TitleRecord, YearRecord
from workflows.registers.awards.store import Subject, find_award, titles_of, years_of
from workflows.registers.nominations.model import LIST, Nomination
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import find_unit, lineage, women_share

DOTS = "……………………"
SEXES = {"female": "Nữ", "male": "Nam"}
RATINGS = {
    "EXCELLENT": "hoàn thành xuất sắc nhiệm vụ",
    "GOOD": "hoàn thành tốt nhiệm vụ",
    "DONE": "hoàn thành nhiệm vụ",
    "NOT_DONE": "không hoàn thành nhiệm vụ",
}
SIGNED, SEALED = "(Ký, ghi rõ họ và tên)", "(Ký, đóng dấu)"
DECIDED = "Số, ngày, tháng, năm của quyết định; cơ quan ban hành"


def is_written(session: Session, key: str) -> bool:
    """Tell whether the dossier of a single nomination says what was achieved."""
    is_single = get_nomination(session, key).subject_kind != LIST
    return is_single and bool((told_in(session, key, "nomination").get("dossier") or {}).get("summary"))


def report(session: Session, key: str) -> Content:
    """Return the achievement report of a nomination's subject."""
    nomination, dossier = get_nomination(session, key), told_in(session, key, "nomination")["dossier"]
    subject = nomination.person or find_unit(session, nomination.subject_unit_code or "")
    award = f"{award_told(session, nomination)} {of_what(nomination)}"
    above = lineage(session, nomination.unit_code)
    sections = [
        *(_person(session, subject) if isinstance(subject, Person) else _collective(session, nomination)),
        *_achieved(session, subject, nomination, dossier),
        *_held(session, subject, nomination),
    ]
    return Content(
        body=nomination.reviewer,
        superior=above[1].name if len(above) > 1 else "",
        issuer=above[0].name,
        code="",
        place=PLACE,
        title="BÁO CÁO THÀNH TÍCH",
        about=f"Đề nghị tặng {award}",
        sections=sections,
        signatures=_signatures(session, nomination),
        form=form_printed(session, nomination),
    )


def _person(session: Session, person: Person) -> list[Section]:
    units = ", ".join(unit.name for unit in lineage(session, person.unit_code))
    told = {
        "Họ và tên": person.full_name,
        "Sinh ngày, tháng, năm": f"{DOTS} năm {person.birth_year}" if person.birth_year else DOTS,
        "Giới tính": SEXES.get(person.sex, DOTS),
        "Dân tộc": person.ethnicity or DOTS,
        "Quê quán": DOTS,
        "Nơi thường trú": DOTS,
        "Đơn vị công tác": units,
        "Chức vụ (Đảng, chính quyền, đoàn thể)": person.position or DOTS,
        "Trình độ chuyên môn, nghiệp vụ": DOTS,
        "Học hàm, học vị, danh hiệu, giải thưởng": DOTS,
    }
    return [Section("I. SƠ LƯỢC LÝ LỊCH", [f"- {name}: {said}" for name, said in told.items()])]


def _collective(session: Session, nomination: Nomination) -> list[Section]:
    units = lineage(session, nomination.subject_unit_code or "")
    women, members = (count or DOTS for count in women_share(session, units[0].code))
    told = [
        f"- Tên đơn vị: {', '.join(unit.name for unit in units)}",
        f"- Địa điểm trụ sở chính: {DOTS}",
        f"- Số cán bộ, công chức, viên chức, người lao động: {members}; trong đó nữ: {women}",
        f"- Quá trình thành lập và phát triển: {DOTS}",
        f"- Chức năng, nhiệm vụ được giao: {DOTS}",
    ]
    return [Section("I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH", told)]


def _achieved(
    session: Session, subject: Subject, nomination: Nomination, dossier: Mapping[str, Any]
) -> Iterable[Section]:
    is_person = isinstance(subject, Person)
    yield Section("II. THÀNH TÍCH ĐẠT ĐƯỢC")
    first = "Quyền hạn, nhiệm vụ được giao hoặc đảm nhận" if is_person else "Việc thực hiện nhiệm vụ được giao"
    yield Section(f"1. {first}", [DOTS] if is_person else [])
    rated = _rated(years_of(session, subject), nomination.year)
    whose = "cá nhân" if is_person else "tập thể"
    done = _rows(dossier.get("achievements"), ("content", "plan", "result"))
    table = Table(["TT", "Nội dung", "Kế hoạch", "Kết quả"], done) if done else None
    yield Section(f"2. Thành tích đạt được của {whose}", [str(dossier["summary"]), *rated], table)
    found = _rows(dossier.get("initiatives"), ("name", "year", "decision"))
    if found:
        head = ["TT", "Sáng kiến, đề tài", "Năm", "Quyết định công nhận"]
        yield Section("3. Sáng kiến, đề tài nghiên cứu", table=Table(head, found))


def _rows(given: object, names: Sequence[str]) -> list[list[str]]:
    rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
    return [[str(n), *(_text(row.get(name)) for name in names)] for n, row in enumerate(rows, 1)]


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _rated(years: Mapping[int, YearRecord], until: int) -> list[str]:
    told = [f"năm {year}: {RATINGS[row.rating]}" for year, row in sorted(years.items()) if year <= until]
    return [f"Mức độ hoàn thành nhiệm vụ: {'; '.join(told)}."] if told else []


def _held(session: Session, subject: Subject, nomination: Nomination) -> list[Section]:
    """Return what was held when the nomination was made: up to its year, without what it brought itself."""
    known = [one for one in titles_of(session, subject) if one.year <= nomination.year]
    held = sorted((one for one in known if one.source != nomination.code), key=lambda one: one.year)
    body = nomination.body_code
    titles = [one for one in held if one.award.family == "title"]
    others = [one for one in held if one.award.family != "title"]
    return [
        Section("III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG"),
        _listed(session, "1. Danh hiệu thi đua", "Danh hiệu thi đua", titles, body),
        _listed(session, "2. Hình thức khen thưởng", "Hình thức khen thưởng", others, body),
    ]


def _listed(session: Session, heading: str, what: str, held: Sequence[TitleRecord], body: str) -> Section:
    if not held:
        return Section(heading, ["Chưa có."])
    rows = [[str(one.year), award_named(session, one.award_code, body), _decided(one)] for one in held]
    return Section(heading, table=Table(["Năm", what, DECIDED], rows))


def _decided(one: TitleRecord) -> str:
    said = [f"Số {one.decision_no}" if one.decision_no else "", f"ngày {day(one.decided_on)}" if one.decided_on else ""]
    return "; ".join(filter(None, [", ".join(filter(None, said)), one.authority]))


def _signatures(session: Session, nomination: Nomination) -> list[Signature]:
    """Return who signs: the subject and who vouches for them; for what the State decides, who submits it too."""
    if nomination.person is None:
        own = [
            Signature("", "THỦ TRƯỞNG CẤP TRÊN TRỰC TIẾP\nXÁC NHẬN, ĐỀ NGHỊ", note=SEALED),
            Signature("", "THỦ TRƯỞNG ĐƠN VỊ", note=SEALED),
        ]
    else:
        own = [
            Signature("", "THỦ TRƯỞNG ĐƠN VỊ\nXÁC NHẬN, ĐỀ NGHỊ", note=SEALED),
            Signature("", "NGƯỜI BÁO CÁO THÀNH TÍCH", nomination.subject_name, SIGNED),
        ]
    is_states = find_award(session, nomination.award_code).level == "state"
    submits = f"XÁC NHẬN CỦA CẤP TRÌNH KHEN THƯỞNG\n{body_named(session, nomination.body_code).name}".upper()
    return [*own, Signature("", submits, note=SEALED)] if is_states else own
