"""What the database does when a nomination comes or goes: it keeps the words by which it is found."""

import json

from sqlalchemy import Connection

from workflows.registers.organisation.matching import FOLD, letters

LONGEST = 60
LONGEST_CODE = 40
WATCHED = "INSERT OR DELETE OR UPDATE OF code, subject_search"


def trigger_statements(dialect: str) -> list[str]:
    """Return the statements that make the triggers in a database of a kind."""
    return _for_postgresql() if dialect == "postgresql" else _for_sqlite()


def _for_sqlite() -> list[str]:
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


def _for_postgresql() -> list[str]:
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
        f"CREATE TRIGGER nomination_word AFTER {WATCHED} ON nomination FOR EACH ROW EXECUTE FUNCTION nomination_word()",
    ]


def _added(words: str) -> str:
    return f"INSERT INTO nomination_word (word, code) SELECT word, NEW.code FROM ({words}) AS said WHERE word <> '';"


def make_triggers(connection: Connection) -> None:
    """Make the triggers, where the table is."""
    for statement in trigger_statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
