"""Links by reference, what loops run over and count, data that nothing has set, and ids that come twice."""

from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import Shape, catch, end, start, sub, t, throw
from tests.engine.bpmn.shapes.work import DATA, LONE, OBJECTS, alone, moves

MADE = DATA + moves("R1", "R2")
COUNTS = "=numberOfInstances * 100 + numberOfActiveInstances * 10 + loopCounter"


def link(id: str, name: str, inner: str = "") -> str:  # noqa: A002
    return f'<bpmn:linkEventDefinition id="{id}" name="{name}">{inner}</bpmn:linkEventDefinition>'


def source(*ids: str) -> str:
    return "".join(f"<bpmn:source>{one}</bpmn:source>" for one in ids)


def target(id: str) -> str:  # noqa: A002
    return f"<bpmn:target>{id}</bpmn:target>"


def linked(first: str, second: str, third: str, fourth: str) -> tuple[str, ...]:
    """Draw two links: by the first and second end `a` is reached, by the third and fourth `b`."""
    ends = throw("u", first) + catch("v", second) + throw("w", third) + catch("x", fourth)
    ways = d.path("begin", "u") + d.path("v", "a", "w") + d.path("x", "b", "done")
    return (d.start(), ends, t("a"), t("b"), d.end(), ways)


def times(number: str, inner: str = "") -> str:
    said = f"<bpmn:loopCardinality>{number}</bpmn:loopCardinality>{inner}"
    return f"<bpmn:multiInstanceLoopCharacteristics>{said}</bpmn:multiInstanceLoopCharacteristics>"


SHAPES = (
    Shape(
        "links join by their targets though their names differ",
        ("intermediateThrowEvent/link", "intermediateCatchEvent/link"),
        linked(link("l1", "A", target("l2")), link("l2", "B"), link("l3", "B", target("l4")), link("l4", "A")),
        "a b",
    ),
    Shape(
        "links of one name join by their sources",
        ("intermediateThrowEvent/link", "intermediateCatchEvent/link"),
        linked(link("l1", "A"), link("l2", "A", source("l1")), link("l3", "A"), link("l4", "A", source("l3"))),
        "a b",
    ),
    Shape(
        "an instance sees the counts of its multi-instance activity",
        ("multiInstanceLoopCharacteristics",),
        alone(t("a", COUNTS, "r", inner=d.each("=[7, 8]", "x", "out", "=r", sequential=True))),
        "a a z",
        results={"out": [211, 212]},
    ),
    Shape(
        "parallel instances see the counts of their multi-instance activity",
        ("multiInstanceLoopCharacteristics",),
        alone(
            sub(
                "a",
                d.each("=[7, 8]", "x", "out", "=r"),
                start("s1"),
                t("b", COUNTS, "r"),
                end("e1"),
                d.path("s1", "b", "e1"),
            )
        ),
        "b b z",
        results={"out": [221, 222]},
    ),
    Shape(
        "a called process sees the counts of the activity that calls it",
        ("callActivity", "multiInstanceLoopCharacteristics"),
        alone(d.node("callActivity", "a", inner=d.each("=[7, 8]", "x", "out", "=r"), calledElement="q")),
        "b b z",
        root=LONE.format(start("q1") + t("b", COUNTS, "r") + end("q2") + d.path("q1", "b", "q2")),
        results={"out": [221, 222]},
    ),
    Shape(
        "an item beside a cardinality is the number of its turn",
        ("multiInstanceLoopCharacteristics/loopCardinality",),
        alone(t("a", "=n + item", "n", inner=times("3", '<bpmn:inputDataItem id="item"/>'))),
        "a a a z",
        given={"n": 0},
        results={"n": 6},
    ),
    *(
        Shape(
            f"a cardinality of {number} is an incident",
            ("multiInstanceLoopCharacteristics/loopCardinality",),
            alone(t("a", inner=times(number))),
            "",
            "runtime_error",
            given={"n": 1, "word": "ba", "nothing": None},
        )
        for number in ("n - 2", "n / 2", "word", "nothing", "unheard", "n &gt; 0")
    ),
    Shape(
        "data that nothing has set is an incident where it is handed on",
        ("dataOutputAssociation",),
        alone(t("a", "=1", "other", inner=MADE), OBJECTS),
        "",
        "runtime_error",
    ),
)
