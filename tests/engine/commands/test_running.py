"""Whole processes through the commands, on both databases, hot and with every live instance forgotten between steps."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.base import clock
from engine.base.errors import AlreadyDoneError, AlreadyTakenError, KeyReusedError, ModelRefusedError, NotAllowedError
from engine.base.logs import configure_logs
from engine.commands import cancel_instance, claim_task, complete_task, retry_incident
from engine.commands.operators import ReasonMissingError
from engine.history import verify
from engine.ports.actions import ActionCall, action
from engine.store import events, instances
from engine.store.database import Database
from tests.engine import drawing as d
from tests.engine.play import ADMIN, CLERK, HEAD, OTHER, Play, approved, key


@action("test.add", title="Cộng")
def add(call: ActionCall, *, left: int, right: int) -> dict[str, int]:
    return {"sum": left + right}


@action("test.fail_once", title="Hỏng một lần")
def fail_once(call: ActionCall, *, ready: bool) -> dict[str, bool]:
    if not ready:
        raise ValueError
    return {"passed": True}


@action("test.count_answers", title="Đếm")
def count_answers(call: ActionCall, *, answers: dict) -> dict[str, int]:
    """Say how many answers came."""
    return {"answered": len(answers)}


@action("test.keep_secret", title="Giữ kín")
def keep_secret(call: ActionCall, *, answers: dict) -> dict[str, bool]:
    return {"voted": True}


@pytest.fixture(params=["hot", "cold"])
def play(request: pytest.FixtureRequest, database: Database, clock) -> Iterator[Play]:
    play = Play(database)
    play.forget_between = request.param == "cold"
    return play


def test_a_task_follows_another(play: Play) -> None:
    play.deploy(d.diagram(d.start(), d.user("one"), d.user("two"), d.end(), d.path("begin", "one", "two", "done")))
    i = play.start({"unit": "A"})
    assert play.names(i) == ["one"]
    play.complete(i, "one", {"opinion": "đồng ý"})
    assert play.names(i) == ["two"]
    play.complete(i, "two")
    assert play.state(i) == "completed"
    assert play.variables(i) == {"unit": "A", "opinion": "đồng ý"}
    assert play.past(i) == ["begin", "one", "two", "done"]


def loop() -> bytes:
    return d.diagram(
        d.start(),
        d.user("draft"),
        d.user("review"),
        d.gateway("exclusive", "ok", default="back"),
        d.end(),
        d.path("begin", "draft", "review", "ok"),
        d.flow("ok", "done", '=decision = "approve"'),
        d.flow("ok", "draft", id="back"),
    )


def test_a_return_loop_runs_as_often_as_it_is_taken(play: Play) -> None:
    play.deploy(loop())
    i = play.start()
    for _ in range(3):
        play.complete(i, "draft")
        play.complete(i, "review", {"decision": "return"})
    play.complete(i, "draft")
    play.complete(i, "review", {"decision": "approve"})
    assert play.state(i) == "completed"
    with play.database.read() as s:
        assert instances.positions(s, i).visits["draft"] == 4


def test_parallel_branches_see_each_others_results_and_join_once(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("parallel", "split"),
            d.user("a"),
            d.user("b"),
            d.gateway("parallel", "join"),
            d.user("after"),
            d.end(),
            d.path("begin", "split", "a", "join", "after", "done"),
            d.path("split", "b", "join"),
        )
    )
    i = play.start()
    assert play.names(i) == ["a", "b"]
    play.complete(i, "a", {"x": 1})
    assert play.names(i) == ["b"]
    play.complete(i, "b", {"y": 2})
    assert play.names(i) == ["after"]
    assert play.variables(i) == {"x": 1, "y": 2}
    play.complete(i, "after")
    assert play.state(i) == "completed"


def test_an_inclusive_gateway_waits_only_for_what_can_come(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("inclusive", "split"),
            d.user("a"),
            d.user("b"),
            d.user("c"),
            d.gateway("inclusive", "join"),
            d.end(),
            d.path("begin", "split"),
            d.flow("split", "a", "=a"),
            d.flow("split", "b", "=b"),
            d.flow("split", "c", "=c"),
            d.path("a", "join", "done"),
            d.path("b", "join"),
            d.path("c", "join"),
        )
    )
    i = play.start({"a": True, "b": True, "c": False})
    assert play.names(i) == ["a", "b"]
    play.complete(i, "a")
    assert play.state(i) == "active"
    play.complete(i, "b")
    assert play.state(i) == "completed"


def test_conditions_are_tried_in_document_order(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("exclusive", "g"),
            d.user("first"),
            d.user("second"),
            d.end(),
            d.path("begin", "g"),
            d.flow("g", "first", "=n > 0"),
            d.flow("g", "second", "=n > 1"),
            d.path("first", "done"),
            d.path("second", "done"),
        )
    )
    assert play.names(play.start({"n": 5})) == ["first"]


def test_a_gateway_with_no_way_out_becomes_an_incident_and_can_be_retried(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("one"),
            d.gateway("exclusive", "g"),
            d.end(),
            d.user("other"),
            d.path("begin", "one", "g"),
            d.flow("g", "done", "=n = 1"),
            d.flow("g", "other", "=n = 2"),
            d.path("other", "done"),
        )
    )
    i = play.start()
    play.complete(i, "one", {"n": 3})
    assert play.state(i) == "active"
    with play.database.read() as s:
        incident = instances.open_incidents(s, i)[0]
    assert "No condition holds" in str(incident.text)
    for who, reason, refusal in ((HEAD, "sửa xong", NotAllowedError), (ADMIN, " ", ReasonMissingError)):
        with pytest.raises(refusal), play.database.transaction() as session:
            retry_incident(session, incident.id, by=who, key=key(), reason=reason)
    play.database.perform(lambda s: retry_incident(s, incident.id, by=ADMIN, key=key(), reason="sửa xong"))
    with play.database.read() as s:
        assert len(instances.open_incidents(s, i)) == 1


def test_script_and_action_results_go_through_mappings(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.script("s", "=n + 1", "m"),
            d.service("add", "test.add", d.mapping({"left": "=m", "right": "=10"}, {"total": "=sum"})),
            d.end(),
            d.path("begin", "s", "add", "done"),
        )
    )
    i = play.start({"n": 1})
    assert play.state(i) == "completed"
    assert play.variables(i) == {"n": 1, "m": 2, "total": 12}


def test_a_failed_action_keeps_the_persons_work_and_is_tried_again(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("one"),
            d.service("work", "test.fail_once", d.mapping({"ready": "=ready"})),
            d.user("two"),
            d.end(),
            d.path("begin", "one", "work", "two", "done"),
        )
    )
    i = play.start({"ready": False})
    play.complete(i, "one", {"kept": "yes"})
    assert play.variables(i)["kept"] == "yes"
    with play.database.read() as s:
        incident = instances.open_incidents(s, i)[0]
    assert incident.element_id == "work"
    assert "ValueError" in str(incident.text)


def test_a_boundary_timer_interrupts_when_it_is_due(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("slow"),
            d.boundary("late", "slow", timer="P2D"),
            d.user("escalated"),
            d.end(),
            d.end("late_end"),
            d.path("begin", "slow", "done"),
            d.path("late", "escalated", "late_end"),
        )
    )
    i = play.start()
    assert play.settle() == 0
    clock.advance(timedelta(days=2, seconds=1))
    assert play.settle() == 1
    assert play.names(i) == ["escalated"]
    play.complete(i, "escalated")
    assert play.state(i) == "completed"


def test_a_repeating_reminder_does_not_interrupt(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("slow"),
            d.boundary("remind", "slow", timer="R2/P1D", interrupting=False),
            d.script("note", "=1", "n"),
            d.end(),
            d.end("noted"),
            d.path("begin", "slow", "done"),
            d.path("remind", "note", "noted"),
        )
    )
    i = play.start()
    for _ in range(3):
        clock.advance(timedelta(days=1, seconds=1))
        play.settle()
    assert play.names(i) == ["slow"]
    with play.database.read() as s:
        assert instances.positions(s, i).visits["remind"] == 2
    play.complete(i, "slow")
    assert play.state(i) == "completed"


def test_a_boundary_timer_is_gone_when_the_task_is_done(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("slow"),
            d.boundary("late", "slow", timer="P2D"),
            d.user("next"),
            d.end(),
            d.end("late_end"),
            d.path("begin", "slow", "next", "done"),
            d.path("late", "late_end"),
        )
    )
    i = play.start()
    play.complete(i, "slow")
    clock.advance(timedelta(days=3))
    assert play.settle() == 0
    assert play.names(i) == ["next"]


def test_multi_instance_votes_are_gathered_in_order(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user(
                "vote",
                '=["clerk@A"]',
                d.mapping(outputs={"ballot": "=vote"}),
                d.each("=members", "member", "votes", "=ballot"),
                title="=member",
            ),
            d.user("count"),
            d.end(),
            d.path("begin", "vote", "count", "done"),
        )
    )
    i = play.start({"members": ["VKS", "BCA", "BQP"]})
    open_tasks = play.open(i)
    assert sorted(t.title for t in open_tasks) == ["BCA", "BQP", "VKS"]
    for member in ("BQP", "VKS", "BCA"):
        task = next(t for t in play.open(i) if t.title == member)
        play.database.perform(
            lambda s, task=task, member=member: complete_task(
                s, task.id, {"vote": f"{member}-yes"}, by=CLERK, key=key()
            )
        )
    assert play.names(i) == ["count"]
    assert play.variables(i)["votes"] == ["VKS-yes", "BCA-yes", "BQP-yes"]
    assert "member" not in play.variables(i)


def test_a_completion_condition_ends_a_multi_instance_early(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("vote", inner=d.each("=[1, 2, 3]", "n", enough="=numberOfCompletedInstances >= 2")),
            d.end(),
            d.path("begin", "vote", "done"),
        )
    )
    i = play.start()
    play.complete(i, "vote")
    play.complete(i, "vote")
    assert play.state(i) == "completed"
    assert play.open(i) == []


def test_a_sequential_multi_instance_goes_one_by_one(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("vote", inner=d.each("=[1, 2, 3]", "n", "all", "=n * 10", sequential=True)),
            d.end(),
            d.path("begin", "vote", "done"),
        )
    )
    i = play.start()
    for _ in range(3):
        assert len(play.open(i)) == 1
        play.complete(i, "vote")
    assert play.variables(i)["all"] == [10, 20, 30]


def test_an_empty_multi_instance_passes(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(), d.user("vote", inner=d.each("=[]", "n", "all", "=n")), d.end(), d.path("begin", "vote", "done")
        )
    )
    assert play.state(play.start()) == "completed"


def test_a_subprocess_has_its_own_scope_and_can_be_interrupted(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.sub("inner", d.start("ib"), d.user("work"), d.end("ie"), d.path("ib", "work", "ie")),
            d.boundary("late", "inner", timer="P1D"),
            d.user("after"),
            d.user("rescued"),
            d.end(),
            d.end("e2"),
            d.path("begin", "inner", "after", "done"),
            d.path("late", "rescued", "e2"),
        )
    )
    i = play.start()
    play.complete(i, "work", {"x": 1})
    assert play.names(i) == ["after"]
    j = play.start(business_key="K-2")
    clock.advance(timedelta(days=1, seconds=1))
    play.settle()
    assert play.names(j) == ["rescued"]
    play.complete(j, "rescued")
    assert play.state(j) == "completed"


def test_messages_link_two_processes(play: Play) -> None:
    messages = d.message("asked", "=nomination") + d.message("answered", "=nomination")
    play.deploy(
        d.diagram(
            d.start(),
            d.user("draft"),
            d.throw("ask", "asked", d.mapping({"nomination": "=nomination", "award": "=award"})),
            d.catch("wait", message="answered"),
            d.user("announce"),
            d.end(),
            d.path("begin", "draft", "ask", "wait", "announce", "done"),
            messages=messages,
            process="asker",
        ),
        d.diagram(
            d.start(message="asked"),
            d.user("review"),
            d.end(
                "answer", message="answered", extension=d.mapping({"nomination": "=nomination", "passed": "=passed"})
            ),
            d.path("begin", "review", "answer"),
            messages=messages,
            process="answerer",
        ),
    )
    i = play.start({"nomination": "N-1", "award": "CTDCP"}, process="asker", business_key="N-1")
    play.complete(i, "draft")
    assert play.names(i) == []
    play.settle()
    review = next(t for t in play.open(business_key="N-1") if t.element_id == "review")
    assert play.variables(review.instance_id)["award"] == "CTDCP"
    play.complete(review.instance_id, "review", {"passed": True})
    play.settle()
    assert play.names(i) == ["announce"]
    assert play.variables(i)["passed"] is True


def test_an_early_message_waits_for_its_receiver_and_a_foreign_one_does_not_reach_it(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("one"),
            d.catch("wait", message="go"),
            d.end(),
            d.path("begin", "one", "wait", "done"),
            messages=d.message("go", "=case"),
        )
    )
    i = play.start({"case": "A"})
    play.send("go", "B", {"wrong": True})
    play.send("go", "A", {"right": True})
    assert play.names(i) == ["one"]
    play.complete(i, "one")
    play.settle()
    assert play.state(i) == "completed"
    assert "wrong" not in play.variables(i)


def test_the_first_event_after_an_event_gateway_cancels_the_others(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("eventBased", "g"),
            d.catch("m", message="go"),
            d.catch("t", timer="P1D"),
            d.user("by_message"),
            d.user("by_time"),
            d.end(),
            d.path("begin", "g", "m", "by_message", "done"),
            d.path("g", "t", "by_time", "done"),
            messages=d.message("go", "=case"),
        )
    )
    i = play.start({"case": "A"})
    play.send("go", "A")
    clock.advance(timedelta(days=2))
    play.settle()
    assert play.names(i) == ["by_message"]


def test_a_terminate_end_ends_everything(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("parallel", "split"),
            d.user("a"),
            d.user("b"),
            d.end("kill", terminate=True),
            d.end(),
            d.path("begin", "split", "a", "kill"),
            d.path("split", "b", "done"),
        )
    )
    i = play.start()
    play.complete(i, "a")
    assert play.state(i) == "completed"
    assert play.open(i) == []


def test_answers_taken_by_a_listener_leave_no_trace_in_the_process(play: Play) -> None:
    listener = '<zeebe:taskListener eventType="completing" type="test.keep_secret"/>'
    listener = f"<zeebe:taskListeners>{listener}</zeebe:taskListeners>"
    play.deploy(d.diagram(d.start(), d.user("vote", extension=listener), d.end(), d.path("begin", "vote", "done")))
    i = play.start()
    play.complete(i, "vote", {"choice": "không đồng ý"})
    with play.database.read() as s:
        story = events.events_of(s, instance_id=i)
    assert play.variables(i) == {"voted": True}
    assert "không đồng ý" not in str([e.data for e in story])


def test_every_listener_of_a_completion_is_called_in_turn(play: Play) -> None:
    names = ("keep_secret", "count_answers")
    said = "".join(f'<zeebe:taskListener eventType="completing" type="test.{name}"/>' for name in names)
    vote = d.user("vote", extension=f"<zeebe:taskListeners>{said}</zeebe:taskListeners>")
    play.deploy(d.diagram(d.start(), vote, d.end(), d.path("begin", "vote", "done")))
    i = play.start()
    play.complete(i, "vote", {"choice": "không đồng ý", "why": "x"})
    assert play.variables(i) == {"answered": 1}


def test_only_holders_of_the_role_may_complete(play: Play) -> None:
    play.deploy(loop())
    i = play.start()
    with pytest.raises(NotAllowedError):
        play.complete(i, "draft", by=OTHER)
    assert play.names(i) == ["draft"]


def test_a_claimed_task_is_kept_from_others(play: Play) -> None:
    play.deploy(loop())
    i = play.start()
    task = play.open(i)[0]
    play.database.perform(lambda s: claim_task(s, task.id, by=CLERK, key=key()))
    with pytest.raises(AlreadyTakenError) as refused:
        play.complete(i, "draft", by=HEAD)
    assert CLERK.name in str(refused.value)


def test_the_same_key_has_one_effect_and_the_same_answer(play: Play) -> None:
    play.deploy(loop())
    i = play.start()
    task = play.open(i)[0]
    first = play.database.perform(lambda s: complete_task(s, task.id, {"x": 1}, by=CLERK, key="same"))
    again = play.database.perform(lambda s: complete_task(s, task.id, {"x": 1}, by=CLERK, key="same"))
    assert first == again
    with pytest.raises(KeyReusedError):
        play.database.perform(lambda s: complete_task(s, task.id, {"x": 2}, by=CLERK, key="same"))
    with pytest.raises(AlreadyDoneError) as done:
        play.database.perform(lambda s: complete_task(s, task.id, {"x": 2}, by=HEAD, key=key()))
    assert CLERK.name in str(done.value)


def test_separation_of_duties_is_kept_in_the_command(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.user("propose"),
            d.user("appraise", separateFrom="propose"),
            d.end(),
            d.path("begin", "propose", "appraise", "done"),
        )
    )
    i = play.start()
    play.complete(i, "propose", by=CLERK)
    with pytest.raises(NotAllowedError):
        play.complete(i, "appraise", by=CLERK)
    play.complete(i, "appraise", by=HEAD)
    assert play.state(i) == "completed"


def test_a_running_instance_does_not_notice_a_new_release(play: Play) -> None:
    play.deploy(d.diagram(d.start(), d.user("one"), d.user("old"), d.end(), d.path("begin", "one", "old", "done")))
    i = play.start()
    play.deploy(d.diagram(d.start(), d.user("one"), d.user("new"), d.end(), d.path("begin", "one", "new", "done")))
    j = play.start(business_key="K-2")
    play.complete(i, "one")
    play.complete(j, "one")
    assert play.names(i) == ["old"]
    assert play.names(j) == ["new"]


def test_cancelling_needs_a_reason_and_closes_all(play: Play) -> None:
    play.deploy(loop())
    i = play.start()
    play.database.perform(lambda s: cancel_instance(s, i, "nhập nhầm", by=approved("cancel_instance"), key=key()))
    assert play.state(i) == "cancelled"
    assert play.open(i) == []


def test_the_chain_verifies_and_a_changed_link_is_found(play: Play) -> None:
    play.deploy(loop())
    i = play.start()
    play.complete(i, "draft", {"x": 1})
    with play.database.transaction() as s:
        assert verify(s, i).ok
        story = events.events_of(s, instance_id=i)
        story[2].data = {"forged": True}
        s.flush()
        assert verify(s, i).first_bad_seq == 3
        s.rollback()


def test_a_refused_command_leaves_nothing_behind(play: Play) -> None:
    play.deploy(loop())
    i = play.start()
    before = play.instance(i).version
    with pytest.raises(NotAllowedError):
        play.complete(i, "draft", by=OTHER)
    assert play.instance(i).version == before
    play.complete(i, "draft")
    assert play.names(i) == ["review"]


def test_a_broken_diagram_is_refused_with_rule_element_and_line(play: Play) -> None:
    bad = d.diagram(d.start(), d.user("one"), d.end(), d.path("begin", "one"), d.flow("one", "nowhere"))
    with pytest.raises(ModelRefusedError) as refused:
        play.deploy(bad)
    rules = {(f.rule, f.element) for f in refused.value.findings}
    assert ("flow-ends", "one__nowhere") in rules
    assert all(f.line for f in refused.value.findings)


def test_what_an_action_handled_never_reaches_the_log(play: Play, capfd: pytest.CaptureFixture[str]) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.service("work", "test.fail_once", d.mapping({"ready": "=ready"})),
            d.end(),
            d.path("begin", "work", "done"),
        )
    )
    configure_logs()
    play.start({"ready": False, "secret": "079123456789"})
    written = capfd.readouterr()
    assert "action failed" in written.err
    assert "079123456789" not in written.err + written.out


def test_a_function_is_no_value_and_becomes_an_incident(play: Play) -> None:
    play.deploy(
        d.diagram(d.start(), d.user("one"), d.script("s", "=count", "x"), d.end(), d.path("begin", "one", "s", "done"))
    )
    i = play.start()
    play.complete(i, "one", {"kept": 1})
    with play.database.read() as s:
        assert "x" in str(instances.open_incidents(s, i)[0].text)
    assert play.variables(i) == {"kept": 1}


def test_every_flow_taken_is_known_and_a_merged_token_stands_nowhere(play: Play) -> None:
    play.deploy(
        d.diagram(
            d.start(),
            d.gateway("parallel", "split"),
            d.user("a"),
            d.boundary("late", "a", timer="P9D"),
            d.user("b"),
            d.gateway("parallel", "join"),
            d.user("after"),
            d.end(),
            d.end("late_end"),
            d.path("begin", "split", "a", "join", "after", "done"),
            d.path("split", "b", "join"),
            d.path("late", "late_end"),
        )
    )
    i = play.start()
    play.complete(i, "a")
    play.complete(i, "b")
    with play.database.read() as s:
        where = instances.positions(s, i)
    assert where.current == ["after"]
    assert set(where.taken_flows) == {"begin__split", "split__a", "split__b", "a__join", "b__join", "join__after"}
