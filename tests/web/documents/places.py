"""Where words stand on the pages of a PDF, how large and in which face; and the text of a Word document."""

import ctypes
from dataclasses import dataclass
from io import BytesIO

from docx import Document as Word
from docx.oxml.ns import qn
from pypdfium2 import PdfDocument, PdfPage, PdfTextPage, raw

POINT = 25.4 / 72
PAGE = (210, 297)
HEADER = 19  # millimetres from the top: what stands above is the page number


@dataclass(frozen=True)
class Place:
    """The first of some words: page from 1, edges in millimetres from top left, size in points, face."""

    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    face: str

    @property
    def middle(self) -> float:
        """Return how far from the left edge of the page its middle is."""
        return (self.left + self.right) / 2


class Pages:
    """The pages of a PDF."""

    def __init__(self, data: bytes) -> None:
        self.document = PdfDocument(data)
        self.pages: list[PdfPage] = list(self.document)
        self.texts: list[PdfTextPage] = [page.get_textpage() for page in self.pages]

    def find(self, words: str) -> Place:
        """Return where some words of one line stand for the first time."""
        for number, text in enumerate(self.texts, 1):
            found = text.search(words, match_case=True).get_next()
            if found:
                return self._place(number, text, *found)
        raise AssertionError(words)

    def find_last(self, words: str) -> Place:
        """Return where some words of one line stand for the last time."""
        for number, text in reversed(list(enumerate(self.texts, 1))):
            searcher, last = text.search(words, match_case=True), None
            while found := searcher.get_next():
                last = found
            if last:
                return self._place(number, text, *last)
        raise AssertionError(words)

    def ink(self) -> list[tuple[float, float, float, float]]:
        """Return for each page how far its text reaches below the header: left, right, top, bottom."""
        return [self._ink(text) for text in self.texts]

    def heads(self) -> list[str]:
        """Return what stands in the top margin of each page."""
        return [self._part(text, 0, HEADER) for text in self.texts]

    def said(self) -> str:
        """Return the text below the headers, without spaces and line ends."""
        return "".join("".join(self._part(text, HEADER, PAGE[1])) for text in self.texts)

    def _part(self, text: PdfTextPage, above: float, below: float) -> str:
        top, bottom = (PAGE[1] - above) / POINT, (PAGE[1] - below) / POINT
        chars = [text.get_text_range(n, 1) for n in range(text.count_chars()) if _is_between(text, n, bottom, top)]
        return "".join("".join(chars).replace("\ufffe", "-").split())

    def _place(self, number: int, text: PdfTextPage, start: int, count: int) -> Place:
        boxes = [text.get_charbox(n) for n in range(start, start + count)]
        boxes = [box for box in boxes if box[2] > box[0]]
        matrix, face, flags = raw.FS_MATRIX(), ctypes.create_string_buffer(100), ctypes.c_int()
        raw.FPDFText_GetMatrix(text, start, matrix)
        raw.FPDFText_GetFontInfo(text, start, face, 100, flags)
        left, right = min(box[0] for box in boxes) * POINT, max(box[2] for box in boxes) * POINT
        top, bottom = (PAGE[1] - edge * POINT for edge in (max(b[3] for b in boxes), min(b[1] for b in boxes)))
        size = raw.FPDFText_GetFontSize(text, start) * matrix.a
        return Place(number, left, right, top, bottom, round(size, 1), face.value.decode().rpartition("+")[2])

    def _ink(self, text: PdfTextPage) -> tuple[float, float, float, float]:
        boxes = [text.get_charbox(n) for n in range(text.count_chars())]
        inked = [box for box in boxes if box[2] > box[0] and PAGE[1] - box[3] * POINT > HEADER]
        edges = min(b[0] for b in inked), max(b[2] for b in inked), max(b[3] for b in inked), min(b[1] for b in inked)
        left, right, top, bottom = (edge * POINT for edge in edges)
        return left, right, PAGE[1] - top, PAGE[1] - bottom


def _is_between(text: PdfTextPage, n: int, bottom: float, top: float) -> bool:
    box = text.get_charbox(n)
    return bottom < (box[1] + box[3]) / 2 <= top


def words_of(data: bytes) -> str:
    """Return the text of a Word document in its order, without spaces and line ends."""
    return "".join("".join(one.text or "" for one in Word(BytesIO(data)).element.body.iter(qn("w:t"))).split())
