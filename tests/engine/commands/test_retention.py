"""What is past its date goes whole, what is held stays, and what was is remembered."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from engine.base import clock, failpoints
from engine.base.errors import NotAllowedError
from engine.commands import cancel_instance, clean_up, lift_hold, place_hold, set_retention
from engine.commands.operators import ReasonMissingError
from engine.commands.retention import RetentionRefusedError
from engine.history import verify
from engine.model import Base, Command, Instance, Message, RemovedInstance
from engine.store import events, removal, retention
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import ADMIN, CLERK, Play, approved, key


class KilledError(BaseException):
    """Stands for the end of the process."""


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    played = Play(database)
    played.deploy(
        d.diagram(
            d.start(),
            d.user("one", inner=d.each("=[1, 2]", "n")),
            d.boundary("late", "one", timer="P900D"),
            d.throw("tell", "news"),
            d.end(),
            d.end("e2"),
            d.path("begin", "one", "tell", "done"),
            d.path("late", "e2"),
            messages=d.message("news", '="nobody"'),
        )
    )
    return played


def keep(play: Play, months: int | None, **more: Any) -> None:
    by, reason, name = (
        more.get("by", approved("set_retention")),
        more.get("reason", "theo quy chế"),
        more.get("key") or key(),
    )
    play.database.perform(lambda s: set_retention(s, "test", months, reason, by=by, key=name))


def ended(play: Play, business_key: str = "K-1") -> UUID:
    i = play.start({"x": 1}, business_key=business_key)
    play.complete(i, "one")
    play.complete(i, "one")
    assert play.state(i) == "completed"
    return i


def due_after(months: int) -> date:
    """Return the same day some months from today, or the last of a month that lacks it."""
    year, month = divmod(clock.today().month - 1 + months, 12)
    year, month = clock.today().year + year, month + 1
    return date(year, month, min(clock.today().day, monthrange(year, month)[1]))


def removal_day(play: Play, i: UUID) -> date:
    """Return the day here on which an instance is due to be removed."""
    return play.instance(i).removal_at.astimezone(clock.local_zone()).date()


def rows_of(play: Play, i: UUID) -> dict[str, int]:
    """Return how many rows each table keeps for an instance."""
    found = {}
    with play.database.read() as s:
        for table in Base.metadata.sorted_tables:
            if "root_id" in table.c:
                found[table.name] = s.scalar(select(func.count()).select_from(table).where(table.c.root_id == i)) or 0
    return {name: count for name, count in found.items() if count}


def test_an_instance_is_kept_for_ever_unless_somebody_says_how_long(play: Play) -> None:
    i = ended(play)
    assert play.instance(i).removal_at is None
    clock.advance(timedelta(days=36500))
    assert clean_up(play.database).instances == 0
    assert play.state(i) == "completed"


def test_an_ended_instance_gets_its_date_and_goes_with_all_its_rows(play: Play) -> None:
    keep(play, 12)
    i, running = ended(play), play.start({"x": 1}, business_key="K-2")
    assert removal_day(play, i) == due_after(12)
    assert set(rows_of(play, i)) >= {"instance", "element_instance", "event", "variable", "user_task", "message"}
    clock.advance(timedelta(days=364))
    assert clean_up(play.database).instances == 0
    clock.advance(timedelta(days=3))
    assert clean_up(play.database).instances == 1
    assert rows_of(play, i) == {}
    assert play.names(running) == ["one", "one"]
    with play.database.read() as s:
        assert s.scalar(text("SELECT count(*) FROM user_task_candidate")) == 2
        left = s.get(RemovedInstance, i)
        assert left is not None
        assert (left.business_key, left.procedure) == ("K-1", "test")
        assert len(left.last_hash) == 64
        assert left.rows > 10
        assert verify(s, running).ok


def test_a_new_setting_dates_what_has_ended_already_and_cancelled_ones_too(play: Play) -> None:
    i, j = ended(play), play.start(business_key="K-2")
    play.database.perform(lambda s: cancel_instance(s, j, "thôi", by=approved("cancel_instance"), key=key()))
    keep(play, 1)
    assert removal_day(play, i) == due_after(1)
    assert play.instance(j).removal_at == play.instance(i).removal_at
    keep(play, None)
    assert play.instance(i).removal_at is None
    with play.database.read() as s:
        assert [one.months for one in retention.settings(s)] == [None, 1]


def test_a_hold_covers_the_whole_case_stands_in_its_history_and_is_obeyed(play: Play) -> None:
    keep(play, 1)
    i, j, other = ended(play), ended(play), ended(play, "K-2")
    hold = play.database.perform(lambda s: place_hold(s, i, "thanh tra", by=ADMIN, key=key()))
    clock.advance(timedelta(days=60))
    assert clean_up(play.database).instances == 1
    assert rows_of(play, other) == {}
    for one in (i, j):
        with play.database.read() as s:
            last = events.events_of(s, instance_id=one)[-1]
            assert (last.kind, last.data["reason"]) == ("hold_placed", "thanh tra")
            assert verify(s, one).ok
    play.database.perform(lambda s: lift_hold(s, hold.id, "xong việc", by=approved("lift_hold"), key=key()))
    with pytest.raises(RetentionRefusedError):
        play.database.perform(lambda s: lift_hold(s, hold.id, "xong việc", by=approved("lift_hold"), key=key()))
    assert clean_up(play.database).instances == 2


def test_a_hold_on_an_instance_without_a_key_covers_only_it(play: Play) -> None:
    keep(play, 1)
    i, j = ended(play, ""), ended(play, "")
    play.database.perform(lambda s: place_hold(s, i, "giữ", by=ADMIN, key=key()))
    clock.advance(timedelta(days=60))
    assert clean_up(play.database).instances == 1
    assert rows_of(play, i)
    assert not rows_of(play, j)


def test_a_kill_in_the_middle_removes_whole_instances_only_and_the_rest_goes_next_time(play: Play) -> None:
    keep(play, 1)
    gone = [ended(play, f"K-{n}") for n in range(4)]
    before = rows_of(play, gone[0])
    clock.advance(timedelta(days=60))
    passed = 0

    def kill(point: str) -> None:
        nonlocal passed
        passed += point == "commit.wanted"
        if passed == 3:
            raise KilledError

    with failpoints.armed(kill), pytest.raises(KilledError):
        clean_up(play.database)
    left = [rows_of(play, i) for i in gone]
    assert sorted(map(len, left)) == [0, 0, len(before), len(before)]
    assert clean_up(play.database).instances == 2
    with play.database.read() as s:
        assert s.query(RemovedInstance).count() == 4


def test_keys_and_messages_nobody_received_go_by_their_own_dates(play: Play) -> None:
    play.send("nobody", "waits")
    with play.database.read() as s:
        assert s.query(Command).count() > 0
    clock.advance(timedelta(days=31))
    clean_up(play.database)
    with play.database.read() as s:
        assert s.query(Command).count() == 0
        assert s.query(Message).count() == 1
    clock.advance(timedelta(days=800))
    clean_up(play.database)
    with play.database.read() as s:
        assert s.query(Message).count() == 0


def test_settings_and_holds_need_the_role_a_reason_and_a_sense(play: Play) -> None:
    with pytest.raises(NotAllowedError):
        keep(play, 1, by=CLERK)
    with pytest.raises(ReasonMissingError):
        keep(play, 1, reason=" ")
    for months in (0, -1, 5000):
        with pytest.raises(RetentionRefusedError):
            keep(play, months)
    with pytest.raises(RetentionRefusedError):
        play.database.perform(lambda s: set_retention(s, "nothing", 1, "x", by=approved("set_retention"), key=key()))
    i = ended(play)
    with pytest.raises(NotAllowedError):
        play.database.perform(lambda s: place_hold(s, i, "giữ", by=CLERK, key=key()))


def test_the_same_key_sets_and_holds_once(play: Play) -> None:
    for _ in range(2):
        keep(play, 1, key="keep-1")
    i = ended(play)
    holds = {play.database.perform(lambda s: place_hold(s, i, "giữ", by=ADMIN, key="hold-1")).id for _ in range(2)}
    assert len(holds) == 1
    with play.database.read() as s:
        assert len(retention.settings(s)) == 1


@pytest.mark.parametrize("months", [(1, "2020-02-29"), (13, "2021-02-28"), (12, "2021-01-31")])
def test_months_end_on_the_last_day_of_a_shorter_one(months: tuple[int, str]) -> None:
    start = clock.now().replace(year=2020, month=1, day=31)
    assert retention.months_after(start, months[0]).date().isoformat() == months[1]


def test_months_are_those_of_the_local_calendar() -> None:
    ended = datetime(2026, 2, 28, 17, 30, tzinfo=UTC)  # 1 March, half past midnight
    assert retention.months_after(ended, 1) == datetime(2026, 3, 31, 17, 30, tzinfo=UTC)


def test_every_statement_of_the_clean_up_finds_its_rows_by_an_index(postgresql_database: Database, clock: Any) -> None:
    play = Play(postgresql_database)
    play.deploy(d.diagram(d.start(), d.user("one"), d.end(), d.path("begin", "one", "done")))
    i = play.start()
    with postgresql_database.transaction() as s:
        s.execute(text("SET LOCAL enable_seqscan = off"))
        asked = [("due", select(Instance.id).where(Instance.removal_at <= clock.now()).order_by(Instance.removal_at))]
        asked += [(str(one.table), one) for one in removal.of_instance(i)]
        for table in removal.dated_tables():
            query = select(*table.primary_key.columns).where(table.c.removal_at <= clock.now()).limit(10)
            asked.append((table.name, query.order_by(table.c.removal_at)))
        for name, statement in asked:
            shown = statement.compile(s.get_bind(), compile_kwargs={"literal_binds": True})
            plan = "\n".join(row[0] for row in s.execute(text(f"EXPLAIN {shown}".replace(":", "\\:"))))
            assert "Index" in plan, f"{name}: {plan}"
            assert "Seq Scan" not in plan, f"{name}: {plan}"
