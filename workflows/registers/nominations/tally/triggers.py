"""What the database does when a nomination or an entry of one comes, changes or goes: it adds rows to the tally."""

from sqlalchemy import Connection

COLUMNS = (
    *("counted", "body_code", "year", "award_code", "commendation_type", "movement", "regime", "bloc_code"),
    *("bloc_scope", "is_central", "is_handed_in", "stage", "outcome", "has_passed", "reason"),
)
"""What makes a kind."""
WATCHED = (
    *("subject_kind", "body_code", "year", "award_code", "commendation_type", "movement", "regime", "bloc_code"),
    *("bloc_scope", "bloc_at", "central_at", "handed_in_at", "stage", "outcome", "reason"),
)
"""The columns of a nomination that its kind follows from."""
_SHARED = (
    "{n}.body_code, {n}.year, {n}.award_code, {n}.commendation_type, {n}.movement, {n}.regime, {n}.bloc_code, "
    "CASE WHEN {n}.bloc_at IS NOT NULL THEN {n}.bloc_scope END, {n}.central_at IS NOT NULL, "
    "{n}.handed_in_at IS NOT NULL, {n}.stage"
)
_ITS_KIND = (
    "CASE WHEN {n}.subject_kind = 'list' THEN 'letter' ELSE 'single' END, " + _SHARED + ", {n}.outcome, "
    "{n}.bloc_at IS NOT NULL OR {n}.central_at IS NOT NULL OR coalesce({n}.outcome, '') = 'awarded', "
    "CASE WHEN {n}.outcome IN ('failed', 'rejected', 'withdrawn') THEN {n}.reason ELSE '' END"
)
# An entry that stood when its letter ended went with it.
_ENTRYS_KIND = (
    "'entry', " + _SHARED + ", "
    "CASE WHEN {e}.state NOT IN ('proposed', 'passed') THEN CASE {e}.state WHEN 'refused' THEN 'rejected' "
    "ELSE {e}.state END WHEN {n}.outcome IS NOT NULL THEN 'withdrawn' END, "
    "{e}.state IN ('passed', 'awarded'), "
    "CASE WHEN {e}.state IN ('failed', 'refused', 'withdrawn') THEN {e}.reason "
    "WHEN {e}.state IN ('proposed', 'passed') AND {n}.outcome IS NOT NULL THEN {n}.reason ELSE '' END"
)
_INTO = f"INSERT INTO nomination_tally ({', '.join(COLUMNS)}, number) "


def _of_nomination(row: str, sign: str) -> str:
    """Return what counts a nomination, `OLD` or `NEW`, in or out, with what stands on it."""
    entries = f"FROM nomination_entry e WHERE e.nomination = {row}.code GROUP BY e.state, e.reason"
    return (
        f"{_INTO}SELECT {_ITS_KIND.format(n=row)}, {sign}1; "
        f"{_INTO}SELECT {_ENTRYS_KIND.format(n=row, e='e')}, {sign}count(*) {entries};"
    )


def _of_entry(row: str, sign: str) -> str:
    kind = _ENTRYS_KIND.format(n="n", e=row)
    return f"{_INTO}SELECT {kind}, {sign}1 FROM nomination n WHERE n.code = {row}.nomination;"


def count_all() -> str:
    """Return the query that counts anew: one row for each nomination and each entry of a letter."""
    single, entry = _ITS_KIND.format(n="n"), _ENTRYS_KIND.format(n="n", e="e")
    entries = "nomination_entry e JOIN nomination n ON n.code = e.nomination"
    found = f"SELECT {single}, 1 FROM nomination n UNION ALL SELECT {entry}, 1 FROM {entries}"
    return f"WITH found ({', '.join(COLUMNS)}, number) AS ({found}) SELECT * FROM found"


_TABLES = {
    "nomination": (_of_nomination, f"UPDATE OF {', '.join(WATCHED)}"),
    "nomination_entry": (_of_entry, "UPDATE OF state, reason"),
}


def trigger_statements(dialect: str) -> list[str]:
    """Return the statements that make the triggers in a database of a kind."""
    make = _for_postgresql if dialect == "postgresql" else _for_sqlite
    return [statement for table in _TABLES for statement in make(table)]


def _for_sqlite(table: str) -> list[str]:
    count, update = _TABLES[table]
    done = {
        "INSERT": count("NEW", ""),
        "DELETE": count("OLD", "-"),
        update: f"{count('OLD', '-')} {count('NEW', '')}",
    }
    return [
        f"CREATE TRIGGER {table}_tally_{event[:6].lower()} AFTER {event} ON {table} BEGIN {body} END"
        for event, body in done.items()
    ]


def _for_postgresql(table: str) -> list[str]:
    count, update = _TABLES[table]
    body = (
        f"IF TG_OP <> 'INSERT' THEN {count('OLD', '-')} END IF; "
        f"IF TG_OP <> 'DELETE' THEN {count('NEW', '')} END IF; RETURN NULL;"
    )
    return [
        f"CREATE FUNCTION {table}_tally() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        (
            f"CREATE TRIGGER {table}_tally AFTER INSERT OR DELETE OR {update} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_tally()"
        ),
    ]


def make_triggers(connection: Connection) -> None:
    """Make the triggers, where the tables are."""
    for statement in trigger_statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
