"""A small copy of a filled database: a running case of each stage, with what it stands on, as text."""

import base64
import json
import lzma
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

WHERE_THEY_STAND = """
SELECT i.business_key, group_concat(place) FROM instance i JOIN (
    SELECT instance_id, process_id || ':' || element_id AS place FROM user_task WHERE state = 'open'
    UNION SELECT s.instance_id, i.process_id || '=' || s.name FROM subscription s
        JOIN instance i ON i.id = s.instance_id
    ORDER BY 2
) p ON p.instance_id = i.id WHERE i.state = 'active' GROUP BY i.business_key ORDER BY i.business_key
"""
ON_AGENDAS = "SELECT a.key FROM council_agenda_item a JOIN council_session c ON c.code = a.session_code"
OF_CASES = {
    "instance": "business_key IN kept",
    "nomination": "code IN kept",
    "clock_pause": "nomination IN kept",
    "notice": "business_key IN kept",
    "user_task": "business_key IN kept",
    "message": "correlation_key IN kept",
    "council_session": "code IN (SELECT session_code FROM council_agenda_item WHERE key IN kept) OR code IN kept",
    "council_agenda_item": "key IN kept OR session_code IN kept",
    "council_seat": "session_code IN (SELECT code FROM council_session)",
    "council_recusal": "session_code IN (SELECT code FROM council_session)",
    "ballot": "id IN (SELECT ballot_id FROM ballot_contest WHERE nomination IN kept)",
    "title_record": "person_id IN nominees OR unit_code IN nominated",
    "year_record": "person_id IN nominees OR unit_code IN nominated",
    "initiative": "person_id IN nominees",
    "command": "0",
}
"""What is kept of the tables that grow; what hangs on an instance, a task or a ballot goes with it."""
HANGING = (("instance_id", "instance", "id"), ("task_id", "user_task", "id"), ("ballot_id", "ballot", "id"))


def keep(source: Path, target: Path) -> None:
    """Write the small copy of an SQLite database of some version."""
    with closing(sqlite3.connect(":memory:")) as copy, closing(sqlite3.connect(source)) as whole:
        whole.backup(copy)
        _cut_down(copy)
        target.write_bytes(lzma.compress(json.dumps(dict(_tables(copy)), ensure_ascii=False).encode(), preset=9))


def _cut_down(copy: sqlite3.Connection) -> None:
    """Remove all but one case of each stage, those on an agenda with it, and what those stand on."""
    known = set(_names(copy))
    copy.execute("CREATE TEMP TABLE kept AS SELECT '' AS key WHERE 0")
    copy.executemany("INSERT INTO kept VALUES (?)", [(key,) for key in sorted(_cases(copy, known))])
    of_kept = "FROM nomination WHERE code IN kept"
    copy.execute(f"CREATE TEMP TABLE nominees AS SELECT person_id {of_kept}")
    copy.execute(f"CREATE TEMP TABLE nominated AS SELECT subject_unit_code {of_kept} UNION SELECT body_code {of_kept}")
    for table, condition in OF_CASES.items():
        if table in known:
            copy.execute(f"DELETE FROM {table} WHERE NOT coalesce({condition}, 0)")
    for table in sorted(known):
        for column, parent, key in HANGING:
            if column in _columns(copy, table) and parent in known:
                copy.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT {key} FROM {parent})")
    _remove_orphans(copy)


def _remove_orphans(copy: sqlite3.Connection) -> None:
    """Remove rows that refer to removed ones, and those that refer to these, until none does."""
    while orphans := copy.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, _, _ in orphans:
            copy.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))


def _cases(copy: sqlite3.Connection, known: set[str]) -> set[str]:
    """Return the keys of the cases to keep: the first at each place, and all that a running session is about."""
    first: dict[str, str] = {}
    for key, places in copy.execute(WHERE_THEY_STAND):
        first.setdefault(places, key)
    kept = set(first.values())
    if "council_agenda_item" in known:
        marks = ",".join("?" * len(kept))
        kept |= {key for (key,) in copy.execute(f"{ON_AGENDAS} WHERE c.code IN ({marks})", sorted(kept))}
    return kept


def _names(copy: sqlite3.Connection) -> list[str]:
    found = copy.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return [name for (name,) in found]


def _columns(copy: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in copy.execute(f"PRAGMA table_info({table})")]


def _tables(copy: sqlite3.Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    for table in _names(copy):
        rows = [[_written(value) for value in row] for row in copy.execute(f"SELECT * FROM {table}")]
        if rows:
            yield table, {"columns": _columns(copy, table), "rows": rows}


def _written(value: Any) -> Any:
    return {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value
