"""Soundness: every fault is found with a way to it, nothing sound is blamed, and the bound says so when it is hit."""

import re
from pathlib import Path
from time import thread_time

import pytest

from engine.bpmn.check import Known, check_diagram
from engine.bpmn.check.budget import Budget
from engine.bpmn.check.soundness import Verdict, judge
from engine.bpmn.check.soundness.net import read_net
from engine.bpmn.check.soundness.search import Search
from engine.bpmn.check.soundness.verdict import faults_in, judge_net
from engine.bpmn.read.document import read_document
from tests.architecture.sources import HOME
from tests.engine import drawing as d
from tests.engine.bpmn.check.nets import sound_process, unsound_process, wild_process

SHIPPED = sorted((HOME / "workflows" / "procedures").glob("*/*.bpmn"))


def verdict(data: bytes) -> Verdict:
    document = read_document(data)
    return judge(document, next(document.all("process")))


def kinds(data: bytes) -> set[str]:
    return {fault.kind for fault in verdict(data).faults}


def split(first: str, second: str) -> bytes:
    return d.diagram(
        d.start(), d.gateway(first, "s"), d.user("a"), d.user("b"), d.gateway(second, "j"), d.end(),
        d.path("begin", "s", "a", "j", "done"), d.path("s", "b", "j"),
    )  # fmt: skip


def test_a_split_joined_by_its_own_kind_is_sound() -> None:
    assert [verdict(split(kind, kind)).is_sound for kind in ("parallel", "exclusive", "inclusive")] == [True] * 3


def test_flows_without_ids_are_told_apart() -> None:
    bare = re.sub(rb'<bpmn:sequenceFlow id="(?!begin)[^"]*"', b"<bpmn:sequenceFlow", split("exclusive", "parallel"))
    [finding] = [f for f in check_diagram(bare, "x.bpmn", Known()) if f.rule == "deadlock"]
    assert finding.element == "j"


def test_a_choice_joined_as_parallel_never_ends() -> None:
    [fault] = verdict(split("exclusive", "parallel")).faults
    assert (fault.kind, fault.element, fault.is_certain) == ("deadlock", "j", True)
    assert fault.path[:1] == ("*begin begin",) or "begin" in fault.path
    assert {"s", "s__a", "a", "a__j"} <= set(fault.path)


def test_several_ways_joined_as_parallel_may_get_stuck() -> None:
    [fault] = verdict(split("inclusive", "parallel")).faults
    assert (fault.kind, fault.is_certain) == ("deadlock", False)


def test_parallel_branches_joined_as_a_choice_go_on_twice() -> None:
    assert kinds(split("parallel", "exclusive")) == {"lack-of-synchronisation"}
    assert kinds(split("inclusive", "exclusive")) == {"lack-of-synchronisation"}


def test_an_end_that_cuts_another_branch_off_is_named() -> None:
    data = d.diagram(
        d.start(), d.gateway("parallel", "s"), d.user("a"), d.user("b"), d.end("stop", terminate=True), d.end(),
        d.path("begin", "s", "a", "stop"), d.path("s", "b", "done"),
    )  # fmt: skip
    [fault] = verdict(data).faults
    assert (fault.kind, fault.element) == ("improper-completion", "stop")


def test_a_loop_without_a_way_out_is_endless() -> None:
    data = d.diagram(
        d.start(), d.gateway("exclusive", "m"), d.user("a"), d.user("b"), d.path("begin", "m", "a", "b", "m")
    )
    assert kinds(data) == {"endless"}


def test_a_reminder_beside_a_task_in_a_loop_is_no_fault() -> None:
    data = d.diagram(
        d.start(), d.gateway("exclusive", "m"), d.user("a"), d.boundary("late", "a", timer="P1D", interrupting=False),
        d.user("told"), d.end("reminded"), d.gateway("exclusive", "g"), d.end(),
        d.path("begin", "m", "a", "g", "done"), d.path("g", "m"), d.path("late", "told", "reminded"),
    )  # fmt: skip
    assert verdict(data).is_sound


def test_a_fault_inside_a_sub_process_is_found_there() -> None:
    inner = (
        d.start("s2"),
        d.gateway("exclusive", "x"),
        d.user("a"),
        d.user("b"),
        d.gateway("parallel", "j"),
        d.end("e2"),
    )
    flows = d.path("s2", "x", "a", "j", "e2"), d.path("x", "b", "j")
    data = d.diagram(d.start(), d.sub("sub", *inner, *flows), d.end(), d.path("begin", "sub", "done"))
    [finding] = [f for f in check_diagram(data, "x.bpmn", Known()) if f.rule == "deadlock"]
    assert (finding.element, finding.severity) == ("j", "error")
    assert {"x", "a", "a__j"} <= set(finding.path)


def test_a_process_beyond_the_bound_is_undecided_never_sound() -> None:
    found = verdict(wild_process(11, 60))
    assert not found.is_sound


def test_no_generated_sound_process_is_blamed() -> None:
    blamed = [seed for seed in range(500) if not verdict(sound_process(seed)).is_sound]
    assert blamed == []


def test_no_generated_unsound_process_is_called_sound() -> None:
    called_sound = [seed for seed in range(1000) if verdict(unsound_process(seed)).is_sound]
    assert called_sound == []


@pytest.mark.parametrize(("size", "number"), [(4, 120), (6, 120), (8, 30)])
def test_making_a_net_smaller_keeps_its_faults(size: int, number: int) -> None:
    compared = 0
    for seed in range(number):
        document = read_document(wild_process(seed, size))
        process = next(document.all("process"))
        whole = Search(read_net(document, process), Budget(5), is_whole=True)
        plain = whole.run()
        if not plain.is_complete:
            continue
        compared += 1
        all_orders = {fault.kind for fault in faults_in(whole, plain)}
        some_orders = Search(read_net(document, process), Budget(5))
        made_smaller = judge_net(read_net(document, process), Budget(5)).faults
        for faults in (faults_in(some_orders, some_orders.run()), made_smaller):
            small = {fault.kind for fault in faults}
            assert bool(all_orders) == bool(small), seed
            if "lack-of-synchronisation" in all_orders:  # two tokens on one flow are seen as one from there on
                assert "lack-of-synchronisation" in small, seed
            else:
                assert all_orders == small, seed
    assert compared > number * 0.8


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_process_is_decided_at_once(path: Path) -> None:
    document = read_document(path.read_bytes())
    begin = thread_time()
    assert all(judge(document, process).is_sound for process in document.all("process"))
    assert thread_time() - begin < 1


def block(number: int, before: str, *branch: str) -> tuple[str, ...]:
    """Draw a parallel block of two branches; each branch is a task, with what is said to stand beside it."""
    split, joint, a, b = (f"{part}{number}" for part in ("s", "j", "a", "b"))
    flows = d.path(before, split, a, joint), d.path(split, b, joint)
    beside = (part for task in (a, b) for text in branch for part in [text.replace("TASK", task)])
    return d.gateway("parallel", split), d.gateway("parallel", joint), d.user(a), d.user(b), *flows, *beside


def blocks(number: int, *branch: str) -> bytes:
    parts = [part for n in range(number) for part in block(n, f"j{n - 1}" if n else "begin", *branch)]
    return d.diagram(d.start(), *parts, d.end(), d.path(f"j{number - 1}", "done"))


REMINDER = (
    d.boundary("lateTASK", "TASK", timer="R/P1D", interrupting=False),
    d.end("toldTASK"),
    d.path("lateTASK", "toldTASK"),
)


@pytest.mark.parametrize("branch", [(), REMINDER], ids=["plain", "reminded"])
def test_many_parallel_blocks_in_a_row_are_decided_at_once(branch: tuple[str, ...]) -> None:
    data = blocks(40, *branch)
    begin = thread_time()
    assert verdict(data).is_sound
    assert thread_time() - begin < 1


def fan(width: int, first: str, second: str) -> bytes:
    tasks = [part for n in range(width) for part in (d.user(f"t{n}"), d.path("s", f"t{n}", "j"))]
    return d.diagram(
        d.start(),
        d.gateway(first, "s"),
        *tasks,
        d.gateway(second, "j"),
        d.end(),
        d.path("begin", "s"),
        d.path("j", "done"),
    )


@pytest.mark.parametrize("kind", ["parallel", "exclusive"])
def test_a_gateway_of_a_thousand_ways_is_decided_at_once(kind: str) -> None:
    begin = thread_time()
    assert verdict(fan(1_000, kind, kind)).is_sound
    assert thread_time() - begin < 1


def test_a_choice_of_some_of_very_many_ways_is_never_called_sound() -> None:
    found = verdict(fan(300, "inclusive", "inclusive"))
    assert (found.faults, found.is_sound) == ([], False)
    assert {fault.kind for fault in verdict(fan(300, "inclusive", "exclusive")).faults} == {"lack-of-synchronisation"}


def test_what_cannot_be_decided_in_time_is_undecided() -> None:
    document = read_document(blocks(40))
    assert judge(document, next(document.all("process")), Budget(-1)) == Verdict(is_decided=False)
    assert judge_net(read_net(document, next(document.all("process"))), Budget(-1)) == Verdict(is_decided=False)


def test_branches_that_go_round_beside_each_other_are_looked_at_one_after_the_other() -> None:
    parts = []
    for n in range(12):  # an inclusive pair inside a way back cannot be made smaller
        m, s, x, y, j, o = (f"{part}{n}" for part in "msxyjo")
        parts += [d.gateway("exclusive", m), d.gateway("inclusive", s), d.gateway("inclusive", j), d.user(x)]
        parts += [d.user(y), d.gateway("exclusive", o), d.gateway("inclusive", f"k{n}")]
        parts += [d.path("split", m, s, x, j, o, "join"), d.path(s, y, f"k{n}", j), d.path(x, f"k{n}"), d.path(o, m)]
    both = d.gateway("parallel", "split"), d.gateway("parallel", "join")
    found = verdict(d.diagram(d.start(), *both, *parts, d.end(), d.path("begin", "split"), d.path("join", "done")))
    assert found.is_decided


def test_what_is_passed_twice_is_named_where_the_tokens_meet() -> None:
    data = d.diagram(
        d.start(), d.gateway("parallel", "s"), d.user("a"), d.user("b"), d.gateway("exclusive", "j"), d.user("c"),
        d.user("e"), d.end(), d.path("begin", "s", "a", "j", "c", "e", "done"), d.path("s", "b", "j"),
    )  # fmt: skip
    [fault] = verdict(data).faults
    assert (fault.kind, fault.element) == ("lack-of-synchronisation", "j")
    assert {"s", "a", "b"} & set(fault.path)
