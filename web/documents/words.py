"""Word documents: the shipped template, drawn here, and filling in that one or, in a limited process, another."""

import hashlib
import signal
import subprocess
import sys
from io import BytesIO
from typing import Any

import orjson
from docx import Document as Blank
from docx.document import Document as Page
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from engine.base.children import Children, TooManyError
from engine.base.text import N_, Text
from web.base.found import HOME
from web.documents.columns import fit_columns, place_side_by_side
from web.documents.filling import REFUSED, TOO_MUCH, fill
from web.documents.layout import DECREE_30, WORD_FACE
from workflows.across.documents.commands import TemplateRefusedError
from workflows.across.documents.content import Content, Section, Signature, Table

MIMETYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_BYTES = 5 * 1024 * 1024
STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DATE = "{{ content.place }}, ngày {{ day or '…' }} tháng {{ month or '…' }} năm {{ year or '……' }}"
SAMPLE = Content(
    body="VKSNDTC",
    superior="Cơ quan cấp trên",
    issuer="Cơ quan ban hành",
    code="TTr-CQ",
    place="Hà Nội",
    title="TỜ TRÌNH",
    about="Về việc thử mẫu",
    sections=[Section("I. Mục", ["Đoạn văn."], Table(["TT", "Tên"], [["1", "Nguyễn Thị Ngọc Huyền"]])), Section()],
    signatures=[Signature("TM. HỘI ĐỒNG", "CHỦ TỊCH", "Tên người ký"), Signature("", "THƯ KÝ")],
    addressed=["Nơi gửi"],
    bases=["Căn cứ Luật;"],
    recipients=["Như trên;"],
)


CHILD = ("-m", "web.documents.filling")
WAIT = 40  # seconds on the clock: a machine with much to do gives a child little of it
children = Children(at_once=2, each=1, waiting=6, seconds=15)


def fill_in(template: bytes, said: dict[str, Any], whose: str = "") -> bytes:
    """Return a document in Word's format: somebody's template with what is said filled in, apart and within limits.

    Called outside of any transaction. Raises TemplateRefusedError where it is no template, says what cannot be
    understood or takes too much; TooManyError where others' are being filled in for too long.
    """
    if len(template) > MOST_BYTES:
        raise TemplateRefusedError(Text(N_("A template has at most %(size)s MB."), {"size": MOST_BYTES >> 20}))
    mark = hashlib.sha256(template).hexdigest()
    if children.is_hopeless(mark):
        raise TemplateRefusedError(Text(TOO_MUCH))
    with children.place(whose):
        return _run(orjson.dumps(said) + b"\n" + template, mark)


def fill_in_shipped(said: dict[str, Any]) -> bytes:
    """Return a document by the shipped template, which nobody else wrote."""
    return fit_columns(fill(shipped_template(), said))


def _run(asked: bytes, mark: str) -> bytes:
    child = [sys.executable, *CHILD]
    try:
        done = subprocess.run(child, input=asked, capture_output=True, timeout=WAIT, check=False, cwd=HOME)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired:  # little was done in that time: the machine is busy, the template may be good
        raise TooManyError from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode == REFUSED:
        raise TemplateRefusedError(Text.from_data(orjson.loads(done.stdout)))
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        children.give_up(mark)
    raise TemplateRefusedError(Text(TOO_MUCH))


def shipped_template() -> bytes:
    """Return the template that serves all kinds until an administrator puts another in its place."""
    page = Blank()
    _set_page(page)
    _line(page, "{%p if content.form %}")
    form = _line(page, "{{ content.form }}", bold=True, size=DECREE_30.copies_head)
    form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _line(page, "{%p endif %}")
    _letterhead(page)
    _line(page, "{%p if content.title %}")
    _line(page, "{{ content.title }}", bold=True, size=DECREE_30.title, centred=True, before=14, after=0)
    _line(page, "{{ content.about }}", bold=True, size=DECREE_30.about, centred=True, after=10)
    _line(page, "{%p endif %}")
    _line(page, "{%p if content.office %}")
    _line(page, "{{ content.office }}", bold=True, size=DECREE_30.office, centred=True, after=10)
    _line(page, "{%p endif %}")
    _line(page, "{%p if not content.title %}")
    _line(page, "")
    _line(page, "{%p endif %}")
    _each(page, "one in addressed", "{{ one }}")
    _each(page, "one in content.bases", "{{ one }}", italic=True, indent=True)
    _sections(page, "content.sections")
    _signatures(page)
    _enclosed(page)
    made = BytesIO()
    page.save(made)
    return made.getvalue()


def _sections(page: Page, named: str) -> None:
    _line(page, f"{{%p for section in {named} %}}")
    _line(page, "{%p if section.heading and loop.first and content.bases %}")
    _line(page, "{{ section.heading }}", bold=True, centred=True, before=8)
    _line(page, "{%p elif section.heading %}")
    _line(page, "{{ section.heading }}", bold=True, before=8).paragraph_format.keep_with_next = True
    _line(page, "{%p endif %}")
    _paragraphs(page)
    _line(page, "{%p if section.table %}")
    _rows(page)
    _line(page, "{%p endif %}")
    _line(page, "{%p endfor %}")


def _paragraphs(page: Page) -> None:
    """Write the paragraphs of a section; of an article its word and number are bold."""
    is_article = "text.startswith('Điều ') and '. ' in text[:12]"
    _line(page, "{%p for text in section.paragraphs %}")
    line = _line(page, f"{{{{ text.partition('. ')[0] ~ '. ' if {is_article} else '' }}}}", bold=True, indent=True)
    rest = line.add_run(f"{{{{ text.partition('. ')[2] if {is_article} else text }}}}")
    rest.font.size = Pt(DECREE_30.body)
    _line(page, "{%p endfor %}")


def _enclosed(page: Page) -> None:
    _line(page, "{%p if content.enclosed %}")
    title = _line(page, "{{ content.enclosed_title }}", bold=True, size=DECREE_30.title, centred=True, after=0)
    title.paragraph_format.page_break_before = True
    _line(page, "{{ enclosed_with }}", italic=True, centred=True, after=10)
    _sections(page, "content.enclosed")
    _line(page, "{%p endif %}")


def _set_page(page: Page) -> None:
    part = page.sections[0]
    part.page_width, part.page_height = Mm(210), Mm(297)
    part.top_margin, part.bottom_margin = Mm(DECREE_30.top), Mm(DECREE_30.bottom)
    part.left_margin, part.right_margin = Mm(DECREE_30.left), Mm(DECREE_30.right)
    font = page.styles["Normal"].font
    font.name, font.size = WORD_FACE, Pt(DECREE_30.body)
    page.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), WORD_FACE)
    _page_numbers(page)


def _page_numbers(page: Page) -> None:
    """Put page numbers into the middle of the top margin, from the second page on."""
    part = page.sections[0]
    part.different_first_page_header_footer = True
    part.header_distance = Mm(DECREE_30.top // 2)
    line = part.header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run()
    run.font.size = Pt(DECREE_30.page_number)
    for kind, said in (("begin", ""), ("", "PAGE"), ("end", "")):
        run._r.append(_field(kind, said))


def _field(kind: str, said: str) -> Any:
    """Return one part of a field that Word fills in: its beginning or end, or what stands between."""
    if said:
        element = OxmlElement("w:instrText")
        element.text = said
        return element
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


def _letterhead(page: Page) -> None:
    left, right = place_side_by_side(page, 72, 93)
    at = DECREE_30
    for cell, lines in (
        (
            left,
            [
                ("{%p if content.superior %}", "", at.superior),
                ("{{ content.superior | upper }}", "", at.superior),
                ("{%p endif %}", "", at.superior),
                ("{{ content.issuer | upper }}", "bu", at.issuer),
                ("{%p if code %}", "", at.symbol),
                ("Số: {{ number or '……' }}/{{ code }}", "", at.symbol),
                ("{%p endif %}", "", at.symbol),
                ("{%p if not content.title %}", "", at.symbol),
                ("{{ content.about }}", "", at.subject),
                ("{%p endif %}", "", at.symbol),
            ],
        ),
        (right, [(STATE, "b", at.state), (MOTTO, "bu", at.motto), (DATE, "i", at.date)]),
    ):
        for n, (text, style, size) in enumerate(lines):
            line = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = line.add_run(text)
            run.bold, run.italic, run.font.size = "b" in style, style == "i", Pt(size)
            run.underline = "u" in style
            line.paragraph_format.space_after = Pt(0)


def _line(page: Page, text: str, **style: Any) -> Paragraph:
    line = page.add_paragraph()
    run = line.add_run(text)
    run.bold, run.italic = style.get("bold", False), style.get("italic", False)
    run.font.size = Pt(style.get("size", DECREE_30.body))
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER if style.get("centred") else WD_ALIGN_PARAGRAPH.JUSTIFY
    line.paragraph_format.space_before = Pt(style.get("before", 0))
    line.paragraph_format.space_after = Pt(style.get("after", 6))
    if style.get("indent"):
        line.paragraph_format.first_line_indent = Mm(DECREE_30.indent)
    return line


def _each(page: Page, loop: str, text: str, **style: Any) -> None:
    _line(page, f"{{%p for {loop} %}}")
    _line(page, text, **style)
    _line(page, "{%p endfor %}")


def _rows(page: Page) -> None:
    table = page.add_table(rows=4, cols=1)
    table.style = "Table Grid"
    head = "{%tc for name in section.table.head %}"
    for n, texts in enumerate(
        (
            [head, "{{ name }}", "{%tc endfor %}"],
            ["{%tr for row in section.table.rows %}"],
            ["{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"],
            ["{%tr endfor %}"],
        )
    ):
        cells = table.rows[n].cells
        _write_cell(cells[0], texts[0], is_head=n == 0)
        for text in texts[1:]:
            _write_cell(_add_cell(table, n), text, is_head=n == 0)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _write_cell(cell: Any, text: str, *, is_head: bool) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.bold, run.font.size = is_head, Pt(DECREE_30.table)


def _add_cell(table: Any, row: int) -> Any:
    """Add a cell to one row only: loops over columns stand in cells of their own, which the filling removes."""
    added = table.rows[row]._tr.add_tc()
    added.width = Mm(30)
    return table.rows[row].cells[-1]


def _signatures(page: Page) -> None:
    left, right = place_side_by_side(page, 60, 105)
    left.paragraphs[0].add_run("{%p if content.recipients %}")
    head = left.add_paragraph().add_run("Nơi nhận:")
    head.bold = head.italic = True
    head.font.size = Pt(DECREE_30.copies_head)
    listed = ("{%p for one in content.recipients %}", "- {{ one }}", "{%p endfor %}")
    for text in ("{%p endif %}", *listed, "{{ qr_image }}"):
        line = left.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        line.add_run(text).font.size = Pt(DECREE_30.copies)
    right.paragraphs[0].add_run("{%p for one in content.signatures %}")
    _signed(right, "{%p if one.authority %}")
    _signed(right, "{{ one.authority }}")
    _signed(right, "{%p endif %}")
    _signed(right, "{{ one.post }}")
    _signed(right, "{%p if one.note %}")
    _signed(right, "{{ one.note }}", italic=True)
    for text in ("{%p endif %}", "", "", "{{ one.name }}", "{%p endfor %}"):
        _signed(right, text)


def _signed(cell: Any, text: str, *, italic: bool = False) -> None:
    """Add a line at the place of signature."""
    line = cell.add_paragraph()
    line.alignment, line.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(0)
    run = line.add_run(text)
    run.bold, run.italic = not italic, italic
