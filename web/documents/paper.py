"""Laying a document out as PDF (WeasyPrint), as Decree 30/2020/NĐ-CP asks, in Tinos."""

from dataclasses import dataclass
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any

import segno
from flask import current_app, render_template

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from web.documents.layout import DECREE_30
from workflows.across.documents.content import Content, Signature

LAST_PADDED = 2  # February
SIGN_LETTERS = 22  # as many fit into a line of a signature at least
FACES = ("regular", "italic", "bold", "bold-italic")


class LayoutMissingError(BangVangError):
    """This machine cannot lay out PDFs: a library or a font is missing."""

    def __init__(self) -> None:
        super().__init__(Text(N_("PDFs cannot be made here: Pango or the Tinos fonts are missing.")))


@dataclass(frozen=True)
class Marks:
    """What a document has beside its content: symbol and day once it has a number, and where its record is found."""

    symbol: str = ""
    issued_on: date | None = None
    address: str = ""


def lay_out(content: Content, marks: Marks) -> bytes:
    """Return a document as PDF with its text, its fonts and its outline in it.

    Raises LayoutMissingError.
    """
    try:
        from web.documents.typeset import typeset  # noqa: PLC0415 - loads Pango, which a machine may lack
    except OSError:
        raise LayoutMissingError from None
    if not all((fonts() / f"tinos-{face}.ttf").exists() for face in FACES):
        raise LayoutMissingError
    return typeset(render_template("documents/paper.html", layout=DECREE_30, **paper(content, marks)), fonts())


def paper(content: Content, marks: Marks) -> dict[str, Any]:
    """Return what templates of documents, of PDF and DOCX alike, may say."""
    number, _, code = marks.symbol.partition("/")
    made = segno.make(marks.address, error="m") if marks.address else None
    return {
        "content": content,
        "number": number,
        "code": code or content.code,
        "day": f"{marks.issued_on:%d}" if marks.issued_on else "",
        "month": _month(marks.issued_on),
        "year": f"{marks.issued_on:%Y}" if marks.issued_on else "",
        "addressed": content.addressed_lines,
        "enclosed_with": _enclosed_with(content, marks),
        "sign_lines": max((_lines_above(one) for one in content.signatures), default=0),
        "qr": made.svg_inline(scale=2, border=0) if made else "",
        "qr_png": made.png_data_uri(scale=4, border=0).partition(",")[2] if made else "",
        "address": marks.address,
        "faces": FACES,
    }


def _lines_above(one: Signature) -> int:
    """Return how many lines at most stand above a name: names of signatures side by side stand on one line."""
    lines = f"{one.authority}\n{one.post}\n{one.note}".split("\n")
    return sum(ceil(len(line) / SIGN_LETTERS) for line in lines)


def _month(day: date | None) -> str:
    """Return a month as papers write it: a nought before 1 and 2 only (Decree 30/2020/NĐ-CP, Appendix I)."""
    return "" if day is None else f"{day.month:02d}" if day.month <= LAST_PADDED else str(day.month)


def _enclosed_with(content: Content, marks: Marks) -> str:
    """Return the line under the title of what is enclosed: with which paper it goes."""
    number, code = marks.symbol.partition("/")[0] or "……", marks.symbol.partition("/")[2] or content.code
    day, month = (f"{marks.issued_on:%d}", _month(marks.issued_on)) if marks.issued_on else ("…", "…")
    year = marks.issued_on.year if marks.issued_on else "……"
    kind = (content.title or "Công văn").capitalize()
    whose = content.superior if ":" in content.issuer else content.issuer  # a bloc names who heads it
    return f"(Kèm theo {kind} số {number}/{code} ngày {day} tháng {month} năm {year} của {whose})"


def fonts() -> Path:
    """Return where the built fonts lie."""
    return Path(str(current_app.static_folder)) / "build" / "fonts"
