"""Signals, conditions, links, several event definitions, and gateways that wait for events."""

from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import (
    Shape,
    after,
    catch,
    define,
    edge,
    end,
    escalation,
    escalations,
    link,
    on_event,
    signal,
    signals,
    start,
    sub,
    t,
    throw,
    when,
)


def beside(*first: str, then: str = "", parts: str = "") -> tuple[str, ...]:
    """Draw two branches that meet again: `first` are the paths of each, by their elements."""
    return (
        d.start(),
        d.gateway("parallel", "f"),
        d.gateway("parallel", "j"),
        d.end(),
        d.path("begin", "f"),
        *(d.path("f", *one.split(), "j") for one in first),
        d.path("j", *then.split(), "done"),
        parts,
    )


SHAPES = (
    Shape(
        "a signal is caught beside its throw",
        ("intermediateCatchEvent/signal", "intermediateThrowEvent/signal"),
        beside(
            "k a",
            "late y b",
            parts=catch("k", signal("X"))
            + t("a")
            + d.catch("late", timer="PT1H")
            + throw("y", signal("X"))
            + t("b"),
        ),
        "a b",
        root=signals("X"),
        wait=2,
    ),
    Shape(
        "a signal reaches all who wait, in sub-processes too",
        ("intermediateCatchEvent/signal",),
        beside(
            "k a",
            "S",
            "late y",
            parts=catch("k", signal("X"))
            + t("a")
            + sub("S", start("s1"), catch("k2", signal("X")), t("b"), end("e1"), d.path("s1", "k2", "b", "e1"))
            + d.catch("late", timer="PT1H")
            + throw("y", signal("X")),
        ),
        "a b",
        root=signals("X"),
        wait=2,
    ),
    Shape(
        "a signal of another name is not caught",
        ("signal",),
        beside(
            "k a",
            "late y b",
            parts=catch("k", signal("X"))
            + t("a")
            + d.catch("late", timer="PT1H")
            + throw("y", signal("Y"))
            + t("b"),
        ),
        "b",
        "waiting",
        root=signals("X", "Y"),
        wait=2,
    ),
    Shape(
        "a signal thrown before anybody waits is lost",
        ("intermediateThrowEvent/signal",),
        (d.start(), throw("y", signal("X")), catch("k", signal("X")), t("a"), d.end(), d.path("begin", "y", "k", "a", "done")),
        "",
        "waiting",
        root=signals("X"),
    ),
    Shape(
        "a signal end reaches the edge of a sub-process that still runs",
        ("endEvent/signal", "boundaryEvent/signal"),
        (
            d.start(),
            d.gateway("parallel", "f"),
            sub("S", start("s1"), d.catch("late2", timer="PT5H"), t("a"), end("e1"), d.path("s1", "late2", "a", "e1")),
            edge("b", "S", signal("X")),
            t("c"),
            d.end(),
            d.catch("late", timer="PT1H"),
            end("e2", signal("X")),
            d.path("begin", "f", "S", "done"),
            d.path("f", "late", "e2"),
            d.path("b", "c", "done"),
        ),
        "c",
        root=signals("X"),
        wait=9,
    ),
    Shape(
        "a signal at the edge that does not interrupt comes as often as it is thrown",
        ("boundaryEvent/cancelActivity",),
        (
            d.start(),
            sub(
                "S", start("s1"), throw("y", signal("X")), throw("y2", signal("X")), t("a"), end("e1"),
                d.path("s1", "y", "y2", "a", "e1"),
            ),
            edge("b", "S", signal("X"), interrupting=False),
            t("c"),
            end("e2"),
            d.end(),
            d.path("begin", "S", "done"),
            d.path("b", "c", "e2"),
        ),
        "a c c",
        root=signals("X"),
    ),
    Shape(
        "a condition that holds lets its event pass at once",
        ("intermediateCatchEvent/conditional",),
        (d.start(), catch("k", when("n > 1")), t("a"), d.end(), d.path("begin", "k", "a", "done")),
        "a",
        given={"n": 2},
    ),
    Shape(
        "a condition is looked at when a variable changes",
        ("intermediateCatchEvent/conditional",),
        beside(
            "k a",
            "b c",
            parts=catch("k", when("n = 5")) + t("a") + t("b", "=5", "n") + t("c"),
        ),
        "a b c",
        given={"n": 0},
    ),
    Shape(
        "a condition that never holds keeps waiting",
        ("intermediateCatchEvent/conditional",),
        (d.start(), catch("k", when("n > 1")), t("a"), d.end(), d.path("begin", "k", "a", "done")),
        "",
        "waiting",
        given={"n": 1},
    ),
    Shape(
        "a condition at the edge interrupts when it becomes true",
        ("boundaryEvent/conditional",),
        (
            d.start(),
            sub("S", start("s1"), t("a", "=5", "n"), t("a2"), end("e1"), d.path("s1", "a", "a2", "e1")),
            edge("b", "S", when("n = 5")),
            t("c"),
            d.end(),
            d.path("begin", "S", "done"),
            d.path("b", "c", "done"),
        ),
        "a c",
        given={"n": 0},
    ),
    Shape(
        "a condition that does not interrupt fires each time it becomes true, not while it stays so",
        ("boundaryEvent/conditional", "boundaryEvent/cancelActivity"),
        (
            d.start(),
            sub(
                "S", start("s1"), t("a", "=5", "n"), t("a2", "=6", "n"), t("a3", "=0", "n"), t("a4", "=7", "n"), end("e1"),
                d.path("s1", "a", "a2", "a3", "a4", "e1"),
            ),
            edge("b", "S", when("n > 3"), interrupting=False),
            t("c"),
            end("e2"),
            d.end(),
            d.path("begin", "S", "done"),
            d.path("b", "c", "e2"),
        ),
        "a a2 a3 a4 c c",
        given={"n": 0},
    ),
    Shape(
        "a condition starts an event sub-process",
        ("startEvent/conditional",),
        (
            d.start(), t("a", "=5", "n"), t("a2"), d.end(), d.path("begin", "a", "a2", "done"),
            on_event("V", when("n = 5"), "h"),
        ),
        "a h",
        given={"n": 0},
    ),
    Shape(
        "a condition starts a process when it holds for what it is started with",
        ("startEvent/conditional",),
        (start("k", when("n > 1")), t("a"), d.end(), d.path("k", "a", "done")),
        "a",
        given={"n": 2},
    ),
    Shape(
        "a link goes on where it comes out",
        ("intermediateThrowEvent/link", "intermediateCatchEvent/link"),
        (
            d.start(), t("a"), throw("l1", link("L")), catch("l2", link("L")), t("b"), d.end(),
            d.path("begin", "a", "l1"), d.path("l2", "b", "done"),
        ),
        "a b",
    ),
    Shape(
        "several links lead to one place",
        ("intermediateThrowEvent/link",),
        (
            d.start(), d.gateway("parallel", "f"), throw("l1", link("L")), throw("l3", link("L")), catch("l2", link("L")),
            t("b"), d.end(), d.path("begin", "f", "l1"), d.path("f", "l3"), d.path("l2", "b", "done"),
        ),
        "b b",
    ),
    Shape(
        "the first of several event definitions is enough",
        ("multiple", "intermediateCatchEvent"),
        (
            d.start(), catch("k", signal("X") + after("PT1H")), t("a"), d.end(), d.path("begin", "k", "a", "done"),
        ),
        "a",
        root=signals("X"),
        wait=2,
    ),
    Shape(
        "a parallel multiple event needs all of its definitions",
        ("parallelMultiple",),
        (
            d.start(), catch("k", after("PT1H") + after("PT3H"), parallelMultiple="true"), t("a"), d.end(),
            d.path("begin", "k", "a", "done"), edge("no", "O", after("PT2H")) if False else "",
        ),
        "a",
        wait=4,
    ),
    Shape(
        "a parallel multiple event waits while one is missing",
        ("parallelMultiple",),
        (
            d.start(), catch("k", after("PT1H") + signal("X"), parallelMultiple="true"), t("a"), d.end(),
            d.path("begin", "k", "a", "done"),
        ),
        "",
        "waiting",
        root=signals("X"),
        wait=4,
    ),
    Shape(
        "one of several definitions at the edge interrupts",
        ("multiple", "boundaryEvent"),
        (
            d.start(),
            sub("S", start("s1"), throw("y", escalation("X")), t("a"), end("e1"), d.path("s1", "y", "a", "e1")),
            edge("b", "S", signal("X") + escalation("X")), t("c"), d.end(), d.path("begin", "S", "done"),
            d.path("b", "c", "done"),
        ),
        "c",
        root=signals("X") + escalations("X"),
    ),
    Shape(
        "several definitions at the edge come as often as any of them",
        ("multiple", "boundaryEvent/cancelActivity"),
        (
            d.start(),
            sub("S", start("s1"), throw("y", escalation("X")), throw("y2", signal("X")), t("a"), end("e1"),
                d.path("s1", "y", "y2", "a", "e1")),
            edge("b", "S", signal("X") + escalation("X"), interrupting=False), t("c"), end("e2"), d.end(),
            d.path("begin", "S", "done"), d.path("b", "c", "e2"),
        ),
        "a c c",
        root=signals("X") + escalations("X"),
    ),
    Shape(
        "several definitions may start an event sub-process",
        ("multiple", "startEvent"),
        (
            d.start(), throw("y", signal("X")), t("a"), d.end(), d.path("begin", "y", "a", "done"),
            on_event("V", escalation("X") + signal("X"), "h"),
        ),
        "h",
        root=signals("X") + escalations("X"),
    ),
    Shape(
        "an event throws all of its definitions",
        ("multiple", "intermediateThrowEvent", "endEvent"),
        beside(
            "k a", "k2 b", "late y",
            parts=catch("k", signal("X")) + catch("k2", signal("Y")) + t("a") + t("b") + d.catch("late", timer="PT1H")
            + throw("y", signal("X") + signal("Y")),
        ),
        "a b",
        root=signals("X", "Y"),
        wait=2,
    ),
    Shape(
        "an event definition may stand apart and be referred to",
        ("eventDefinitionRef",),
        (
            d.start(), d.catch("late", timer=""), t("a"), d.end(), d.path("begin", "late", "a", "done"),
        ),
        "a",
        root='<bpmn:timerEventDefinition id="D"><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>',
        wait=2,
    ),
    Shape(
        "the first event after an event gateway decides",
        ("eventBasedGateway",),
        (
            d.start(), d.gateway("eventBased", "g"), catch("k", signal("X")), d.catch("late", timer="PT1H"), t("a"), t("b"),
            d.end(), d.path("begin", "g", "k", "a", "done"), d.path("g", "late", "b", "done"),
        ),
        "b",
        root=signals("X"),
        wait=2,
    ),
    Shape(
        "a condition decides after an event gateway",
        ("eventBasedGateway",),
        (
            d.start(), d.gateway("eventBased", "g"), catch("k", when("n = 1")), d.catch("late", timer="PT1H"), t("a"), t("b"),
            d.end(), d.path("begin", "g", "k", "a", "done"), d.path("g", "late", "b", "done"),
        ),
        "a",
        given={"n": 1},
        wait=2,
    ),
    Shape(
        "a timer at the edge does not interrupt and comes once",
        ("boundaryEvent/timer", "boundaryEvent/cancelActivity"),
        (
            d.start(), sub("S", start("s1"), d.catch("late", timer="PT5H"), t("a"), end("e1"), d.path("s1", "late", "a", "e1")),
            edge("b", "S", after("PT1H"), interrupting=False), t("c"), end("e2"), d.end(), d.path("begin", "S", "done"),
            d.path("b", "c", "e2"),
        ),
        "a c",
        wait=9,
    ),
    Shape(
        "a timer at the edge interrupts",
        ("boundaryEvent/timer",),
        (
            d.start(), sub("S", start("s1"), d.catch("late", timer="PT5H"), t("a"), end("e1"), d.path("s1", "late", "a", "e1")),
            edge("b", "S", after("PT1H")), t("c"), d.end(), d.path("begin", "S", "done"), d.path("b", "c", "done"),
        ),
        "c",
        wait=9,
    ),
    Shape(
        "a timer waits for a date",
        ("timeDate",),
        (d.start(), catch("k", after("2019-11-04T05:00:00Z")), t("a"), d.end(), d.path("begin", "k", "a", "done")),
        "a",
        wait=9,
    ),
    Shape(
        "terminating a sub-process ends only that",
        ("endEvent/terminate",),
        (
            d.start(),
            sub("S", start("s1"), d.gateway("parallel", "f"), t("a"), end("e1", define("terminate")),
                d.catch("late", timer="PT1H"), t("b"), end("e2"), d.path("s1", "f", "a", "e1"), d.path("f", "late", "b", "e2")),
            t("z"), d.end(), d.path("begin", "S", "z", "done"),
        ),
        "a z",
        wait=3,
    ),
    Shape(
        "terminating a process ends everything",
        ("endEvent/terminate",),
        (
            d.start(), d.gateway("parallel", "f"), t("a"), end("e1", define("terminate")), d.catch("late", timer="PT1H"), t("b"),
            d.end(), d.path("begin", "f", "a", "e1"), d.path("f", "late", "b", "done"),
        ),
        "a",
        wait=3,
    ),
)
