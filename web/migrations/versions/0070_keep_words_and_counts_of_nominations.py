"""Keep words and counts of nominations."""

import json

import sqlalchemy as sa
from alembic import op

from workflows.registers.organisation.matching import FOLD, letters, teach

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

# As the rooms have them; what they change later, a later migration makes anew.
COLUMNS = (
    *("counted", "body_code", "year", "award_code", "commendation_type", "movement", "regime", "bloc_code"),
    *("bloc_scope", "is_central", "is_handed_in", "stage", "outcome", "has_passed", "reason"),
)
TALLIED_FROM = (
    *("subject_kind", "body_code", "year", "award_code", "commendation_type", "movement", "regime", "bloc_code"),
    *("bloc_scope", "bloc_at", "central_at", "handed_in_at", "stage", "outcome", "reason"),
)
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
    "nomination": (_of_nomination, f"UPDATE OF {', '.join(TALLIED_FROM)}"),
    "nomination_entry": (_of_entry, "UPDATE OF state, reason"),
}


def tally_triggers(dialect: str) -> list[str]:
    """Return the statements that make the triggers in a database of a kind."""
    make = _tally_in_postgresql if dialect == "postgresql" else _tally_in_sqlite
    return [statement for table in _TABLES for statement in make(table)]


def _tally_in_sqlite(table: str) -> list[str]:
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


def _tally_in_postgresql(table: str) -> list[str]:
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


LONGEST = 60
LONGEST_CODE = 40
WORDED_FROM = "INSERT OR DELETE OR UPDATE OF code, subject_search"


def word_triggers(dialect: str) -> list[str]:
    """Return the statements that make the triggers in a database of a kind."""
    return _words_in_postgresql() if dialect == "postgresql" else _words_in_sqlite()


def _words_in_sqlite() -> list[str]:
    said = "json_each('[' || replace(json_quote(NEW.subject_search), ' ', '\",\"') || ']')"
    places = f"json_each('{json.dumps([*range(1, LONGEST_CODE + 1)])}')"
    ends = f"SELECT substr({FOLD}(NEW.code), value, {LONGEST}) FROM {places}"
    add = _added(f"SELECT substr(value, 1, {LONGEST}) AS word FROM {said} UNION {ends}")
    remove = "DELETE FROM nomination_word WHERE code = OLD.code;"
    done = {"INSERT": add, "DELETE": remove, "UPDATE OF code, subject_search": f"{remove} {add}"}
    return [
        f"CREATE TRIGGER nomination_word_{event[:6].lower()} AFTER {event} ON nomination BEGIN {body} END"
        for event, body in done.items()
    ]


def _words_in_postgresql() -> list[str]:
    given, wanted = letters()
    said = "unnest(string_to_array(NEW.subject_search, ' '))"
    places = "generate_series(1, length(NEW.code))"
    ends = f"SELECT substr(translate(NEW.code, '{given}', '{wanted}'), {places}, {LONGEST})"
    add = _added(f"SELECT left({said}, {LONGEST}) AS word UNION {ends}")
    body = (
        "IF TG_OP <> 'INSERT' THEN DELETE FROM nomination_word WHERE code = OLD.code; END IF; "
        f"IF TG_OP <> 'DELETE' THEN {add} END IF; RETURN NULL;"
    )
    return [
        f"CREATE FUNCTION nomination_word() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        f"CREATE TRIGGER nomination_word AFTER {WORDED_FROM} ON nomination FOR EACH ROW EXECUTE FUNCTION nomination_word()",
    ]


def _added(words: str) -> str:
    return f"INSERT INTO nomination_word (word, code) SELECT word, NEW.code FROM ({words}) AS said WHERE word <> '';"


def upgrade() -> None:
    op.create_table(
        "nomination_tally",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counted", sa.String(length=10), nullable=False),
        sa.Column("body_code", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("award_code", sa.String(length=40), nullable=False),
        sa.Column("commendation_type", sa.String(length=20), nullable=False),
        sa.Column("movement", sa.String(length=40), nullable=True),
        sa.Column("regime", sa.String(length=20), nullable=False),
        sa.Column("bloc_code", sa.String(length=40), nullable=True),
        sa.Column("bloc_scope", sa.String(length=60), nullable=True),
        sa.Column("is_central", sa.Boolean(), nullable=False),
        sa.Column("is_handed_in", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("has_passed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination_tally")),
    )
    op.create_index("ix_nomination_tally_bloc_scope", "nomination_tally", ["bloc_scope"], unique=False)
    op.create_index("ix_nomination_tally_body_code", "nomination_tally", ["body_code"], unique=False)
    op.create_table(
        "nomination_word",
        sa.Column(
            "word", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("word", "code", name=op.f("pk_nomination_word")),
    )
    op.create_index("ix_nomination_word_code", "nomination_word", ["code", "word"], unique=False)
    op.drop_index(op.f("ix_nomination_body_code"), table_name="nomination")
    op.drop_index(op.f("ix_nomination_movement"), table_name="nomination")
    op.drop_index(op.f("ix_nomination_stage"), table_name="nomination")
    op.drop_index(op.f("ix_nomination_subject_search"), table_name="nomination")
    op.drop_index(op.f("ix_nomination_unit_code"), table_name="nomination")
    op.create_index("ix_nomination_award_code_code", "nomination", ["award_code", "code"], unique=False)
    op.create_index("ix_nomination_bloc_code_code", "nomination", ["bloc_code", "code"], unique=False)
    op.create_index(
        "ix_nomination_bloc_scope_code",
        "nomination",
        ["bloc_scope", "code"],
        unique=False,
        sqlite_where=sa.text("bloc_at IS NOT NULL"),
        postgresql_where=sa.text("bloc_at IS NOT NULL"),
    )
    op.create_index("ix_nomination_body_code_code", "nomination", ["body_code", "code"], unique=False)
    op.create_index(
        "ix_nomination_central_at_code",
        "nomination",
        ["code"],
        unique=False,
        sqlite_where=sa.text("central_at IS NOT NULL"),
        postgresql_where=sa.text("central_at IS NOT NULL"),
    )
    op.create_index("ix_nomination_commendation_type_code", "nomination", ["commendation_type", "code"], unique=False)
    op.create_index("ix_nomination_movement_code", "nomination", ["movement", "code"], unique=False)
    op.create_index("ix_nomination_outcome_code", "nomination", ["outcome", "code"], unique=False)
    op.create_index("ix_nomination_stage_code", "nomination", ["stage", "code"], unique=False)
    op.create_index("ix_nomination_unit_code_code", "nomination", ["unit_code", "code"], unique=False)
    op.create_index("ix_nomination_year_code", "nomination", ["year", "code"], unique=False)
    op.create_index(
        "ix_user_task_done",
        "user_task",
        ["completed_at", "id"],
        sqlite_where=sa.text("state = 'completed'"),
        postgresql_where=sa.text("state = 'completed'"),
    )
    _watch(op.get_bind().dialect.name)


def _watch(dialect: str) -> None:
    """Make the triggers, and count and index what there is."""
    teach(op.get_bind().connection.dbapi_connection)  # it may be older than what the rooms taught those to come
    for statement in (*tally_triggers(dialect), *word_triggers(dialect)):
        op.get_bind().exec_driver_sql(statement)
    kinds = ", ".join(COLUMNS)
    counting = f"SELECT {kinds}, sum(number) FROM ({count_all()}) AS counted GROUP BY {kinds}"
    op.get_bind().exec_driver_sql(f"{_INTO}{counting}")
    op.get_bind().exec_driver_sql("UPDATE nomination SET subject_search = subject_search")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, name in (("nomination", "tally"), ("nomination_entry", "tally"), ("nomination", "word")):
            op.execute(f"DROP TRIGGER {table}_{name} ON {table}")
            op.execute(f"DROP FUNCTION {table}_{name}()")
    else:
        for name in ("nomination_tally", "nomination_entry_tally", "nomination_word"):
            for event in ("insert", "delete", "update"):
                op.execute(f"DROP TRIGGER {name}_{event}")
    op.drop_index("ix_user_task_done", table_name="user_task")
    op.drop_index("ix_nomination_year_code", table_name="nomination")
    op.drop_index("ix_nomination_unit_code_code", table_name="nomination")
    op.drop_index("ix_nomination_stage_code", table_name="nomination")
    op.drop_index("ix_nomination_outcome_code", table_name="nomination")
    op.drop_index("ix_nomination_movement_code", table_name="nomination")
    op.drop_index("ix_nomination_commendation_type_code", table_name="nomination")
    op.drop_index(
        "ix_nomination_central_at_code",
        table_name="nomination",
        sqlite_where=sa.text("central_at IS NOT NULL"),
        postgresql_where=sa.text("central_at IS NOT NULL"),
    )
    op.drop_index("ix_nomination_body_code_code", table_name="nomination")
    op.drop_index("ix_nomination_bloc_scope_code", table_name="nomination")
    op.drop_index("ix_nomination_bloc_code_code", table_name="nomination")
    op.drop_index("ix_nomination_award_code_code", table_name="nomination")
    op.create_index(op.f("ix_nomination_unit_code"), "nomination", ["unit_code"], unique=False)
    op.create_index(op.f("ix_nomination_subject_search"), "nomination", ["subject_search"], unique=False)
    op.create_index(op.f("ix_nomination_stage"), "nomination", ["stage"], unique=False)
    op.create_index(op.f("ix_nomination_movement"), "nomination", ["movement"], unique=False)
    op.create_index(op.f("ix_nomination_body_code"), "nomination", ["body_code"], unique=False)
    op.drop_index("ix_nomination_word_code", table_name="nomination_word")
    op.drop_table("nomination_word")
    op.drop_index("ix_nomination_tally_body_code", table_name="nomination_tally")
    op.drop_index("ix_nomination_tally_bloc_scope", table_name="nomination_tally")
    op.drop_table("nomination_tally")
