"""Where things stand on a paper and how large: Decree 30/2020/NĐ-CP, Appendix I, part I.

Margins, page numbers, the national title and the motto are verified; sizes of the other parts are
those of the appendix as offices use them. PDF and Word are laid out by the same figures.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """Margins in millimetres, letters in points; beside each what the appendix allows."""

    top: int = 20  # 20 to 25
    bottom: int = 20  # 20 to 25
    left: int = 30  # 30 to 35
    right: int = 15  # 15 to 20
    page_number: int = 13  # 13 to 14, centred in the top margin from page 2
    state: int = 12  # the national title: 12 to 13, capitals, bold
    motto: int = 13  # 13 to 14, bold, a line below as long as the words
    superior: int = 12  # 12 to 13, capitals
    issuer: int = 12  # 12 to 13, capitals, bold, a line of a third to a half below
    symbol: int = 13  # 13
    subject: int = 12  # what an official letter is about, under its number: 12 to 13
    date: int = 13  # 13 to 14, italic
    title: int = 14  # 13 to 14, capitals, bold, centred
    about: int = 14  # 13 to 14, bold, centred, a line below
    office: int = 13  # who decides: 13 to 14, capitals, bold, centred
    body: int = 13  # 13 to 14, justified, first line indented by 1 to 1.27 cm
    table: int = 12
    sign: int = 13  # post and name: 13 to 14, bold
    copies_head: int = 12  # "Nơi nhận": 12, bold italic
    copies: int = 11  # who gets copies: 11
    indent: int = 10  # millimetres


DECREE_30 = Layout()
WORD_FACE = "Times New Roman"
