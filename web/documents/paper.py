"""Laying a document out as PDF (WeasyPrint), as Decree 30/2020/NĐ-CP asks, in Tinos."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import segno
from flask import current_app, render_template

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from workflows.across.documents.content import Content

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
    return typeset(render_template("documents/paper.html", **paper(content, marks)), fonts())


def paper(content: Content, marks: Marks) -> dict[str, Any]:
    """Return what templates of documents, of PDF and DOCX alike, may say."""
    number, _, code = marks.symbol.partition("/")
    return {
        "content": content,
        "number": number,
        "code": code or content.code,
        "day": f"{marks.issued_on:%d}" if marks.issued_on else "",
        "month": f"{marks.issued_on:%m}" if marks.issued_on else "",
        "year": f"{marks.issued_on:%Y}" if marks.issued_on else "",
        "qr": segno.make(marks.address, error="m").svg_inline(scale=2, border=0) if marks.address else "",
        "address": marks.address,
        "faces": FACES,
    }


def fonts() -> Path:
    """Return where the built fonts lie."""
    return Path(str(current_app.static_folder)) / "build" / "fonts"
