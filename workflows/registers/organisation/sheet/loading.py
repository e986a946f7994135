"""A table loaded whole or not at all; loading the same table again changes nothing."""

import hashlib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol

from sqlalchemy.orm import Session

from engine.base.text import N_, Text
from engine.sheets import Book
from engine.store.turns import take_turns
from workflows.registers.organisation.sheet.columns import Column, RowError
from workflows.registers.organisation.sheet.table import Table, find_table

MAX_ERRORS = 200
MAX_DOUBTS = 50


@dataclass(frozen=True)
class Change:
    """What a row does: what it is about, and each column with the old and the new value as people write them."""

    row: int
    name: str
    values: tuple[tuple[str, str, str], ...]
    is_new: bool


@dataclass
class ImportReport:
    """What a file would do, or did: with any error, nothing is changed.

    `notices` say what is no mistake, `doubts` where a cell may not mean what it seems to.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    notices: list[Text] = field(default_factory=list)
    doubts: list[RowError] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """Return what tells these changes from others: it is asked for again before they are taken."""
        return hashlib.sha256(repr(self.changes).encode()).hexdigest()

    @property
    def is_accepted(self) -> bool:
        """Tell whether every row can be taken."""
        return not self.errors


@dataclass(frozen=True)
class Record:
    """A row that was read without an error: its number and its values by column name."""

    number: int
    values: dict[str, Any]


class Target(Protocol):
    """The rows of the database a file is loaded into."""

    columns: Sequence[Column]
    # The keys of all rows that could be read, known before any of them is checked.
    in_file: set[Hashable]

    def check(self, record: Record) -> Iterable[tuple[str, Text]]:
        """Yield what is wrong with a record beside its single cells: column and reason."""
        ...

    def doubt(self, record: Record) -> Iterable[tuple[str, Text]]:  # noqa: ARG002 - most targets doubt nothing
        """Yield what may be wrong with a record though it can be taken: column and reason."""
        return ()

    def key(self, values: Mapping[str, Any]) -> Hashable:
        """Return what tells one row from another."""
        ...

    def find(self, values: Mapping[str, Any]) -> Any | None:
        """Return the row there is, if any."""
        ...

    def fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the attributes a record gives to its row."""
        ...

    def create(self, fields: dict[str, Any]) -> Any:
        """Return a new row."""
        ...


def load_book(session: Session, book: Book, target: Target, *, dry_run: bool) -> ImportReport:
    """Check a file against a target and, unless it is a dry run or anything is wrong, take all of it.

    The file was read before, outside of the transaction, which the caller owns.
    """
    if not dry_run:
        take_turns(session, "sheet")  # two files may bring the same
    table = find_table(book, target.columns)
    report = ImportReport(rows=len(table.lines), errors=list(table.errors), notices=table.notices)
    records = [] if table.errors else _read(table, report)
    _check(records, target, table, report)
    del report.errors[MAX_ERRORS:]
    report.doubts = list(islice(_doubts(records, target, table), MAX_DOUBTS))
    if report.is_accepted:
        _take(session, records, target, report, is_kept=not dry_run)
    return report


def _read(table: Table, report: ImportReport) -> list[Record]:
    records = []
    for line in table.lines:
        values, errors = table.read(line)
        report.errors += errors
        if not errors:
            records.append(Record(line.number, values))
    return records


def _check(records: Sequence[Record], target: Target, table: Table, report: ImportReport) -> None:
    first_seen: dict[Hashable, int] = {}
    target.in_file = {target.key(record.values) for record in records}
    columns = {column.name: column for column in target.columns}
    for record in records:
        wrong = [table.error(record.number, columns[name], why) for name, why in target.check(record)]
        first = first_seen.setdefault(target.key(record.values), record.number)
        if first != record.number:
            why = Text(N_("The same entry stands in row %(row)s."), {"row": first})
            wrong.append(table.error(record.number, target.columns[0], why))
        report.errors += wrong


def _doubts(records: Sequence[Record], target: Target, table: Table) -> Iterator[RowError]:
    yield from table.doubts()
    columns = {column.name: column for column in target.columns}
    for record in records:
        for name, why in target.doubt(record):
            yield table.error(record.number, columns[name], why)


def _take(session: Session, records: Sequence[Record], target: Target, report: ImportReport, *, is_kept: bool) -> None:
    new: list[Any] = []
    for record in records:
        fields = target.fields(record.values)
        row = target.find(record.values)
        if row is None:
            new.append(target.create(fields))
            report.changes.append(_change(target, record, {}, fields))
            continue
        changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
        if changed:
            report.changes.append(_change(target, record, {name: getattr(row, name) for name in changed}, changed))
        report.updated += bool(changed)
        report.unchanged += not changed
        if is_kept:
            _set(row, changed)
    report.created = len(new)
    if is_kept:
        session.add_all(new)
        session.flush()


def _change(target: Target, record: Record, old: Mapping[str, Any], new: Mapping[str, Any]) -> Change:
    """Return what a row does in words; values that its key says already, and keys for searching, are left out."""
    key = target.key(record.values)
    parts = [str(part) for part in (key if isinstance(key, tuple) else (key,)) if part != ""]
    said = [(c.titles[0], c.say(old.get(c.name)), c.say(new[c.name])) for c in target.columns if c.name in new]
    kept = tuple((title, was, now) for title, was, now in said if now not in parts and (was or now))
    return Change(record.number, " · ".join(parts), kept, is_new=not old)


def _set(row: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
