"""What stands at the top and the bottom of documents of a body or its council."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from engine.base.clock import local_zone
from workflows.registers.awards.store import name_on_papers
from workflows.registers.organisation.model import Unit, body_of
from workflows.registers.organisation.store import find_unit

PLACE = "Hà Nội"
COUNCIL = "HỘI ĐỒNG\nTHI ĐUA - KHEN THƯỞNG"
ARCHIVE = "Lưu: VT, TĐKT."
LAST_PADDED = 2  # February


def abbreviation(unit: Unit) -> str:
    """Return the letters that documents of a unit carry in their symbol."""
    return unit.code.replace(".", "-")


def body_named(session: Session, code: str) -> Unit:
    """Return a body by its code.

    Raises NotFoundError.
    """
    return find_unit(session, code)


def award_named(session: Session, code: str, unit: str = "") -> str:
    """Return the name of an award in Vietnamese, in which all documents are written, as a unit's body calls it."""
    return name_on_papers(session, code, body_of(unit))


def day(value: date | None) -> str:
    """Return a day as documents write it."""
    return f"{value:%d/%m/%Y}" if value else "…/…/……"


def day_in_full(value: date | None) -> str:
    """Return a day as sentences name that of a document: `05 tháng 3 năm 2019`, a nought before 1 and 2 only."""
    if value is None:
        return "… tháng … năm ……"
    month = f"{value.month:02d}" if value.month <= LAST_PADDED else str(value.month)
    return f"{value:%d} tháng {month} năm {value.year}"


def hour(value: datetime | None) -> str:
    """Return a moment as documents write it: `14 giờ 30 ngày 05/11/2019`."""
    if value is None:
        return "…"
    local = value.astimezone(local_zone())
    return f"{local:%H} giờ {local:%M} ngày {local:%d/%m/%Y}"
