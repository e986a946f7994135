"""What is gathered for PostgreSQL goes out in few statements, none with a part that needs another part of it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from engine.base.failpoints import armed
from engine.model import Event, Variable
from engine.model.task import NEVER
from engine.store import answers, events, messages, states, tasks, waiting
from engine.store.database import Database
from engine.store.fast import BLOCK, MOST_ROWS, Statement, Waiting, combine, joinable, locked, numbered
from tests.engine import drawing as d
from tests.engine.play import Play

INSTANCE = UUID(int=1)


def gathered(statement: Statement, *rows: dict[str, Any]) -> Waiting:
    prepared = statement.prepared("postgresql")
    return prepared, [prepared.bind(row) for row in rows]


def variable(name: str, value: Any = 1) -> dict[str, Any]:
    return {"instance_id": INSTANCE, "scope_id": INSTANCE, "name": name, "root_id": INSTANCE, "value": value}


def closing(task: int) -> Waiting:
    return gathered(tasks.CLOSE, {"row_id": UUID(int=task), "is_open": False})


def test_writes_to_different_tables_are_one_statement_with_their_values_in_order() -> None:
    ((text, values, has_rows),) = combine([closing(7), gathered(states.SAVE_VARIABLE, variable("a"), variable("b"))])
    assert not has_rows
    assert text.startswith(b"WITH part0 AS (UPDATE user_task_candidate SET is_open=$1")
    assert b") INSERT INTO variable (instance_id, scope_id, name, root_id, value) VALUES ($3::UUID, " in text
    assert text.endswith(b"DO UPDATE SET value = excluded.value")
    assert values == [
        False,
        UUID(int=7),
        INSTANCE,
        INSTANCE,
        "a",
        INSTANCE,
        "1",
        INSTANCE,
        INSTANCE,
        "b",
        INSTANCE,
        "1",
    ]
    assert text.count(b"$") == len(values)


def test_a_table_touched_again_begins_another_statement() -> None:
    carried = {"is_open": True, "due_at": NEVER, "attention": False}
    offer = gathered(tasks.OFFER, {"task_id": UUID(int=8), "principal": "clerk@A", **carried})
    sent = [text for text, _, _ in combine([closing(7), offer, gathered(states.SAVE_VARIABLE, variable("a"))])]
    assert sent[0].startswith(b"UPDATE user_task_candidate")
    assert sent[1].startswith(b"WITH part0 AS (INSERT INTO user_task_candidate")
    assert len(sent) == 2


def test_a_row_met_twice_or_very_many_are_sent_one_by_one() -> None:
    twice = gathered(states.SAVE_VARIABLE, variable("a", 1), variable("a", 2))
    many = gathered(states.SAVE_VARIABLE, *(variable(str(n)) for n in range(MOST_ROWS + 1)))
    for one in (twice, many):
        ((text, rows, has_rows),) = combine([one])
        assert has_rows
        assert rows == one[1]
        assert text == numbered(one[0])


def test_a_thousand_rows_go_in_blocks_and_what_is_left_over_one_by_one() -> None:
    prepared, rows = gathered(states.SAVE_VARIABLE, *(variable(str(n)) for n in range(2 * BLOCK + 3)))
    first, second, rest = combine([(prepared, rows)])
    assert [has_rows for _, _, has_rows in (first, second, rest)] == [False, False, True]
    assert first[0] == second[0]
    assert first[0].count(b"($") == BLOCK
    assert [*first[1], *second[1]] == [value for row in rows[: 2 * BLOCK] for value in row]
    assert rest[:2] == (numbered(prepared), rows[2 * BLOCK :])


def test_rows_join_those_of_their_statement_past_other_tables_and_never_past_what_they_need() -> None:
    opened, offered = (one.prepared("postgresql") for one in (tasks.OPEN, tasks.OFFER))
    closed, saved = (one.prepared("postgresql") for one in (tasks.CLOSE, states.SAVE_VARIABLE))
    first: list[list[Any]] = [[1]]
    assert joinable([(opened, first), (offered, [[2]])], opened) is first
    assert joinable([(offered, first), (opened, [[2]])], offered) is None  # which refer to the task between
    assert joinable([(offered, first), (closed, [[2]])], offered) is None  # which touches their table
    asking = waiting.CLOSE_INCIDENTS.prepared("postgresql")
    assert joinable([(saved, first), (asking, [[2]])], saved) is None  # which asks other tables
    assert joinable([(closed, first), (saved, [[2]])], closed) is None  # which adds nothing
    assert joinable([(closed, first)], closed) is first


def test_a_vote_of_very_many_begins_in_few_statements(database: Database) -> None:
    play = Play(database)
    inner = d.each("=members", "member", "votes", "=vote")
    play.deploy(d.diagram(d.start(), d.user("vote", inner=inner), d.end(), d.path("begin", "vote", "done")))
    passed: list[str] = []
    with armed(passed.append):
        made = play.start({"members": [str(n) for n in range(200)]})
    assert passed.count("write.statement") < 60
    assert len(play.open(made)) == 200


def test_several_changes_of_one_table_are_sent_one_by_one() -> None:
    prepared, (first,) = closing(7)
    assert [has_rows for _, _, has_rows in combine([(prepared, [first, first])])] == [True]


def test_what_asks_or_answers_stands_alone() -> None:
    for statement in (locked.LOCK, locked.TASK, answers.TAKE, answers.KNOWN, messages.RECEIVER, states.ELEMENTS):
        assert statement.prepared("postgresql").table == ""


def test_a_percent_sign_is_the_drivers_no_more() -> None:
    assert b"%%" not in numbered(states.ELEMENTS.prepared("postgresql"))
    assert b"'%\"order\":%'" in numbered(states.ELEMENTS.prepared("postgresql"))


def test_rows_written_together_are_found(database: Database) -> None:
    play = Play(database)
    play.deploy(d.diagram(d.start(), d.user("one"), d.end(), d.path("begin", "one", "done")))
    instance = play.start()
    with database.transaction() as session:
        link = dict.fromkeys(events.ADDING, "") | {"instance_id": instance, "root_id": instance}
        link |= {"at": datetime.now(UTC), "element_instance_id": uuid4(), "data": {"a": [1]}, "salt": b"\0\1"}
        events.add_events(session, [link | {"seq": 101}, link | {"seq": 102}])
        rows = [variable(name) | {"instance_id": instance, "scope_id": instance, "root_id": instance} for name in "xyz"]
        states.save_variables(session, rows, 101)
    with database.read() as session:
        found = session.get_one(Event, (instance, 102))
        assert (found.data, found.salt) == ({"a": [1]}, b"\0\1")
        assert session.get_one(Variable, (instance, instance, "z")).value == 1
