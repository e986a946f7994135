"""All instances of a release go to another: tried first, then moved one by one, whoever dies in the middle."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from engine.base import failpoints
from engine.base.errors import BangVangError, NotAllowedError
from engine.bpmn.keep import cache
from engine.commands import (
    MigrationRefusedError,
    MigrationStateError,
    advance_migrations,
    cancel_instance,
    complete_task,
    migrate_instance,
    prepare_migration,
    start_migration,
    stop_migration,
    suspend_instance,
)
from engine.history import verify
from engine.jobs import worker
from engine.model import Migration
from engine.store import events, instances, migrations, releases
from engine.store.database import Database
from tests.asking import count_migrations
from tests.engine import drawing as d
from tests.engine.play import ADMIN, CLERK, Play, approved, key


class KilledError(BaseException):
    """Stands for the end of the process."""


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    return Play(database)


def line(*users: str) -> bytes:
    return d.diagram(d.start(), *(d.user(u) for u in users), d.end(), d.path("begin", *users, "done"))


def two_releases(play: Play, count: int) -> list[UUID]:
    """Start instances on an old release, one of them past what the new one lacks, and deploy the new one."""
    play.deploy(line("one", "two"))
    started = [play.start(business_key=f"M-{n}") for n in range(count)]
    play.complete(started[0], "one")
    play.deploy(line("uno", "two", "three"))
    return started


def ids(play: Play) -> tuple[UUID, UUID]:
    with play.database.read() as s:
        newest, oldest = releases.releases_of(s, "test")[:2]
        return oldest.id, newest.id


def prepare(play: Play, mapping: dict[str, str] | None = None, **more: Any) -> Migration:
    old, new = ids(play)
    by, name = more.get("by", ADMIN), more.get("key") or key()
    return play.database.perform(
        lambda s: prepare_migration(s, old, new, mapping or {}, "đợt xét mới", by=by, key=name)
    )


def begin(play: Play, migration: Migration) -> None:
    play.database.perform(lambda s: start_migration(s, migration.id, by=approved("start_migration"), key=key()))


def look(play: Play, migration: Migration) -> tuple[str, dict[str, int]]:
    with play.database.read() as s:
        return migrations.find_migration(s, migration.id).state, migrations.counts(s, migration.id)


def test_instances_are_tried_first_and_nothing_changes_before_it_is_started(play: Play) -> None:
    started = two_releases(play, 3)
    migration = prepare(play)
    play.settle()
    assert look(play, migration) == ("checked", {"fits": 1, "refused": 2})
    with play.database.read() as s:
        found = {instance.id: (item.state, item.messages) for item, instance in migrations.items_of(s, migration.id)}
    assert found[started[0]] == ("fits", [])
    assert "Task one" in str(found[started[1]][1])
    assert {play.instance(i).release_id for i in started} == {ids(play)[0]}


def test_what_fits_is_moved_and_what_does_not_stays(play: Play) -> None:
    started = two_releases(play, 3)
    migration = prepare(play)
    play.settle()
    begin(play, migration)
    play.settle()
    assert look(play, migration) == ("done", {"moved": 1, "refused": 2})
    old, new = ids(play)
    assert [play.instance(i).release_id for i in started] == [new, old, old]
    again = prepare(play, {"one": "uno"})
    play.settle()
    begin(play, again)
    play.settle()
    assert look(play, again) == ("done", {"moved": 2})
    assert {play.instance(i).release_id for i in started} == {new}
    with play.database.read() as s:
        told = [e for e in events.events_of(s, instance_id=started[1]) if e.kind == "instance_migrated"]
        assert [e.actor_name for e in told] == [ADMIN.name]
        assert told[0].data["reason"] == "đợt xét mới"
        assert all(verify(s, i).ok for i in started)


def test_a_kill_in_the_middle_leaves_whole_instances_and_the_next_worker_goes_on(play: Play) -> None:
    started = two_releases(play, 6)
    migration = prepare(play, {"one": "uno"})
    play.settle()
    begin(play, migration)
    passed = 0

    def kill(point: str) -> None:
        nonlocal passed
        passed += point == "commit.wanted"
        if passed == 4:
            raise KilledError

    with failpoints.armed(kill), pytest.raises(KilledError):
        advance_migrations(play.database)
    cache.clear()
    state, counted = look(play, migration)
    assert (state, counted) == ("moving", {"moved": 3, "fits": 3})
    new = ids(play)[1]
    assert sum(play.instance(i).release_id == new for i in started) == 3
    assert advance_migrations(play.database) == 3
    assert look(play, migration) == ("done", {"moved": 6})
    with play.database.read() as s:
        for i in started:
            kinds = [e.kind for e in events.events_of(s, instance_id=i)]
            assert kinds.count("instance_migrated") == 1
            assert verify(s, i).ok


def test_several_workers_move_each_instance_once(play: Play) -> None:
    started = two_releases(play, 8)
    migration = prepare(play, {"one": "uno"})
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(advance_migrations, [play.database] * 3))
    advance_migrations(play.database)
    begin(play, migration)
    with ThreadPoolExecutor(3) as pool:
        done = sum(pool.map(advance_migrations, [play.database] * 3))
    advance_migrations(play.database)
    assert done == 8
    assert look(play, migration) == ("done", {"moved": 8})
    with play.database.read() as s:
        assert all(
            [e.kind for e in events.events_of(s, instance_id=i)].count("instance_migrated") == 1 for i in started
        )


def test_what_ends_or_moves_on_meanwhile_is_looked_at_again(play: Play) -> None:
    started = two_releases(play, 3)
    migration = prepare(play)
    play.settle()
    play.complete(started[0], "two")
    play.database.perform(lambda s: cancel_instance(s, started[1], "thôi", by=approved("cancel_instance"), key=key()))
    begin(play, migration)
    play.settle()
    assert look(play, migration) == ("done", {"gone": 1, "refused": 2})


def test_a_stopped_migration_moves_nothing_more(play: Play) -> None:
    started = two_releases(play, 2)
    migration = prepare(play, {"one": "uno"})
    play.settle()
    begin(play, migration)
    play.database.perform(lambda s: stop_migration(s, migration.id, by=ADMIN, key=key()))
    play.settle()
    assert look(play, migration)[0] == "stopped"
    assert {play.instance(i).release_id for i in started} == {ids(play)[0]}
    with pytest.raises(MigrationStateError):
        begin(play, migration)


def test_it_cannot_be_started_before_all_are_tried(play: Play) -> None:
    two_releases(play, 1)
    migration = prepare(play)
    with pytest.raises(MigrationStateError):
        begin(play, migration)


def test_the_same_key_prepares_and_starts_once(play: Play) -> None:
    two_releases(play, 2)
    first, again = prepare(play, key="prep-1"), prepare(play, key="prep-1")
    assert first.id == again.id
    with play.database.read() as s:
        assert count_migrations(s) == 1
    play.settle()
    for _ in range(2):
        play.database.perform(lambda s: start_migration(s, first.id, by=approved("start_migration"), key="start-1"))


def test_a_plan_that_is_none_is_refused(play: Play) -> None:
    two_releases(play, 1)
    for mapping in ({"nobody": "uno"}, {"one": "nowhere"}):
        with pytest.raises(MigrationRefusedError, match="no element"):
            prepare(play, mapping)
    with pytest.raises(NotAllowedError):
        prepare(play, by=CLERK)
    _, new = ids(play)
    with pytest.raises(MigrationRefusedError, match="another version"):
        play.database.perform(lambda s: prepare_migration(s, new, new, {}, "x", by=ADMIN, key=key()))


def test_suspended_instances_are_moved_too(play: Play) -> None:
    started = two_releases(play, 2)
    play.database.perform(lambda s: suspend_instance(s, started[1], "chờ", by=ADMIN, key=key()))
    migration = prepare(play, {"one": "uno"})
    play.settle()
    begin(play, migration)
    play.settle()
    assert look(play, migration) == ("done", {"moved": 2})
    assert play.instance(started[1]).suspended_at is not None


def test_a_move_and_a_completion_at_once_both_hold(play: Play) -> None:
    started = two_releases(play, 8)[1:]
    _, new = ids(play)

    def both(i: UUID) -> list[Any]:
        task = play.open(i)[0]

        def attempt(move: Any) -> Any:
            try:
                return play.database.perform(move)
            except BangVangError as error:
                return error

        with ThreadPoolExecutor(2) as pool:
            return list(
                pool.map(
                    attempt,
                    [
                        lambda s: complete_task(s, task.id, {"x": 1}, by=CLERK, key=key()),
                        lambda s: migrate_instance(
                            s, i, new, {"one": "uno"}, "đua", by=approved("migrate_instance"), key=key()
                        ),
                    ],
                )
            )

    for i in started:
        completed, moved = both(i)
        assert not isinstance(completed, Exception), completed
        assert not isinstance(moved, Exception), moved
        assert play.names(i) == ["two"]
        assert play.instance(i).release_id == new
        cache.clear()
        play.complete(i, "two")
        assert play.names(i) == ["three"]
        with play.database.read() as s:
            assert verify(s, i).ok
            assert instances.positions(s, i).current == ["three"]


def test_a_worker_that_serves_takes_up_what_was_left(play: Play) -> None:
    two_releases(play, 2)
    migration = prepare(play, {"one": "uno"})
    worker.run_until_idle(play.database)
    assert look(play, migration)[0] == "checked"
