"""Workbooks that people send, made part by part: what each breaks, hides or writes in an unusual way."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pytest

from engine.sheets import budget, package, sandbox
from engine.sheets.parsing import parse
from tests.workflows.registers.attachments.samples import locked

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MOST_ROWS, MOST_CELLS, MOST_UNPACKED = 200, 2_500, 1_000_000  # of what is read here, to be quick
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="170" formatCode="00000"/>'
    '<numFmt numFmtId="171" formatCode="[$-42A]dd/mm/yyyy;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>'
)
HEADER = ("Mã cán bộ", "Họ và tên", "Tóm tắt thành tích")
ROW = ("cb.đức/01", "Đặng Ngọc Đức", "Tốt")


def text_cell(text: str) -> str:
    """Return a cell with a string in it."""
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def row(*cells: str, more: str = "") -> str:
    """Return a row of texts; what begins with `<` is a cell already."""
    return f"<row{more}>" + "".join(one if one.startswith("<") else text_cell(one) for one in cells) + "</row>"


def sheet(*rows: str, before: str = "", after: str = "", main: str = MAIN) -> str:
    """Return a worksheet."""
    return f'<worksheet xmlns="{main}">{before}<sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def rows(*more: str) -> tuple[str, ...]:
    """Return the header, a good row, and more."""
    return row(*HEADER), row(*ROW), *more


def book(
    sheets: Mapping[str, str | bytes] | str | bytes,
    *,
    states: Sequence[str] = (),
    active: int = 0,
    parts: Mapping[str, str | bytes] | None = None,
    folder: str = "xl",
    main: str = MAIN,
) -> bytes:
    """Return a workbook of sheets by name."""
    named = {"Danh sách": sheets} if isinstance(sheets, str | bytes) else dict(sheets)
    told = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"{_state(states, n)}/>'
        for n, name in enumerate(named, 1)
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations([("w", "officeDocument", f"{folder}/workbook.xml")]),
        f"{folder}/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{RELS}"><bookViews><workbookView '
        f'activeTab="{active}"/></bookViews><sheets>{told}</sheets></workbook>',
        f"{folder}/_rels/workbook.xml.rels": _relations(
            [(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(named) + 1)]
            + [("s", "styles", "styles.xml"), ("t", "sharedStrings", "sharedStrings.xml")]
        ),
        f"{folder}/styles.xml": STYLES,
        **{f"{folder}/worksheets/sheet{n}.xml": xml for n, xml in enumerate(named.values(), 1)},
        **(parts or {}),
    }
    return pack(made)


def _state(states: Sequence[str], number: int) -> str:
    return f' state="{states[number - 1]}"' if number <= len(states) and states[number - 1] else ""


def _relations(pointing: list[tuple[str, str, str]]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{RELS}/{kind}" Target="{target}"/>' for i, kind, target in pointing)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP of parts; an empty part is left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            if content:
                made.writestr(name, content)
    return target.getvalue()


@dataclass(frozen=True)
class Nasty:
    """One file: its kind, its bytes and name, and what comes of it.

    Either a `refusal` of the whole file, or `wrong` cells with their sheets, or nothing wrong; `told` are words of its
    notices, `taken` the rows of a list of nominees that are right.
    """

    kind: str
    data: bytes
    name: str = "ds.xlsx"
    refusal: str = ""
    wrong: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    taken: int = 1


GOOD = sheet(*rows())
B, S = "Danh sách!B2", "Danh sách!C2"
SUMMED = sheet(*rows(), row("Tổng cộng: 1"))


def _cells() -> list[Nasty]:
    """Return what stands in cells."""

    def one(summary: str) -> bytes:
        return book(sheet(row(*HEADER), row(ROW[0], ROW[1], summary)))

    strings = f'<sst xmlns="{MAIN}"><si><r><t>Tố</t></r><r><t>t</t></r><rPh sb="0" eb="1"><t>đọc</t></rPh></si></sst>'
    return [
        Nasty("formula", one("<c><f>1+1</f><v>2</v></c>"), wrong=(S,), taken=0),
        Nasty("formula", one('<c t="str"><f>"Có "&amp;2</f><v>Có 2</v></c>'), wrong=(S,), taken=0),
        Nasty("formula", one('<c><f t="shared" si="0"/><v>2</v></c>'), wrong=(S,), taken=0),
        Nasty("formula", one('<c><f t="array" ref="C2">A1</f></c>'), wrong=(S,), taken=0),
        Nasty("formula", book(sheet(row("STT", *HEADER), row("<c><f>ROW()-1</f><v>1</v></c>", *ROW))), told=("STT",)),
        Nasty(
            "formula",
            b"M\xc3\xa3,H\xe1\xbb\x8d t\xc3\xaan,Th\xc3\xa0nh t\xc3\xadch\nx,An,=1+1\n",
            "ds.csv",
            wrong=("C2",),
            taken=0,
        ),
        Nasty("error value", one('<c t="e"><v>#N/A</v></c>'), wrong=(S,), taken=0),
        Nasty("error value", one('<c t="e"><v>#REF!</v></c>'), wrong=(S,), taken=0),
        Nasty("error value", one('<c t="s"><v>99</v></c>'), wrong=(S,), taken=0),
        Nasty("error value", one("<c><v>1e999</v></c>"), wrong=(S,), taken=0),
        Nasty("error value", one("<c><v>một</v></c>"), wrong=(S,), taken=0),
        Nasty("date out of range", one('<c s="1"><v>99999999999</v></c>'), wrong=(S,), taken=0),
        Nasty("date out of range", one('<c s="3"><v>-5</v></c>'), wrong=(S,), taken=0),
        Nasty(
            "rich text",
            book(
                sheet(row(*HEADER), row(ROW[0], ROW[1], '<c t="s"><v>0</v></c>')),
                parts={"xl/sharedStrings.xml": strings},
            ),
        ),
        Nasty("rich text", one("Tốt_x000D_\nlắm")),
        Nasty("empty cell", one('<c t="s"/>'), wrong=(S,), taken=0),
        Nasty("empty cell", one("\u200b\xa0 "), wrong=(S,), taken=0),
        Nasty("too long", one("x" * 2_001), wrong=(S,), taken=0),
        Nasty("unseen signs", book(sheet(row(*HEADER), row(" cb.đức/01\u200b", "Đặng\xa0Ngọc Đức", "Tốt\xad")))),
        Nasty("unseen signs", book(sheet(row("Ma\u0303 ca\u0301n bo\u0323\u0302", *HEADER[1:]), row(*ROW)))),
    ]


def _sheets() -> list[Nasty]:
    """Return what stands beside, above and below the rows."""
    merged = '<mergeCells><mergeCell ref="{}"/></mergeCells>'
    return [
        Nasty(
            "hidden sheet first",
            book({"cũ": sheet(*rows(row("x", "Y", "Z"))), "Danh sách": GOOD}, states=["hidden"], active=1),
            told=("cũ",),
        ),
        Nasty("hidden sheet first", book({"cũ": GOOD, "Danh sách": GOOD}, states=["veryHidden"]), told=("cũ",)),
        Nasty("hidden sheet first", book({"cũ": GOOD}, states=["hidden"]), refusal="damaged"),
        Nasty("other sheets", book({"Danh sách": GOOD, "Năm trước": GOOD}), told=("Danh sách", "Năm trước")),
        Nasty(
            "other sheets",
            book({"Hướng dẫn": sheet(row("Điền vào trang sau")), "Danh sách": GOOD}),
            told=("Hướng dẫn",),
        ),
        Nasty("other sheets", book({"Danh sách": GOOD, "Trống": sheet(row("<c/>"))}, active=9)),
        Nasty("other sheets", book({"Danh sách": GOOD, "Lớn": sheet(row(*HEADER) * (MOST_ROWS + 2))}), told=("Lớn",)),
        Nasty("hidden rows", book(sheet(row(*HEADER), row(*ROW, more=' r="2" hidden="1"'))), told=("2",)),
        Nasty(
            "hidden rows",
            book(sheet(row(*HEADER), row(*ROW, more=' hidden="true"'), after='<autoFilter ref="A1:C2"/>')),
            told=("2",),
        ),
        Nasty(
            "hidden column",
            book(sheet(*rows(), before='<cols><col min="3" max="3" hidden="1"/></cols>')),
            told=("Tóm tắt",),
        ),
        Nasty(
            "title rows",
            book(sheet(row("DANH SÁCH ĐỀ NGHỊ"), row("(Kèm theo Tờ trình số 12)"), row(""), *rows())),
            told=("4",),
        ),
        Nasty("title rows", book(sheet(row("DANH SÁCH"), *rows(), after=merged.format("A1:C1"))), told=("2",)),
        Nasty("title rows", book(sheet(row(*HEADER), row("", "", ""), row(*ROW), after=merged.format("A1:A2")))),
        Nasty(
            "unknown columns",
            book(sheet(row("STT", *HEADER, "Ghi chú"), row("1", *ROW, "mới"))),
            told=("STT", "Ghi chú"),
        ),
        Nasty(
            "unknown columns",
            book(sheet(row("STT", "Họ và tên"), row("1", "Đặng Ngọc Đức"))),
            wrong=("Danh sách!A1",) * 2,
            taken=0,
        ),
        Nasty("unknown columns", book(sheet(row(*HEADER, "Họ tên"), row(*ROW, "X"))), wrong=("Danh sách!D1",), taken=0),
        Nasty(
            "blank rows",
            book(
                sheet(
                    row(*HEADER),
                    *["<row/>"] * 50,
                    row('<c s="1"/>', '<c s="1"/>'),
                    row(*ROW),
                    *[row('<c s="1"/>')] * 500,
                )
            ),
        ),
        Nasty("blank rows", book(sheet(*rows(), row(" ", "\xa0"), '<row r="1048576"><c r="XFD1048576" s="1"/></row>'))),
        Nasty("blank rows", book(sheet(row("", ""), row(""))), refusal="no row"),
        Nasty(
            "merged",
            book(sheet(*rows(row("x", "Y")), after=merged.format("C2:C3"))),
            wrong=(S, "Danh sách!C3"),
            taken=0,
        ),
        Nasty("merged", book(sheet(*rows(), after=merged.format("$B$2:$C$2"))), wrong=(B, S), taken=0),
        Nasty("merged", book(sheet(row("STT", "Cụm", *HEADER), row("1", "Một", *ROW), after=merged.format("A2:B2")))),
        Nasty("total", book(SUMMED), wrong=("Danh sách!A3", "Danh sách!B3", "Danh sách!C3")),
    ]


def _packages() -> list[Nasty]:
    """Return what is unusual, damaged or hostile in the package."""
    fill = (
        f'<styleSheet xmlns="{MAIN}"><fills><fill/></fills><cellXfs><xf/></cellXfs><extLst><ext/></extLst></styleSheet>'
    )
    prefixed = sheet(*rows()).replace("<", "<x:").replace("<x:/", "</x:").replace('xmlns="', 'xmlns:x="')
    good, bomb = book(GOOD), "<worksheet>" + " " * (MOST_UNPACKED + 1) + "</worksheet>"
    entity = '<!DOCTYPE x [<!ENTITY a "b">]>'
    return [
        Nasty("styles Excel opens", book(GOOD, parts={"xl/styles.xml": fill})),
        Nasty("styles Excel opens", book(GOOD, parts={"xl/styles.xml": ""})),
        Nasty("written otherwise", book(prefixed)),
        Nasty("written otherwise", book(sheet(*rows(), main=STRICT), main=STRICT)),
        Nasty("written otherwise", book(GOOD, folder="khác"), told=("Danh sách",)),
        Nasty("written otherwise", good, "DS.XLSX"),
        Nasty("protected", locked(good), refusal="password"),
        Nasty("protected", OLE + bytes(4_096), refusal="password"),
        Nasty("protected", OLE + bytes(4_096), "ds.xls", refusal="password"),
        Nasty("macros", book(GOOD, parts={"xl/vbaProject.bin": b"x"}), refusal="macros"),
        Nasty("macros", good, "ds.xlsm", refusal="macros"),
        Nasty("damaged", good[: len(good) // 2], refusal="damaged"),
        Nasty("damaged", good[:-40], refusal="damaged"),
        Nasty("damaged", good.replace(b"\x78", b"\x79"), refusal="damaged"),
        Nasty("damaged", book("<worksheet><sheetData><row>"), refusal="damaged"),
        Nasty("damaged", book(GOOD, parts={"xl/worksheets/sheet1.xml": ""}), refusal="damaged"),
        Nasty("damaged", pack({"a.xml": "<x/>"}), refusal="damaged"),
        Nasty("damaged", b"PK\x03\x04 not a package", refusal="damaged"),
        Nasty("another file", b"<html><table><tr><td>a</td></tr></table></html>", refusal="content"),
        Nasty("another file", b"<html></html>", "ds.xls", refusal="only CSV"),
        Nasty("another file", good, "ds.csv", refusal="content"),
        Nasty("another file", b"", refusal="no row"),
        Nasty("too large", book(bomb), refusal="unpacks"),
        Nasty("too large", book(sheet(row(*["<c><v>1</v></c>"] * 60) * 50)), refusal=str(MOST_CELLS)),
        Nasty("too large", book(sheet(*rows(), '<row><c r="ZZ3"><v>1</v></c></row>')), refusal="columns"),
        Nasty("too large", book(sheet(row("x") * (MOST_ROWS + 2))), refusal=str(MOST_ROWS)),
        Nasty("hostile XML", book(entity + GOOD), refusal="DOCTYPE"),
        Nasty("hostile XML", book((entity + GOOD).encode("utf-16")), refusal="DOCTYPE"),
        Nasty("csv", "sep=;\nMã;Họ tên;Thành tích\ncb.đức/01;Đặng Ngọc Đức;Tốt\n".encode(), "ds.csv"),
        Nasty("csv", "Mã\tHọ tên\tThành tích\ncb.đức/01\tĐặng Ngọc Đức\tTốt\n".encode("utf-16"), "ds.csv"),
        Nasty("csv", "Mã,Họ tên,Thành tích\rcb.đức/01,Đặng Ngọc Đức,Tốt\r".encode(), "ds.csv"),
        Nasty("csv", b"M\xd0,b\n", "ds.csv", refusal="UTF-8"),
        Nasty("csv", b'a,b\n"open,c\n', "ds.csv", refusal="quotation"),
    ]


def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process and within small limits: what the process of its own adds is shown by one test."""
    told = lambda data, ending, _mark, _whose: parse(data, is_workbook=ending == "xlsx")  # noqa: E731
    monkeypatch.setattr(sandbox, "_read_apart", told)
    monkeypatch.setattr(budget, "MAX_ROWS", MOST_ROWS)
    monkeypatch.setattr(budget, "MAX_CELLS", MOST_CELLS)
    monkeypatch.setattr(package, "MAX_UNPACKED", MOST_UNPACKED)


def workbooks() -> list[Nasty]:
    """Return them all."""
    makers: tuple[Callable[[], list[Nasty]], ...] = (_cells, _sheets, _packages)
    return [nasty for make in makers for nasty in make()]
