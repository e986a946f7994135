"""Files as acts: awards, ratings and initiatives by two people, units and people where an installation asks for it."""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from engine.base.actor import SYSTEM, Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.ports.acts import ActKind, Request, register_act
from engine.sheets import Book, read_book
from workflows.registers.awards.entering.commands import import_initiatives, import_titles, import_years
from workflows.registers.awards.entering.targets import InitiativeTarget, YearTarget
from workflows.registers.awards.importing import TitleTarget
from workflows.registers.organisation.importing import PersonTarget, UnitTarget, import_people, import_units
from workflows.registers.organisation.sheet.columns import Column, RowError
from workflows.registers.organisation.sheet.loading import Change, ImportReport
from workflows.registers.organisation.sheet.table import find_table

MOST_ROWS = 500
"""Rows of one file that two people take: each is read by the second."""
Importer = Callable[..., ImportReport]
IMPORTERS: Mapping[str, tuple[Importer, str]] = {
    "import_titles": (import_titles, N_("Enter awards held")),
    "import_years": (import_years, N_("Enter ratings by year")),
    "import_initiatives": (import_initiatives, N_("Enter initiatives")),
    "import_units": (import_units, N_("Load units")),
    "import_people": (import_people, N_("Load people")),
}
COLUMNS: Mapping[str, Sequence[Column]] = {
    "import_titles": TitleTarget.columns,
    "import_years": YearTarget.columns,
    "import_initiatives": InitiativeTarget.columns,
    "import_units": UnitTarget.columns,
    "import_people": PersonTarget.columns,
}


class RecordsRefusedError(BangVangError):
    """A file cannot be taken; the text says where and why."""


def request_for(name: str, data: bytes, book: Book) -> dict[str, Any]:
    """Return the request by which a file is proposed: the file, and the sheet of it that was read."""
    read = book.only(find_table(book, COLUMNS[name]).sheet.name).as_data()
    return {"data": b64encode(data).decode(), "filename": book.filename, "book": read}


def file_of(request: Request) -> bytes:
    """Return the file that a request proposes."""
    return b64decode(request["data"])


def book_of(request: Request) -> Book:
    """Return what was read of the file that a request proposes; the oldest requests hold the file alone."""
    if "book" in request:
        return Book.from_data(request["book"])
    return read_book(file_of(request), request["filename"])


def look(session: Session, name: str, book: Book) -> ImportReport:
    """Return what a file would change, or what is wrong with it; nothing is changed."""
    report = IMPORTERS[name][0](session, book, dry_run=True, by=SYSTEM)
    if report.rows > MOST_ROWS:
        said = Text(N_("There are more than %(limit)s rows."), {"limit": MOST_ROWS})
        report.errors.insert(0, RowError(0, "", said))
    elif not report.errors and not report.changes:
        report.errors.append(RowError(0, "", Text(N_("The file changes nothing."))))
    return report


def say_change(change: Change) -> Text:
    """Return one row of a file as a sentence."""
    values = "; ".join(
        f"{title}: {old} → {new or '–'}" if old else f"{title}: {new}" for title, old, new in change.values
    )
    said = N_("New: %(what)s. %(values)s") if change.is_new else N_("Changed: %(what)s. %(values)s")
    return Text(said, {"what": change.name, "values": values})


def _acting(name: str, title: str, load: Importer) -> ActKind:
    def perform(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:  # noqa: ARG001 - the act is done once
        report = load(session, book_of(request), dry_run=False, by=by)
        _require_right(report)
        return report.created + report.updated

    def effect(session: Session, request: Request) -> list[Text]:
        report = look(session, name, book_of(request))
        _require_right(report)
        digest = hashlib.sha256(file_of(request)).hexdigest()
        said = Text(N_("Fingerprint of the file (SHA-256): %(digest)s"), {"digest": digest})
        return [*map(say_change, report.changes), said]

    def mark(session: Session, request: Request) -> str:
        return look(session, name, book_of(request)).mark

    return ActKind(name, title, perform, effect, mark, subject=lambda _session, request: request["filename"][:60])


def _require_right(report: ImportReport) -> None:
    if report.errors:
        first = report.errors[0]
        said = {"row": first.row or "–", "column": first.column or "–", "text": first.text, "cell": first.cell or "–"}
        raise RecordsRefusedError(Text(N_("Row %(row)s, %(column)s (cell %(cell)s): %(text)s"), said))


for _name, (_load, _title) in IMPORTERS.items():
    register_act(_acting(_name, _title, _load))
