"""What stands in two places of a diagram agrees: an error where it is run, a warning in a drawing."""

import pytest

from engine.bpmn.check import Known, check_diagram
from tests.engine import drawing as d
from tests.engine.bpmn.check import drawings as g
from tests.engine.bpmn.shapes.shape import define

ITEMS = (
    '<bpmn:itemDefinition id="A" structureRef="xs:string"/><bpmn:itemDefinition id="B" structureRef="xs:integer"/>'
    '<bpmn:itemDefinition id="A2" structureRef="xs:string"/>'
    '<bpmn:itemDefinition id="As" structureRef="xs:string" isCollection="true"/>'
    '<bpmn:itemDefinition id="C"/><bpmn:itemDefinition id="D"/>'
)
RUN = 'id="p" isExecutable="true"'


def rules(data: bytes, rule: str) -> set[tuple[str, str]]:
    return {(f.element, f.severity) for f in check_diagram(data, "x.bpmn", Known()) if f.rule == rule}


def both(data: bytes, rule: str, element: str) -> None:
    """Tell that a drawing is warned of, and refused where it is to run."""
    assert rules(data, rule) == {(element, "warning")}
    run = data.replace(b'<bpmn:process id="p"', f"<bpmn:process {RUN}".encode())
    assert rules(run, rule) == {(element, "error")}


def joined(given: str, wanted: str, more: str = "") -> bytes:
    """Return a data object and the input that it fills, each with attributes."""
    held = g.takes().replace('id="i"', f'id="i" {wanted}', 1).replace("</bpmn:targetRef>", f"</bpmn:targetRef>{more}")
    return spaced(g.data(held, beside=f'<bpmn:dataObject id="o" {given}/>', roots=ITEMS))


def spaced(data: bytes) -> bytes:
    return data.replace(b" id=", b' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:e="elsewhere" id=', 1)


def item(name: str) -> str:
    return f'itemSubjectRef="{name}"'


@pytest.mark.parametrize(("one", "other"), [("A", "B"), ("A", "As"), ("C", "D")])
def test_an_association_joins_one_kind(one: str, other: str) -> None:
    both(joined(item(one), item(other)), "data-kind", "x")
    change = "<bpmn:transformation>=o</bpmn:transformation>"
    assert rules(joined(item(one), item(other), change), "data-kind") == set()


@pytest.mark.parametrize(("given", "wanted"), [(item("A"), item("A")), (item("A"), item("A2")), ("", item("A"))])
def test_kinds_of_one_structure_are_one(given: str, wanted: str) -> None:
    assert rules(joined(given, wanted), "data-kind") == set()


def test_a_reference_is_of_the_kind_of_what_it_stands_for() -> None:
    beside = f'<bpmn:dataObject id="o" {item("A")}/><bpmn:dataObjectReference id="r" dataObjectRef="o"/>'
    held = g.takes("r").replace('id="i"', f'id="i" {item("B")}', 1)
    both(spaced(g.data(held, beside=beside, roots=ITEMS)), "data-kind", "x")


CARRIERS = {
    "message": '<bpmn:message id="k" name="k" itemRef="A"/>',
    "signal": '<bpmn:signal id="k" name="k" structureRef="A"/>',
    "error": '<bpmn:error id="k" errorCode="k" structureRef="A"/>',
    "escalation": '<bpmn:escalation id="k" escalationCode="k" structureRef="A"/>',
}


def thrown(kind: str, held: str) -> bytes:
    inner = f'<bpmn:dataInput id="i" {item(held)}/>' + define(kind, **{f"{kind}Ref": "k"})
    ends = d.node("endEvent", "x", inner=inner)
    return spaced(g.file(ITEMS, CARRIERS[kind], g.process(d.start(), ends, d.path("begin", "x"))))


@pytest.mark.parametrize("kind", sorted(CARRIERS))
def test_an_event_gives_what_it_names_carries(kind: str) -> None:
    both(thrown(kind, "B"), "data-kind", "x")
    assert rules(thrown(kind, "A2"), "data-kind") == set()


def caught(held: str) -> bytes:
    inner = f'<bpmn:dataOutput id="i" {item(held)}/>' + define("message", messageRef="k")
    return spaced(
        g.through(d.node("intermediateCatchEvent", "x", inner=inner), ids=("x",), roots=ITEMS + CARRIERS["message"])
    )


def test_an_event_takes_what_its_message_carries() -> None:
    both(caught("B"), "data-kind", "x")
    assert rules(caught("A"), "data-kind") == set()


def worked(kind: str, held: str) -> bytes:
    is_in = kind != "receiveTask"
    data = f'<bpmn:{"dataInput" if is_in else "dataOutput"} id="i" {item(held)}/>'
    listed = f"<bpmn:{'dataInputRefs' if is_in else 'dataOutputRefs'}>i</bpmn:{'dataInputRefs' if is_in else 'dataOutputRefs'}>"  # noqa: E501
    said = g.io(inputs=data, first=listed) if is_in else g.io(outputs=data, second=listed)
    operation = '<bpmn:operation id="op" name="o"><bpmn:inMessageRef>k</bpmn:inMessageRef></bpmn:operation>'
    roots = f'{ITEMS}{CARRIERS["message"]}<bpmn:interface id="if" name="i">{operation}</bpmn:interface>'
    named = {"operationRef": "op"} if kind == "serviceTask" else {"messageRef": "k"}
    return spaced(g.one(kind, inner=said, roots=roots, **named))


@pytest.mark.parametrize("kind", ["sendTask", "receiveTask", "serviceTask"])
def test_a_task_moves_what_its_message_carries(kind: str) -> None:
    both(worked(kind, "B"), "data-kind", "x")
    assert rules(worked(kind, "A"), "data-kind") == set()


def test_data_and_their_kind_agree_on_being_many() -> None:
    both(joined(f'isCollection="true" {item("A")}', ""), "data-collection", "o")
    both(joined(f'isCollection="false" {item("As")}', ""), "data-collection", "o")
    assert rules(joined(f'isCollection="true" {item("As")}', ""), "data-collection") == set()


def turns(said: str) -> bytes:
    loop = f"<{g.MI}><bpmn:loopDataInputRef>i</bpmn:loopDataInputRef></{g.MI}>"
    return spaced(g.one("task", inner=g.takes().replace('id="i"', f'id="i" {said}', 1) + loop, roots=ITEMS)).replace(
        b"</bpmn:process>", b'<bpmn:dataObject id="o"/></bpmn:process>', 1
    )


def test_turns_are_taken_from_a_collection() -> None:
    both(turns('isCollection="false"'), "data-collection", "x")
    assert rules(turns('isCollection="true"'), "data-collection") == set()
    assert rules(turns(""), "data-collection") == set()


def called(given: str, asked: str) -> bytes:
    """Return a process that calls another, both with the data inputs of some names and kinds."""

    def said(owner: str, names: str) -> str:
        parts = [one.partition(":") for one in names.split()]
        inputs = "".join(f'<bpmn:dataInput id="{owner}{n}" name="{n}" {item(k)}/>' for n, _, k in parts)
        return g.io(
            inputs=inputs, first="".join(f"<bpmn:dataInputRefs>{owner}{n}</bpmn:dataInputRefs>" for n, *_ in parts)
        )

    caller = g.process(
        d.start(), d.end(), d.node("callActivity", "x", inner=said("c", given) if given else "", calledElement="q"),
        d.path("begin", "x", "done"),
    )  # fmt: skip
    return spaced(g.file(ITEMS, caller, f'<bpmn:process id="q">{said("q", asked) if asked else ""}</bpmn:process>'))


@pytest.mark.parametrize(("given", "asked"), [("a:A b:A", "a:A"), ("a:A", "b:A"), ("a:A", "a:B"), ("a:C", "a:D")])
def test_a_call_has_the_data_of_what_it_calls(given: str, asked: str) -> None:
    both(called(given, asked), "call-data", "x")


def test_what_only_one_side_of_a_call_says_is_warned_of() -> None:
    for given, asked in (("a:A", ""), ("", "a:A")):
        assert rules(called(given, asked), "call-data") == {("x", "warning")}
    for given, asked in (("", ""), ("a:A", "a:A2"), ("a:A b:B", "b:B a:A")):
        assert rules(called(given, asked), "call-data") == set()


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        ("signal", "endEvent"),
        ("escalation", "endEvent"),
        ("escalation", "intermediateThrowEvent"),
        ("signal", "startEvent"),
    ],
)
def test_an_event_says_which_it_is(kind: str, event: str) -> None:
    def drawn(inner: str) -> bytes:
        ends = "" if event == "endEvent" else d.end()
        begins = "" if event == "startEvent" else d.start()
        path = [
            one
            for one in ("begin", "x", "done")
            if not (one == "begin" and not begins) and not (one == "done" and not ends)
        ]
        return g.file(CARRIERS[kind], ITEMS, g.process(begins, d.node(event, "x", inner=inner), ends, d.path(*path)))

    both(spaced(drawn(define(kind))), "trigger", "x")
    assert rules(spaced(drawn(define(kind, **{f"{kind}Ref": "k"}))), "trigger") == set()


def test_an_event_apart_and_an_event_of_a_loop_say_which_they_are() -> None:
    loop = f'<{g.MI} behavior="None" noneBehaviorEventRef="sd"><bpmn:loopCardinality>2</bpmn:loopCardinality></{g.MI}>'
    both(g.one("task", inner=loop, roots='<bpmn:signalEventDefinition id="sd"/>'), "trigger", "x")
    apart = d.node("endEvent", "x", inner="<bpmn:eventDefinitionRef>sd</bpmn:eventDefinitionRef>")
    both(g.file('<bpmn:escalationEventDefinition id="sd"/>', g.process(d.start(), apart, d.path("begin", "x"))),
         "trigger", "x")  # fmt: skip


@pytest.mark.parametrize(
    ("said", "root"),
    [
        (define("error"), ""),
        (define("error", errorRef="e"), '<bpmn:error id="e" name="E"/>'),
        (define("escalation", escalationRef="e"), '<bpmn:escalation id="e" name="E"/>'),
    ],
)
def test_what_is_thrown_without_a_code_is_warned_of(said: str, root: str) -> None:
    data = d.diagram(d.start(), d.node("endEvent", "x", inner=said), d.path("begin", "x"), messages=root)
    assert rules(data, "trigger") == {("x", "warning")}


def test_what_catches_any_error_or_escalation_names_none() -> None:
    for kind in ("error", "escalation"):
        edge = d.node("boundaryEvent", "x", inner=define(kind), attachedToRef="a")
        flows = d.path("begin", "a", "done") + d.path("x", "done")
        assert rules(d.diagram(d.start(), d.node("task", "a"), edge, d.end(), flows), "trigger") == set()


MESSAGES = '<bpmn:message id="m" name="M"/><bpmn:message id="n" name="N"/><bpmn:message id="m2" name="M"/>'


def exchanged(flow: str, sent: str, received: str) -> bytes:
    """Return two pools with a message flow from the end of one to the start of the other."""
    shown = '<bpmn:participant id="P" processRef="p"/><bpmn:participant id="Q" processRef="q"/>'
    flows = f'<bpmn:messageFlow id="mf" sourceRef="x" targetRef="y"{flow}/>'
    sends = g.process(d.start(), d.node("endEvent", "x", inner=sent), d.path("begin", "x"))
    takes = g.process(d.node("startEvent", "y", inner=received), d.end(), d.path("y", "done"), id="q")
    return g.file(MESSAGES, f'<bpmn:collaboration id="c">{shown}{flows}</bpmn:collaboration>', sends, takes)


def about(name: str) -> str:
    return define("message", messageRef=name)


@pytest.mark.parametrize(
    ("flow", "sent", "received"),
    [
        ("", "", about("m")),
        ("", about("m"), about("n")),
        (' messageRef="n"', about("m"), about("m")),
        (' messageRef="n"', about("m"), define("message")),
        ("", define("message"), about("m")),
    ],
)
def test_a_message_flow_is_about_one_message(flow: str, sent: str, received: str) -> None:
    both(exchanged(flow, sent, received), "message-flow", "mf")


@pytest.mark.parametrize(
    ("flow", "sent", "received"),
    [
        ("", about("m"), about("m")),
        ("", about("m"), about("m2")),
        (' messageRef="m"', define("message"), about("m")),
        (' messageRef="m"', define("message"), define("message")),
    ],
)
def test_a_message_flow_with_its_message_is_right(flow: str, sent: str, received: str) -> None:
    assert rules(exchanged(flow, sent, received), "message-flow") == set()


def test_a_message_flow_does_not_end_at_a_start_within_or_go_against_a_task() -> None:
    inner = d.node("subProcess", "t", inner=g.SUB)
    shown = '<bpmn:participant id="A" processRef="p"/><bpmn:participant id="B" processRef="q"/>'
    flow = '<bpmn:messageFlow id="mf" sourceRef="B" targetRef="s"/>'
    body = g.process(d.start(), inner, d.end(), d.path("begin", "t", "done"))
    both(g.file(f'<bpmn:collaboration id="c">{shown}{flow}</bpmn:collaboration>', body, g.ASIDE), "message-flow", "mf")
    for kind, ends in (("sendTask", ("B", "t")), ("receiveTask", ("t", "B"))):
        flow = f'<bpmn:messageFlow id="mf" sourceRef="{ends[0]}" targetRef="{ends[1]}"/>'
        body = g.process(d.start(), d.node(kind, "t"), d.end(), d.path("begin", "t", "done"))
        data = g.file(f'<bpmn:collaboration id="c">{shown}{flow}</bpmn:collaboration>', body, g.ASIDE)
        assert rules(data, "message-flow") == {("mf", "warning")}


IMPORTED = '<bpmn:import namespace="elsewhere" location="e.bpmn" importType="b"/>'


@pytest.mark.parametrize("named", [{"messageRef": "e:m"}, {"operationRef": "e:o"}])
def test_what_another_file_names_is_imported(named: dict[str, str]) -> None:
    both(spaced(g.one("receiveTask", **named)), "import", "x")
    assert rules(spaced(g.one("receiveTask", roots=IMPORTED, **named)), "import") == set()


def test_what_is_called_or_built_elsewhere_is_imported() -> None:
    both(spaced(g.one("callActivity", calledElement="e:q")), "import", "x")
    built = '<bpmn:itemDefinition id="A" structureRef="%s:Thing"/>'
    assert rules(spaced(g.drawn(d.path("begin", "done"), roots=built % "e")), "import") == {("A", "warning")}
    assert rules(spaced(g.drawn(d.path("begin", "done"), roots=built % "xs")), "import") == set()


def grouped(first: str, second: str) -> bytes:
    """Return a task with two input sets and two output sets, each with what it says it goes with."""
    given = "".join(f'<bpmn:inputSet id="i{n}">{one}</bpmn:inputSet>' for n, one in enumerate(first.split("|"), 1))
    taken = "".join(f'<bpmn:outputSet id="o{n}">{one}</bpmn:outputSet>' for n, one in enumerate(second.split("|"), 1))
    return g.data(f"<bpmn:ioSpecification>{given}{taken}</bpmn:ioSpecification>")


def out(name: str) -> str:
    return f"<bpmn:outputSetRefs>{name}</bpmn:outputSetRefs>"


def back(name: str) -> str:
    return f"<bpmn:inputSetRefs>{name}</bpmn:inputSetRefs>"


CROSSED = (out("o1") + "|" + out("o2"), back("i2") + "|" + back("i1"))
RIGHT_SETS = (
    ("|", "|"),
    (out("o1") + "|", back("i1") + "|"),
    (out("o1") + out("o2") + "|", back("i1") + "|" + back("i1")),
)


@pytest.mark.parametrize("sets", RIGHT_SETS)
def test_sets_that_go_with_each_other_say_so_on_both_sides(sets: tuple[str, str]) -> None:
    assert rules(grouped(*sets), "data-set") == set()


def test_sets_that_name_others_contradict_each_other() -> None:
    data = grouped(*CROSSED)
    assert rules(data, "data-set") == {(one, "warning") for one in ("i1", "i2", "o1", "o2")}
    run = data.replace(b'<bpmn:process id="p"', f"<bpmn:process {RUN}".encode())
    assert rules(run, "data-set") == {(one, "error") for one in ("i1", "i2", "o1", "o2")}


@pytest.mark.parametrize(("sets", "told"), [((out("o1") + "|", "|"), "i1"), (("|", "|" + back("i2")), "o2")])
def test_what_one_set_says_alone_is_warned_of(sets: tuple[str, str], told: str) -> None:
    run = grouped(*sets).replace(b'<bpmn:process id="p"', f"<bpmn:process {RUN}".encode())
    assert rules(run, "data-set") == {(told, "warning")}
