"""A running instance goes to another release and stands where it stood; what would be lost is refused, with why."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from engine.base import clock
from engine.base.errors import KeyReusedError, NoLongerOpenError, NotAllowedError
from engine.bpmn.keep import cache
from engine.commands import (
    DROPPED,
    MigrationRefusedError,
    Place,
    cancel_instance,
    check_migration,
    claim_task,
    migrate_instance,
    move_token,
    plan_migration,
    resume_instance,
    retry_incident,
    suspend_instance,
)
from engine.history import verify
from engine.model import ElementInstance
from engine.ports.actions import ActionCall, action
from engine.store import events, instances, releases, waiting
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import ADMIN, CLERK, Play, approved, key

READY = {"on": False}


@action("test.migration_work", title="Việc")
def work(call: ActionCall) -> dict[str, bool]:
    if not READY["on"]:
        raise RuntimeError
    return {"worked": True}


@pytest.fixture
def play(database: Database, clock: Any) -> Play:
    """Return moves on both databases; on PostgreSQL every live instance is forgotten between them."""
    played = Play(database)
    played.forget_between = not database.is_sqlite
    return played


def newest(play: Play) -> UUID:
    with play.database.read() as s:
        return releases.releases_of(s, "test")[0].id


def go(play: Play, i: UUID, mapping: Mapping[str, str] | None = None, **more: Any) -> None:
    """Take an instance to the newest release, and compare what runs on with what its rows say."""
    if play.forget_between:
        cache.clear()
    by, name = more.get("by", approved("migrate_instance")), more.get("key") or key()
    release = more.get("release") or newest(play)
    play.database.perform(lambda s: migrate_instance(s, i, release, mapping or {}, "quy trình đổi", by=by, key=name))
    if play.forget_between:
        cache.clear()


def refused(play: Play, i: UUID, mapping: Mapping[str, str] | None = None) -> str:
    """Try it both ways; return the problems, which must be the same, and see that nothing changed."""
    release, version = newest(play), play.instance(i).version
    with play.database.read() as s:
        tried = check_migration(s, i, release, mapping or {})
    with pytest.raises(MigrationRefusedError) as error:
        go(play, i, mapping)
    assert [str(p) for p in error.value.problems] == [str(p) for p in tried.problems]
    assert play.instance(i).version == version
    assert play.instance(i).release_id != release
    return "; ".join(str(p) for p in tried.problems)


def line(*users: str, **more: str) -> bytes:
    return d.diagram(d.start(), *(d.user(u, **more) for u in users), d.end(), d.path("begin", *users, "done"))


def test_an_open_task_stays_open_and_what_follows_is_new(play: Play) -> None:
    play.deploy(line("one", "two"))
    i = play.start({"x": 1})
    task = play.open(i)[0]
    play.deploy(line("one", "between", "two"))
    go(play, i)
    kept = play.open(i)[0]
    assert (kept.id, kept.release_id) == (task.id, newest(play))
    for element in ("one", "between", "two"):
        play.complete(i, element)
    assert play.state(i) == "completed"


def test_the_history_says_from_where_to_where_and_its_chain_goes_on(play: Play) -> None:
    play.deploy(line("one", "two"))
    i = play.start()
    play.deploy(line("uno", "two"))
    go(play, i, {"one": "uno"})
    with play.database.read() as s:
        told = next(e for e in events.events_of(s, instance_id=i) if e.kind == "instance_migrated")
        assert (told.data["from"]["number"], told.data["to"]["number"]) == (1, 2)
        assert told.data["mapping"] == {"one": "uno"}
        assert told.data["reason"] == "quy trình đổi"
        assert told.actor_id == ADMIN.id
        assert instances.positions(s, i).current == ["uno"]
        assert verify(s, i).ok
    play.complete(i, "uno")
    assert play.names(i) == ["two"]


def test_what_has_passed_may_be_gone_from_the_new_release(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("gone"),
            d.sub("box", d.start("ib"), d.user("inside"), d.end("ie"), d.path("ib", "inside", "ie")),
            d.user("here"),
            d.end(),
            d.path("begin", "gone", "box", "here", "done"),
        )
    )
    i = play.start()
    play.complete(i, "gone")
    play.complete(i, "inside", {"kept": 1})
    play.deploy(line("here", "more"))
    go(play, i)
    cache.clear()
    play.complete(i, "here")
    play.complete(i, "more")
    assert play.state(i) == "completed"
    assert play.variables(i)["kept"] == 1


def test_a_task_is_offered_as_the_new_release_says_and_its_holder_and_deadline_stay(play: Play) -> None:
    due = '<zeebe:taskSchedule dueDate="=now() + duration(&quot;P3D&quot;)"/>'
    play.deploy(d.diagram(d.start(), d.user("one", extension=due), d.end(), d.path("begin", "one", "done")))
    i, j = play.start(), play.start(business_key="K-2")
    before = play.open(i)[0]
    play.database.perform(lambda s: claim_task(s, play.open(j)[0].id, by=CLERK, key=key()))
    clock.advance(timedelta(days=1))
    play.deploy(
        d.diagram(d.start(), d.user("one", '=["head@A"]', due, hint="mới"), d.end(), d.path("begin", "one", "done"))
    )
    go(play, i)
    go(play, j)
    after = play.open(i)[0]
    assert [c.principal for c in after.candidates] == ["head@A"]
    assert after.properties == {"hint": "mới"}
    assert after.due_at == before.due_at
    with pytest.raises(NotAllowedError):
        play.complete(i, "one")
    play.complete(j, "one")
    assert play.state(j) == "completed"


def test_an_active_step_that_is_gone_is_refused_by_name(play: Play) -> None:
    play.deploy(line("one", "two"))
    i = play.start()
    play.deploy(line("other", "two"))
    assert "“Task one” is active and is not in the new version" in refused(play, i)
    play.complete(i, "one")
    go(play, i)
    assert play.names(i) == ["two"]


def test_a_step_of_another_kind_is_refused(play: Play) -> None:
    play.deploy(line("one"))
    i = play.start()
    play.deploy(d.diagram(d.start(), d.service("one", "test.migration_work"), d.end(), d.path("begin", "one", "done")))
    assert "of another kind" in refused(play, i)


def vote(*more: str, output: str = "votes", sequential: bool = False, id: str = "vote") -> bytes:  # noqa: A002
    loop = d.each("=members", "member", output, "=ballot", sequential=sequential)
    asked = d.user(id, '=["clerk@A"]', d.mapping(outputs={"ballot": "=vote"}), loop)
    return d.diagram(d.start(), asked, *(d.user(m) for m in more), d.end(), d.path("begin", id, *more, "done"))


@pytest.mark.parametrize("sequential", [False, True])
def test_votes_given_and_votes_to_come_are_all_counted(play: Play, *, sequential: bool) -> None:
    play.deploy(vote("count", sequential=sequential))
    i = play.start({"members": ["A", "B", "C"]})
    play.complete(i, "vote", {"vote": 1})
    play.deploy(vote("check", "count", sequential=sequential, id="ballot"))
    go(play, i, {"vote": "ballot"})
    play.complete(i, "ballot", {"vote": 2})
    play.complete(i, "ballot", {"vote": 3})
    assert sorted(play.variables(i)["votes"]) == [1, 2, 3]
    assert play.names(i) == ["check"]


def test_a_vote_under_way_that_would_be_lost_or_gathered_otherwise_is_refused(play: Play) -> None:
    play.deploy(vote("count"))
    i = play.start({"members": ["A", "B", "C"]})
    play.complete(i, "vote", {"vote": 1})
    play.deploy(line("count"))
    assert "1 of 3 done" in refused(play, i)
    play.deploy(vote("count", output="others"))
    assert "gathers its results otherwise" in refused(play, i)
    play.deploy(line("vote", "count"))
    assert refused(play, i)
    play.complete(i, "vote", {"vote": 2})
    play.complete(i, "vote", {"vote": 3})
    assert len(play.variables(i)["votes"]) == 3


def timed(*boundaries: str, host: str = "slow") -> bytes:
    ends = [d.user(f"after_{b}") + d.end(f"end_{b}") + d.path(b, f"after_{b}", f"end_{b}") for b in boundaries]
    events_ = [d.boundary(b, host, timer="P2D") for b in boundaries]
    return d.diagram(d.start(), d.user(host), *events_, d.end(), d.path("begin", host, "done"), *ends)


def test_a_boundary_event_that_is_added_waits_from_now_on(play: Play) -> None:
    play.deploy(timed())
    i = play.start()
    play.deploy(timed("late"))
    with play.database.read() as s:
        assert "waits from now on" in str(check_migration(s, i, newest(play), {}).notes[0])
    go(play, i)
    with play.database.read() as s:
        assert len(waiting.jobs_of(s, i)) == 1
    cache.clear()
    clock.advance(timedelta(days=3))
    play.settle()
    assert play.names(i) == ["after_late"]


def test_an_activity_done_in_time_takes_its_added_boundary_event_with_it(play: Play) -> None:
    play.deploy(timed())
    i = play.start()
    play.deploy(timed("late"))
    go(play, i)
    play.complete(i, "slow")
    assert play.state(i) == "completed"
    with play.database.read() as s:
        assert waiting.jobs_of(s, i) == []


def test_a_waiting_boundary_event_keeps_its_deadline_and_is_lost_only_on_purpose(play: Play) -> None:
    play.deploy(timed("late"))
    i = play.start()
    with play.database.read() as s:
        due = waiting.jobs_of(s, i)[0].due_at
    clock.advance(timedelta(days=1))
    play.deploy(timed("too_late", host="slower"))
    go(play, i, {"slow": "slower", "late": "too_late"})
    with play.database.read() as s:
        assert [j.due_at for j in waiting.jobs_of(s, i)] == [due]
    play.deploy(timed(host="slower"))
    assert "drop it by hand" in refused(play, i)
    go(play, i, {"too_late": DROPPED})
    with play.database.read() as s:
        assert waiting.jobs_of(s, i) == []
    play.complete(i, "slower")
    assert play.state(i) == "completed"


def fork(*branches: str) -> bytes:
    ways = [d.path("split", branch, "join") for branch in branches]
    return d.diagram(
        d.start(),
        d.user("first"),
        d.gateway("parallel", "split"),
        *(d.user(b) for b in branches),
        d.gateway("parallel", "join"),
        d.user("after"),
        d.end(),
        d.path("begin", "first", "split"),
        *ways,
        d.path("join", "after", "done"),
    )


def test_a_branch_added_to_a_join_is_refused_once_it_has_split_and_fine_before(play: Play) -> None:
    play.deploy(fork("a", "b"))
    i, j = play.start(), play.start(business_key="K-2")
    play.complete(i, "first")
    play.deploy(fork("a", "b", "c"))
    assert "would wait for ever" in refused(play, i)
    go(play, j)
    play.complete(j, "first")
    assert play.names(j) == ["a", "b", "c"]


def test_a_token_that_waits_at_a_join_goes_over_with_its_renamed_flow(play: Play) -> None:
    play.deploy(fork("a", "b"))
    i = play.start()
    play.complete(i, "first")
    play.complete(i, "a")
    play.deploy(fork("x", "b"))
    assert "by the flow" in refused(play, i)
    go(play, i, {"a": "x"})
    play.complete(i, "b")
    assert play.names(i) == ["after"]


def nested(*steps: str) -> bytes:
    inner = d.start("ib"), *(d.user(s) for s in steps), d.end("ie"), d.path("ib", *steps, "ie")
    loop = d.each("=members", "member", "seen", "=member")
    return d.diagram(
        d.start(), d.sub("each", *inner, inner=loop), d.user("after"), d.end(), d.path("begin", "each", "after", "done")
    )


def test_tokens_inside_sub_processes_of_a_multi_instance_go_over(play: Play) -> None:
    play.deploy(nested("work", "check"))
    i = play.start({"members": ["A", "B"]})
    play.complete(i, "work", {"note": 1})
    play.deploy(nested("work", "extra", "check"))
    go(play, i)
    assert play.names(i) == ["check", "work"]
    for element in ("check", "work", "extra", "check"):
        play.complete(i, element)
    assert play.variables(i)["seen"] == ["A", "B"]
    play.complete(i, "after")
    assert play.state(i) == "completed"


def test_a_step_that_stands_in_another_sub_process_is_refused(play: Play) -> None:
    play.deploy(nested("work", "check"))
    i = play.start({"members": ["A"]})
    play.deploy(line("work", "each", "after"))
    assert "work" in refused(play, i)


def test_messages_and_timers_go_over_and_a_renamed_message_is_awaited_anew(play: Play) -> None:
    def waits(name: str) -> bytes:
        return d.diagram(
            d.start(),
            d.gateway("eventBased", "g"),
            d.catch("m", message=name),
            d.catch("t", timer="P1D"),
            d.user("heard"),
            d.user("late"),
            d.end(),
            d.path("begin", "g", "m", "heard", "done"),
            d.path("g", "t", "late", "done"),
            messages=d.message(name, "=case"),
        )

    play.deploy(waits("go"))
    i, j = play.start({"case": "A"}), play.start({"case": "B"}, business_key="K-2")
    play.deploy(waits("away"))
    go(play, i)
    go(play, j)
    play.send("go", "A")
    with play.database.read() as s:
        assert [x.name for x in waiting.subscriptions_of(s, i)] == ["away"]
    play.send("away", "A")
    assert play.names(i) == ["heard"]
    clock.advance(timedelta(days=2))
    play.settle()
    assert play.names(j) == ["late"]


def test_a_failed_step_is_put_right_by_a_new_release_and_tried_again(play: Play) -> None:
    READY["on"] = False
    play.deploy(
        d.diagram(d.start(), d.service("work", "test.migration_work"), d.end(), d.path("begin", "work", "done"))
    )
    i = play.start()
    READY["on"] = True
    play.deploy(
        d.diagram(
            d.start(),
            d.service("job", "test.migration_work"),
            d.user("see"),
            d.end(),
            d.path("begin", "job", "see", "done"),
        )
    )
    go(play, i, {"work": "job"})
    with play.database.read() as s:
        incident = instances.open_incidents(s, i)[0]
    assert incident.element_id == "job"
    play.database.perform(lambda s: retry_incident(s, incident.id, by=ADMIN, key=key(), reason="sửa xong"))
    assert play.names(i) == ["see"]
    assert play.variables(i)["worked"] is True


def test_a_called_process_goes_over_with_its_caller(play: Play) -> None:
    def caller(*steps: str) -> tuple[bytes, bytes]:
        call = d.node("callActivity", "call", '<zeebe:calledElement processId="q"/>')
        return (
            d.diagram(d.start(), call, d.user("after"), d.end(), d.path("begin", "call", "after", "done")),
            d.diagram(d.start(), *(d.user(s) for s in steps), d.end(), d.path("begin", *steps, "done"), process="q"),
        )

    play.deploy(*caller("work"))
    i = play.start()
    play.deploy(*caller("work", "check"))
    go(play, i)
    for element in ("work", "check", "after"):
        play.complete(i, element)
    assert play.state(i) == "completed"


def test_a_suspended_instance_goes_over_and_stays_suspended(play: Play) -> None:
    play.deploy(timed())
    i = play.start()
    play.database.perform(lambda s: suspend_instance(s, i, "chờ", by=ADMIN, key=key()))
    play.deploy(timed("late"))
    go(play, i)
    assert play.instance(i).suspended_at is not None
    clock.advance(timedelta(days=3))
    assert play.settle() == 0
    play.database.perform(lambda s: resume_instance(s, i, "xong", by=ADMIN, key=key()))
    play.settle()
    assert play.names(i) == ["after_late"]


def test_what_has_ended_or_is_there_already_or_is_anothers_is_refused(play: Play) -> None:
    play.deploy(line("one"))
    i, j = play.start(), play.start(business_key="K-2")
    play.deploy(line("one", "two"))
    go(play, i)
    with pytest.raises(MigrationRefusedError, match="already"):
        go(play, i)
    play.database.perform(lambda s: cancel_instance(s, j, "thôi", by=approved("cancel_instance"), key=key()))
    with pytest.raises(NoLongerOpenError):
        go(play, j)
    with play.database.read() as s:
        assert not check_migration(s, j, newest(play), {}).fits


def test_the_same_key_moves_once_and_only_administrators_move(play: Play) -> None:
    play.deploy(line("one"))
    i = play.start()
    play.deploy(line("one", "two"))
    with pytest.raises(NotAllowedError):
        go(play, i, by=CLERK)
    go(play, i, key="go-once")
    version = play.instance(i).version
    go(play, i, key="go-once")
    assert play.instance(i).version == version
    with pytest.raises(KeyReusedError):
        go(play, i, {"a": "b"}, key="go-once")


def test_rows_are_the_same_after_a_reload(play: Play) -> None:
    play.deploy(nested("work"))
    i = play.start({"members": ["A", "B"]})
    play.deploy(nested("work", "check"))
    go(play, i)

    def rows() -> list[tuple[Any, ...]]:
        with play.database.read() as s:
            found = s.query(ElementInstance).filter_by(instance_id=i).order_by(ElementInstance.number)
            return [
                (r.id, r.spec, r.element_id, r.parent_id, r.container_id, r.number, r.state, r.scope_id) for r in found
            ]

    before = rows()
    cache.clear()
    play.database.perform(lambda s: suspend_instance(s, i, "xem", by=ADMIN, key=key()))
    assert rows() == before


def test_the_plan_names_what_is_missing_and_what_it_may_become(play: Play) -> None:
    play.deploy(line("one", "two"))
    with play.database.read() as s:
        old = newest(play)
    play.deploy(line("uno", "two", "three"))
    with play.database.read() as s:
        plan = plan_migration(s, old, newest(play))[0]
    assert plan.process_id == "p"
    assert [c.element.id for c in plan.missing] == ["one"]
    assert [e.id for e in plan.missing[0].candidates][:2] == ["uno", "three"]
    assert {e.id for e in plan.added} == {"uno", "three"}


def listening(*more: str) -> bytes:
    """Return a process with one task, and event sub-processes of some messages that do not interrupt it."""
    parts = []
    for name in more:
        begin = d.node("startEvent", f"on_{name}", inner=d._message_event(name), isInterrupting="false")
        inside = (
            f"{begin}{d.user(f'do_{name}')}{d.end(f'end_{name}')}{d.path(f'on_{name}', f'do_{name}', f'end_{name}')}"
        )
        parts.append(d.node("subProcess", f"when_{name}", inner=inside, triggeredByEvent="true"))
    said = "".join(d.message(name, "=case") for name in more)
    return d.diagram(d.start(), d.user("one"), d.end(), d.path("begin", "one", "done"), *parts, messages=said)


def test_an_event_sub_process_that_is_added_listens_and_one_that_is_gone_is_lost_only_on_purpose(play: Play) -> None:
    play.deploy(listening("news"))
    i = play.start({"case": "A"})
    play.deploy(listening("news", "alarm"))
    go(play, i)
    cache.clear()
    play.send("alarm", "A")
    play.send("news", "A")
    assert play.names(i) == ["do_alarm", "do_news", "one"]
    play.complete(i, "do_alarm")
    play.complete(i, "do_news")
    play.deploy(listening("alarm"))
    assert "drop it by hand" in refused(play, i)
    go(play, i, {"when_news": DROPPED})
    with play.database.read() as s:
        assert {x.name for x in waiting.subscriptions_of(s, i)} == {"alarm"}
    play.complete(i, "one")
    assert play.state(i) == "completed"


def test_tokens_long_finished_at_elements_that_are_gone_do_not_come_back(play: Play) -> None:
    def process(begin: str, *users: str) -> bytes:
        return d.diagram(d.start(begin), *(d.user(u) for u in users), d.end(), d.path(begin, *users, "done"))

    play.deploy(process("start_1", "one", "two", "three"))
    i = play.start()
    play.complete(i, "one")
    play.complete(i, "two")
    play.deploy(process("start_2", "two", "three"))
    go(play, i)
    cache.clear()
    task = play.open(i)[0].id
    play.database.perform(
        lambda s: move_token(
            s, i, cancel=[task], start=[Place("two")], reason="lùi", by=approved("move_token"), key=key()
        )
    )
    cache.clear()
    play.complete(i, "two")
    cache.clear()
    play.complete(i, "three")
    assert play.state(i) == "completed"
