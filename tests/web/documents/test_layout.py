"""Every kind of paper line by line against Decree 30/2020/NĐ-CP, Appendix I: PDF by its positions, Word by the same."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document as Word
from docx.oxml.ns import qn
from docx.shared import Mm

from engine.model.base import new_id
from engine.sheets import read_book
from tests.web.documents.places import Pages, Place, words_of
from tests.web.documents.plain import found_on
from tests.workflows.procedures.bloc_year.test_procedure import SCOPE, Year
from tests.workflows.procedures.nomination.letters.test_five_hundred import workbook
from tests.workflows.procedures.nomination.office import BODIES, UNIT, Office
from web.documents.layout import DECREE_30
from web.documents.paper import Marks, lay_out, paper
from web.documents.words import MOTTO, SAMPLE, STATE, fill_in_shipped
from workflows.across.documents.content import Content, Section, Table
from workflows.across.documents.kinds import KINDS
from workflows.procedures.nomination.letters.commands import create_letter
from workflows.registers.awards.model import YearRecord

MARKS = Marks("07/BB-CQ", date(2019, 3, 5), "https://bangvang.example/van-ban/1")
FACES = ("Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-Bold-Italic")
ALLOWED = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
SIZES = {
    "page_number": (13, 14),
    "state": (12, 13),
    "motto": (13, 14),
    "superior": (12, 13),
    "issuer": (12, 13),
    "symbol": (13, 13),
    "date": (13, 14),
    "subject": (12, 13),
    "title": (13, 14),
    "about": (13, 14),
    "office": (13, 14),
    "body": (13, 14),
    "sign": (13, 14),
    "copies_head": (12, 12),
    "copies": (11, 11),
}
LONG = replace(
    SAMPLE,
    office="BỘ TRƯỞNG BỘ TƯ PHÁP",
    sections=[*SAMPLE.sections, *[Section(paragraphs=["Nội dung của văn bản. " * 60])] * 4],
    enclosed_title="DANH SÁCH TẶNG DANH HIỆU",
    enclosed=[Section(table=Table(["TT", "Họ và tên"], [["1", "Nguyễn Thị Ngọc Huyền"]]))],
)


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


def contents(office: Office, cases: dict[str, str]) -> dict[str, Content]:
    with office.database.read() as session:
        return {kind: KINDS[kind].content(session, about) for kind, about in cases.items()}


def test_notes_ids_and_codes_are_found_where_they_stand() -> None:
    wrong = ["Điều 79 (cần đối chiếu)", "theo hcld3-nam-tot", "bước unit_review", "danh hiệu CTDCP"]
    assert found_on(replace(SAMPLE, bases=wrong)) == {"cần đối chiếu", "hcld3-nam-tot", "unit_review", "CTDCP"}


@pytest.mark.parametrize("figure", [*ALLOWED, *SIZES])
def test_figures_lie_within_what_the_appendix_allows(figure: str) -> None:
    least, most = (ALLOWED | SIZES)[figure]
    assert least <= getattr(DECREE_30, figure) <= most


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_kind_of_paper_is_laid_out_as_the_decree_says_and_reads_the_same_in_word(app, office: Office) -> None:
    person = office.propose_person("LDTT")
    office.submit(person)
    office.appraise(person)
    key = office.meet(person)
    office.sign(person)
    flag = office.bring_body_to_bloc("VKSNDTC")
    office.call_vote()
    office.set_agenda(flag)
    for body in BODIES:
        office.vote(body)
    office.sign_minutes()
    cases = dict.fromkeys(["invitation", "minutes", "count", "passed"], key)
    cases |= {"decision": person, "notice": person, "request": flag, "bloc_count": "NC-2019"}
    with app.test_request_context():
        for kind, content in contents(office, cases).items():
            check(kind, content)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_report_of_a_blocs_year_is_laid_out_so_too(app, office: Office) -> None:
    year = Year(office)
    year.agree_on_papers()
    year.sign_and_work()
    with app.test_request_context():
        check("report", contents(office, {"report": SCOPE})["report"])


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_list_of_who_is_proposed_runs_over_pages_with_its_head_on_each(app, office: Office) -> None:
    people = [Office._person(new_id(), f"Nguyễn Thị Ngọc Huyền {n} (ví dụ)", UNIT) for n in range(60)]
    for n, person in enumerate(people):
        person.code = f"ds{n:02d}"
    office.give(*people)
    office.give(*[YearRecord(person_id=one.id, year=2019, rating="GOOD") for one in people])
    book = read_book(workbook([[one.code, one.full_name, "Hoàn thành tốt."] for one in people]), "danh-sach.xlsx")
    asked = {"award": "LDTT", "year": 2019, "unit": UNIT, "kind": "individual"}
    with office.database.transaction() as session:
        code = create_letter(session, book, **asked, by=office.writer(UNIT), key="list").code
    with app.test_request_context():
        pages = check("entries", contents(office, {"entries": code})["entries"])
    assert [len(pages.pages) > 1, pages.said().count("Họvàtên,tậpthể")] == [True, len(pages.pages)]
    assert pages.find_last("Nguyễn Thị Ngọc Huyền 59").page == pages.find("Nơi nhận:").page


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_long_paper_has_page_numbers_from_its_second_page_and_encloses_its_list(app) -> None:
    with app.test_request_context():
        check("long", LONG)
        pages = Pages(lay_out(LONG, MARKS))
        word = Word(BytesIO(fill_in_shipped(paper(LONG, MARKS))))
    count = len(pages.pages)
    assert count >= 3
    assert pages.heads() == ["", *[str(number) for number in range(2, count + 1)]]
    assert [pages.find("DANH SÁCH TẶNG").page, pages.find("Nơi nhận:").page] == [count, count - 1]
    assert pages.find("(Kèm theo Tờ trình số 07/BB-CQ ngày 05 tháng 3 năm 2019").page == count
    part = word.sections[0]
    assert part.different_first_page_header_footer
    assert [one.text for one in part.header._element.iter(qn("w:instrText"))] == ["PAGE"]
    assert part.first_page_header.paragraphs[0].text == ""


def check(kind: str, content: Content) -> Pages:
    assert found_on(content) == set(), kind
    marks = MARKS if content.code else replace(MARKS, symbol="", address="")
    pages = Pages(lay_out(content, marks))
    _check_page(pages)
    _check_head(kind, pages, content)
    _check_end(pages, content)
    word = fill_in_shipped(paper(content, marks))
    assert headless(words_of(word), content) == headless(pages.said(), content), kind
    _check_word(word, codes=1 if content.code else 0)
    return pages


def headless(text: str, content: Content) -> str:
    """Return what a paper says without the heads of its tables, which pages of the PDF repeat."""
    tables = [one.table for one in (*content.sections, *content.enclosed) if one.table]
    for head in {"".join("".join(table.head).split()) for table in tables}:
        assert head in text
        text = text.replace(head, "")
    return text


def _check_page(pages: Pages) -> None:
    for left, right, top, bottom in pages.ink():
        assert left >= ALLOWED["left"][0] - 0.5
        assert right <= 210 - ALLOWED["right"][0] + 0.5
        assert top >= ALLOWED["top"][0] - 0.5
        assert bottom <= 297 - ALLOWED["bottom"][0] + 0.5
    assert {round(page.get_width() * 25.4 / 72) for page in pages.pages} == {210}


def _check_head(kind: str, pages: Pages, content: Content) -> None:
    """The issuing body left, the national title right, number and day on one line, the title in the middle."""
    state, motto, day = pages.find(STATE), pages.find(MOTTO), pages.find("ngày 05 tháng 3 năm 2019")
    said = {"state": state, "motto": motto, "date": day} | _named(pages, content)
    for name, place in said.items():
        least, most = SIZES[name]
        assert least <= place.size <= most, (kind, name)
        assert place.face in FACES
        assert place.page == 1
    assert [state.face, motto.face] == ["Tinos-Bold"] * 2
    assert day.face == "Tinos-Italic"
    assert state.left > 105 - 15
    assert state.bottom < motto.top < day.top
    assert abs(state.middle - motto.middle) < 1
    if content.code:
        number = said["symbol"]
        assert number.right < 105
        assert abs(number.bottom - day.bottom) < 8
    if content.office:
        assert said["title"].bottom < pages.find(content.office).top < pages.find("Căn cứ").top


def _named(pages: Pages, content: Content) -> dict[str, Place]:
    """Number and title, the latter in the middle; of an official letter what it is about, under its number."""
    number = {"symbol": pages.find("Số: 07/BB-CQ")} if content.code else {}
    if not content.title:
        subject = pages.find("V/v")
        assert number["symbol"].bottom < subject.top
        assert subject.right < 105
        return number | {"subject": subject}
    title = pages.find(content.title)
    assert title.face == "Tinos-Bold"
    assert all(title.top > one.bottom for one in (*number.values(), pages.find("ngày 05 tháng 3 năm 2019")))
    assert abs(title.middle - (30 + 195) / 2) < 1
    return number | {"title": title}


def _check_end(pages: Pages, content: Content) -> None:
    """Who gets copies left, the signature right, on one page."""
    signs = content.signatures[min(len(content.signatures), 2) - 1]
    post = pages.find_last(signs.post.partition("\n")[0])
    if content.recipients:
        copies = pages.find("Nơi nhận:")
        assert (copies.size, copies.face) == (12, "Tinos-Bold-Italic")
        assert copies.left < 40
        assert pages.find(f"- {content.recipients[0]}").size == 11
    assert post.left > 105
    assert (post.size, post.face) == (13, "Tinos-Bold")


def _check_word(data: bytes, codes: int) -> None:
    word = Word(BytesIO(data))
    part = word.sections[0]
    figures = (part.top_margin, part.bottom_margin, part.left_margin, part.right_margin)
    asked = (DECREE_30.top, DECREE_30.bottom, DECREE_30.left, DECREE_30.right)
    assert [round(one, -3) for one in figures] == [round(Mm(one), -3) for one in asked]
    assert word.styles["Normal"].font.name == "Times New Roman"
    assert len(word.element.body.findall(".//" + qn("w:drawing"))) == codes  # the QR code
