"""Activities: loops, multi-instance, sub-processes, calls, ad-hoc, quantities and data."""

from xml.sax.saxutils import escape

from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import (
    Shape,
    define,
    edge,
    end,
    escalation,
    escalations,
    signal,
    signals,
    start,
    sub,
    t,
)


def many(count: str = "", inner: str = "", *, sequential: bool = False, **attributes: str) -> str:
    """Draw multi-instance characteristics by cardinality."""
    cardinality = f"<bpmn:loopCardinality>{count}</bpmn:loopCardinality>" if count else ""
    extra = "".join(f' {k}="{v}"' for k, v in attributes.items())
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}"{extra}>{cardinality}{inner}'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )


def loop(condition: str = "", **attributes: str) -> str:
    extra = "".join(f' {k}="{v}"' for k, v in attributes.items())
    said = f"<bpmn:loopCondition>{escape(condition)}</bpmn:loopCondition>" if condition else ""
    return f"<bpmn:standardLoopCharacteristics{extra}>{said}</bpmn:standardLoopCharacteristics>"


def enough(condition: str) -> str:
    return f"<bpmn:completionCondition>{escape(condition)}</bpmn:completionCondition>"


def alone(task: str, *parts: str) -> tuple[str, ...]:
    """Draw one activity between a start and an end."""
    return (d.start(), task, t("z"), d.end(), d.path("begin", "a", "z", "done"), *parts)


COUNT = "=if n = null then 1 else n + 1"
DATA = (
    '<bpmn:ioSpecification><bpmn:dataInput id="i" name="given"/><bpmn:dataOutput id="o" name="made"/>'
    "<bpmn:inputSet><bpmn:dataInputRefs>i</bpmn:dataInputRefs></bpmn:inputSet>"
    "<bpmn:outputSet><bpmn:dataOutputRefs>o</bpmn:dataOutputRefs></bpmn:outputSet></bpmn:ioSpecification>"
)


def moves(source: str, target: str, into: str = "", out: str = "") -> str:
    """Draw the associations of DATA with two data objects; `into` and `out` are transformations."""
    first = f"<bpmn:transformation>{into}</bpmn:transformation>" if into else ""
    last = f"<bpmn:transformation>{out}</bpmn:transformation>" if out else ""
    return (
        f"<bpmn:dataInputAssociation><bpmn:sourceRef>{source}</bpmn:sourceRef><bpmn:targetRef>i</bpmn:targetRef>{first}"
        "</bpmn:dataInputAssociation>"
        f"<bpmn:dataOutputAssociation><bpmn:sourceRef>o</bpmn:sourceRef><bpmn:targetRef>{target}</bpmn:targetRef>{last}"
        "</bpmn:dataOutputAssociation>"
    )


OBJECTS = (
    '<bpmn:dataObject id="D1"/><bpmn:dataObject id="D2"/><bpmn:dataObjectReference id="R1" dataObjectRef="D1"/>'
    '<bpmn:dataObjectReference id="R2" dataObjectRef="D2"/>'
)
LANES = (
    '<bpmn:laneSet id="l"><bpmn:lane id="l1" name="A"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'
)
LONE = '<bpmn:process id="q" isExecutable="true">{}</bpmn:process>'

SHAPES = (
    Shape(
        "a multi-instance task runs as often as its cardinality says",
        ("multiInstanceLoopCharacteristics/loopCardinality",),
        alone(t("a", inner=many("3"))),
        "a a a z",
    ),
    Shape(
        "a sequential multi-instance task runs one after the other",
        ("multiInstanceLoopCharacteristics/isSequential",),
        alone(t("a", COUNT, "n", inner=many("3", sequential=True))),
        "a a a z",
        results={"n": 3},
    ),
    Shape(
        "a cardinality may be an expression",
        ("multiInstanceLoopCharacteristics/loopCardinality",),
        alone(t("a", inner=many("= n + 1"))),
        "a a a z",
        given={"n": 2},
    ),
    Shape(
        "a cardinality of none passes",
        ("multiInstanceLoopCharacteristics/loopCardinality",),
        alone(t("a", inner=many("0"))),
        "z",
    ),
    Shape(
        "a multi-instance task runs over a list",
        ("multiInstanceLoopCharacteristics",),
        alone(t("a", "=x * 2", "y", inner=d.each("=[1,2,3]", "x", "ys", "=y"))),
        "a a a z",
        results={"ys": [2, 4, 6]},
    ),
    Shape(
        "a multi-instance task ends early when enough are done",
        ("multiInstanceLoopCharacteristics/completionCondition",),
        alone(t("a", inner=many("5", enough("numberOfCompletedInstances >= 2"), sequential=True))),
        "a a z",
    ),
    Shape(
        "a parallel multi-instance task cancels the rest when enough are done",
        ("multiInstanceLoopCharacteristics/completionCondition",),
        alone(t("a", inner=many("5", enough("numberOfCompletedInstances >= 2")))),
        "a a z",
    ),
    Shape(
        "a multi-instance sub-process has its own variables each time",
        ("multiInstanceLoopCharacteristics", "subProcess"),
        (
            d.start(),
            sub(
                "S",
                d.each("=[1,2]", "x", "ys", "=y"),
                start("s1"),
                t("a", "=x * 10", "y"),
                end("e1"),
                d.path("s1", "a", "e1"),
            ),
            d.end(),
            d.path("begin", "S", "done"),
        ),
        "a a",
        results={"ys": [10, 20]},
    ),
    Shape(
        "a multi-instance activity throws an event for its first instance",
        ("multiInstanceLoopCharacteristics/behavior", "oneBehaviorEventRef"),
        (
            d.start(),
            t("a", inner=many("3", sequential=True, behavior="One", oneBehaviorEventRef="D")),
            edge("b", "a", signal("X"), interrupting=False),
            t("c"),
            end("e2"),
            d.end(),
            d.path("begin", "a", "done"),
            d.path("b", "c", "e2"),
        ),
        "a a a c",
        root=signals("X") + '<bpmn:signalEventDefinition id="D" signalRef="s_X"/>',
    ),
    Shape(
        "a multi-instance activity throws an event for each instance",
        ("multiInstanceLoopCharacteristics/behavior", "noneBehaviorEventRef"),
        (
            d.start(),
            t("a", inner=many("3", sequential=True, behavior="None", noneBehaviorEventRef="D")),
            edge("b", "a", signal("X"), interrupting=False),
            t("c"),
            end("e2"),
            d.end(),
            d.path("begin", "a", "done"),
            d.path("b", "c", "e2"),
        ),
        "a a a c c c",
        root=signals("X") + '<bpmn:signalEventDefinition id="D" signalRef="s_X"/>',
    ),
    Shape(
        "a multi-instance activity throws nothing when all is awaited",
        ("multiInstanceLoopCharacteristics/behavior",),
        (
            d.start(),
            t("a", inner=many("3", behavior="All")),
            edge("b", "a", signal("X")),
            t("c"),
            d.end(),
            d.path("begin", "a", "done"),
            d.path("b", "c", "done"),
        ),
        "a a a",
        root=signals("X"),
    ),
    Shape(
        "a multi-instance activity throws events by condition",
        ("multiInstanceLoopCharacteristics/behavior", "complexBehaviorDefinition"),
        (
            d.start(),
            t(
                "a",
                inner=many(
                    "3",
                    '<bpmn:complexBehaviorDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">'
                    'numberOfCompletedInstances = 2</bpmn:condition><bpmn:event id="ie">'
                    + signal("X")
                    + "</bpmn:event></bpmn:complexBehaviorDefinition>",
                    sequential=True,
                    behavior="Complex",
                ),
            ),
            edge("b", "a", signal("X")),
            t("c"),
            d.end(),
            d.path("begin", "a", "done"),
            d.path("b", "c", "done"),
        ),
        "a a c",
        root=signals("X"),
    ),
    Shape(
        "a loop runs while its condition holds",
        ("standardLoopCharacteristics/loopCondition",),
        alone(t("a", COUNT, "n", inner=loop("n < 3"))),
        "a a a z",
        results={"n": 3},
    ),
    Shape(
        "a loop runs once before its condition is tested",
        ("standardLoopCharacteristics/testBefore",),
        alone(t("a", inner=loop("false"))),
        "a z",
    ),
    Shape(
        "a loop may test its condition before the first turn",
        ("standardLoopCharacteristics/testBefore",),
        alone(t("a", inner=loop("false", testBefore="true"))),
        "z",
    ),
    Shape(
        "a loop ends at its maximum",
        ("standardLoopCharacteristics/loopMaximum",),
        alone(t("a", inner=loop("true", loopMaximum="2"))),
        "a a z",
    ),
    Shape(
        "a loop tested before ends at its maximum",
        ("standardLoopCharacteristics/loopMaximum",),
        alone(t("a", inner=loop("true", loopMaximum="2", testBefore="true"))),
        "a a z",
    ),
    Shape(
        "a loop may look at how often it ran",
        ("standardLoopCharacteristics",),
        alone(t("a", inner=loop("loopCounter < 3"))),
        "a a a z",
    ),
    Shape(
        "a sub-process may loop",
        ("standardLoopCharacteristics", "subProcess"),
        alone(sub("a", loop("loopCounter < 2"), start("s1"), t("b"), end("e1"), d.path("s1", "b", "e1"))),
        "b b z",
    ),
    Shape(
        "sub-processes may be nested",
        ("subProcess",),
        alone(
            sub(
                "a",
                start("s1"),
                sub("I", start("s2"), t("b"), end("e2"), d.path("s2", "b", "e2")),
                t("c"),
                end("e1"),
                d.path("s1", "I", "c", "e1"),
            )
        ),
        "b c z",
    ),
    Shape(
        "a call activity runs another process",
        ("callActivity",),
        alone(d.node("callActivity", "a", calledElement="q")),
        "b z",
        root=LONE.format(start("q1") + t("b") + end("q2") + d.path("q1", "b", "q2")),
    ),
    Shape(
        "a call may name its process by an expression without variables",
        ("callActivity",),
        alone(d.node("callActivity", "a", "<zeebe:calledElement processId='= \"q\"'/>")),
        "b z",
        root=LONE.format(start("q1") + t("b") + end("q2") + d.path("q1", "b", "q2")),
    ),
    Shape(
        "a process that does not say whether it is executable may be called",
        ("callActivity", "process/isExecutable"),
        alone(d.node("callActivity", "a", calledElement="q")),
        "b z",
        root=LONE.replace(' isExecutable="true"', "").format(
            start("q1") + t("b") + end("q2") + d.path("q1", "b", "q2")
        ),
    ),
    Shape(
        "a called process sees and gives variables",
        ("callActivity",),
        alone(d.node("callActivity", "a", calledElement="q")),
        "b z",
        given={"n": 4},
        results={"m": 5},
        root=LONE.format(start("q1") + t("b", "=n + 1", "m") + end("q2") + d.path("q1", "b", "q2")),
    ),
    Shape(
        "a call activity runs a global script task",
        ("callActivity", "globalScriptTask"),
        alone(d.node("callActivity", "a", calledElement="G")),
        "G z",
        root='<bpmn:globalScriptTask id="G" scriptLanguage="feel"><bpmn:script>{"n": 8}</bpmn:script>'
        "</bpmn:globalScriptTask>",
        results={"n": 8},
    ),
    Shape(
        "a call activity runs a global task",
        ("callActivity", "globalTask"),
        alone(d.node("callActivity", "a", calledElement="G")),
        "z",
        root='<bpmn:globalTask id="G"/>',
    ),
    Shape(
        "an escalation goes out of a called process",
        ("callActivity",),
        (
            *alone(d.node("callActivity", "a", calledElement="q")),
            edge("b", "a", escalation("X")),
            t("c"),
            end("e2"),
            d.path("b", "c", "e2"),
        ),
        "c",
        root=escalations("X") + LONE.format(start("q1") + end("q2", escalation("X")) + d.path("q1", "q2")),
    ),
    Shape(
        "an ad-hoc sub-process does everything once",
        ("adHocSubProcess",),
        alone(sub("a", t("b"), t("c"), kind="adHocSubProcess")),
        "b c z",
    ),
    Shape(
        "an ad-hoc sub-process goes one by one",
        ("adHocSubProcess/ordering",),
        alone(sub("a", t("b", "=1", "n"), t("c", "=n + 1", "m"), kind="adHocSubProcess", ordering="Sequential")),
        "b c z",
        results={"m": 2},
    ),
    Shape(
        "an ad-hoc sub-process ends when its condition holds",
        ("adHocSubProcess/completionCondition",),
        alone(sub("a", t("b", "=1", "n"), t("c"), enough("n = 1"), kind="adHocSubProcess", ordering="Sequential")),
        "b z",
    ),
    Shape(
        "an ad-hoc sub-process cancels what still runs",
        ("adHocSubProcess/cancelRemainingInstances",),
        alone(
            sub(
                "a",
                t("b", "=1", "n"),
                sub(
                    "I", start("s1"), d.catch("late", timer="PT1H"), t("c"), end("e1"), d.path("s1", "late", "c", "e1")
                ),
                enough("n = 1"),
                kind="adHocSubProcess",
            )
        ),
        "b z",
        wait=2,
    ),
    Shape(
        "an ad-hoc sub-process may wait for what still runs",
        ("adHocSubProcess/cancelRemainingInstances",),
        alone(
            sub(
                "a",
                t("b", "=1", "n"),
                sub(
                    "I", start("s1"), d.catch("late", timer="PT1H"), t("c"), end("e1"), d.path("s1", "late", "c", "e1")
                ),
                enough("n = 1"),
                kind="adHocSubProcess",
                cancelRemainingInstances="false",
            )
        ),
        "b c z",
        wait=2,
    ),
    Shape(
        "an ad-hoc sub-process that can never be done is an incident",
        ("adHocSubProcess/completionCondition",),
        alone(sub("a", t("b"), t("c"), enough("false"), kind="adHocSubProcess")),
        "b c",
        "runtime_error",
    ),
    Shape(
        "flows order an ad-hoc sub-process",
        ("adHocSubProcess",),
        alone(sub("a", t("b", "=1", "n"), t("c", "=n + 1", "m"), d.path("b", "c"), kind="adHocSubProcess")),
        "b c z",
        results={"m": 2},
    ),
    Shape(
        "an activity may need several tokens",
        ("activity/startQuantity",),
        (
            d.start(),
            d.gateway("parallel", "f"),
            t("a"),
            t("b"),
            t("z", startQuantity="2"),
            d.end(),
            d.path("begin", "f", "a", "z", "done"),
            d.path("f", "b", "z"),
        ),
        "a b z",
    ),
    Shape(
        "an activity that lacks a token waits",
        ("activity/startQuantity",),
        (d.start(), t("z", startQuantity="2"), d.end(), d.path("begin", "z", "done")),
        "",
        "waiting",
    ),
    Shape(
        "an activity may give several tokens",
        ("activity/completionQuantity",),
        (d.start(), t("a", completionQuantity="3"), t("z"), d.end(), d.path("begin", "a", "z", "done")),
        "a z z z",
    ),
    Shape(
        "tasks without work pass",
        ("task", "manualTask"),
        (
            d.start(),
            d.node("task", "a"),
            d.node("manualTask", "b"),
            t("z"),
            d.end(),
            d.path("begin", "a", "b", "z", "done"),
        ),
        "z",
    ),
    Shape(
        "lanes change nothing",
        ("laneSet",),
        (
            LANES,
            *alone(t("a")),
        ),
        "a z",
    ),
    Shape(
        "a standard script in FEEL gives its context's entries",
        ("scriptTask/scriptFormat",),
        alone(d.node("scriptTask", "a", inner='<bpmn:script>{"x": 1, "y": 2}</bpmn:script>', scriptFormat="feel")),
        "a z",
        results={"x": 1, "y": 2},
    ),
    Shape(
        "data objects are variables",
        ("dataObject", "dataObjectReference", "dataInputAssociation", "dataOutputAssociation"),
        (
            OBJECTS,
            t("w", "=20", "D1"),
            d.start(),
            t("a", "=given + 1", "made", inner=DATA + moves("R1", "R2")),
            d.end(),
            d.path("begin", "w", "a", "done"),
        ),
        "w a",
        results={"D1": 20, "D2": 21},
    ),
    Shape(
        "associations may transform",
        ("transformation",),
        (
            OBJECTS,
            t("w", "=20", "D1"),
            d.start(),
            t("a", "=given + 1", "made", inner=DATA + moves("R1", "R2", "D1 * 2", "made * 10")),
            d.end(),
            d.path("begin", "w", "a", "done"),
        ),
        "w a",
        results={"D2": 410},
    ),
    Shape(
        "properties of a sub-process live in it",
        ("property",),
        (
            d.start(),
            sub(
                "a",
                '<bpmn:property id="k" name="k"/>',
                start("s1"),
                t("b", "=5", "k"),
                t("c", "=k + 1", "out"),
                end("e1"),
                d.path("s1", "b", "c", "e1"),
            ),
            t("z", "=k", "seen"),
            d.end(),
            d.path("begin", "a", "z", "done"),
        ),
        "b c z",
        results={"out": 6, "seen": None},
    ),
    Shape(
        "a data object may be referred to from within",
        ("dataObjectReference",),
        (
            '<bpmn:dataObject id="D1"/>',
            d.start(),
            sub(
                "S",
                '<bpmn:dataObjectReference id="R1" dataObjectRef="D1"/>',
                start("s1"),
                sub(
                    "I",
                    '<bpmn:dataObjectReference id="R3" dataObjectRef="D1"/>',
                    start("s2"),
                    t("a", "=1", "D1"),
                    end("e2"),
                    d.path("s2", "a", "e2"),
                ),
                end("e1"),
                d.path("s1", "I", "e1"),
            ),
            d.end(),
            d.path("begin", "S", "done"),
        ),
        "a",
        results={"D1": 1},
    ),
    Shape(
        "a transaction without trouble is a sub-process",
        ("transaction",),
        alone(sub("a", start("s1"), t("b"), end("e1"), d.path("s1", "b", "e1"), kind="transaction")),
        "b z",
    ),
    Shape(
        "a process may end inside a loop of instances",
        ("endEvent/terminate", "multiInstanceLoopCharacteristics"),
        alone(
            sub(
                "a",
                d.each("=[1,2]", "x", sequential=True),
                start("s1"),
                t("b"),
                end("e1", define("terminate")),
                d.path("s1", "b", "e1"),
            )
        ),
        "b b z",
    ),
)
