"""On which day a document may be dated (Decree 30/2020/NĐ-CP Art. 8, 15: numbers follow each other by day)."""

from datetime import date

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import FieldError
from engine.base.text import N_, Text
from workflows.across.documents.kinds import Kind
from workflows.across.documents.store import last_day_of


class DayRefusedError(FieldError):
    """A document cannot have this day; the text says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text, "issued_on")


def require_day_of(session: Session, kind: Kind, about: str, day: date) -> None:
    """Refuse a day to come, or one before what the document records.

    Raises DayRefusedError.
    """
    if day > clock.today():
        raise DayRefusedError(Text(N_("The day of a document does not lie in the future.")))
    since = kind.since(session, about)
    if since is not None and day < since:
        said = N_("The document records what was done on %(since)s; its day is not before that.")
        raise DayRefusedError(Text(said, {"since": f"{since:%d/%m/%Y}"}))


def require_order(session: Session, body: str, code: str, day: date) -> None:
    """Refuse a day before that of the last number in a series; the caller holds the series' counter.

    Raises DayRefusedError.
    """
    last = last_day_of(session, body, code, day.year)
    if last is not None and day < last:
        said = N_("The last number of this series is of %(last)s; a later number has no earlier day.")
        raise DayRefusedError(Text(said, {"last": f"{last:%d/%m/%Y}"}))
