"""Pictures of diagrams: all that a file draws is on them, safely, whatever the file says."""

import re
from itertools import pairwise
from xml.sax.saxutils import escape

import pytest
from lxml import etree

from engine.bpmn.drawing import Picture, draw
from engine.bpmn.drawing.letters import lines_of, width
from engine.bpmn.read.document import read_document
from engine.releases.pictures import digest, picture_of
from tests.engine import drawing as d
from tests.engine.bpmn.drawing.sheet import at, every_shape, file, line, one
from workflows.shipped import procedures

SVG = "{http://www.w3.org/2000/svg}"
HARMLESS = {"svg", "defs", "path", "g", "rect", "circle", "use", "text"}
SHIPPED = [
    (one.key, path, data) for one in procedures() for path, data in one.files().items() if path.endswith(".bpmn")
]


def picture(data: bytes, language: str = "vi") -> Picture:
    return draw(read_document(data), language)


def tags(drawn: Picture) -> list[str]:
    return [str(node.tag).removeprefix(SVG) for node in etree.fromstring(drawn.svg).iter()]


def lettered(drawn: Picture) -> str:
    """Return the letters a picture is set in, those of each line together, lines apart."""
    lines = re.findall(r'scale\([\d. -]+\)">((?:<use [^>]*/>)+)', drawn.svg.decode())
    return " ".join("".join(chr(int(code, 16)) for code in re.findall(r'href="#l(\w+)"', line)) for line in lines)


def test_each_kind_of_shape_is_drawn_and_stands_where_its_file_says() -> None:
    drawn = picture(every_shape())
    assert set(tags(drawn)) <= HARMLESS
    assert len(drawn.boxes) == 53
    assert drawn.boxes["userTask"] == (170, 420, 100, 80)
    assert 0 < drawn.view.x < drawn.boxes["open"].x - 12  # for a name beside a shape to stand on it whole
    assert set(drawn.outlines) - set(drawn.boxes) == {"on", "else", "when", "noted"}
    assert "Anotetoread" in lettered(drawn).replace(" ", "")
    assert drawn.svg.count(b'stroke-dasharray="6"') == 10  # five events that interrupt nothing, two circles each


@pytest.mark.parametrize(("key", "path", "data"), SHIPPED, ids=[path for _, path, _ in SHIPPED])
def test_a_shipped_procedure_is_drawn_whole_in_both_languages(key: str, path: str, data: bytes) -> None:
    drawn, english = picture(data), picture(data, "en")
    document = read_document(data)
    places = {
        node.get("bpmnElement") for node in document.root.iter("{http://www.omg.org/spec/BPMN/20100524/DI}BPMNShape")
    }
    assert set(drawn.boxes) == places
    assert set(tags(drawn)) <= HARMLESS - {"text"}  # each letter has its outline
    assert drawn.boxes == english.boxes
    assert drawn.svg != english.svg
    assert [step.id for part in drawn.parts for step in part.steps] == [s.id for p in english.parts for s in p.steps]


def test_steps_are_listed_as_flows_lead_to_them_with_their_lanes() -> None:
    nodes = [one("userTask", name) for name in ("second", "first", "late")]
    flows = [
        one("sequenceFlow", f"{a}-{b}", sourceRef=a, targetRef=b) for a, b in pairwise(["s", "first", "second", "e"])
    ]
    edge = one("boundaryEvent", "rung", attachedToRef="first")
    lane = f"<bpmn:laneSet>{one('lane', 'Phòng', '<bpmn:flowNodeRef>first</bpmn:flowNodeRef>')}</bpmn:laneSet>"
    drawn = picture(file(lane, *nodes, one("startEvent", "s"), one("endEvent", "e"), edge, *flows))
    assert [step.name for step in drawn.parts[0].steps] == ["late", "s", "first", "second", "e", "rung"]
    assert [step.lane for step in drawn.parts[0].steps if step.lane] == ["Phòng"]
    assert drawn.svg == b""


def test_what_a_folded_sub_process_holds_is_hidden() -> None:
    parts = one("subProcess", "box", one("task", "within"))
    shapes = at("within", 20, 20) + at("box", 0, 0, 300, 200, isExpanded="{}")
    assert set(picture(file(parts, shapes=shapes.replace("{}", "true"))).boxes) == {"box", "within"}
    assert set(picture(file(parts, shapes=shapes.replace("{}", "false"))).boxes) == {"box"}


def test_marks_of_default_and_conditional_flows_are_drawn() -> None:
    drawn = picture(every_shape()).svg
    assert drawn.count(b'd="M-6 6L-10-6"') == 1
    assert drawn.count(b'd="M-1 0L-9-4L-17 0L-9 4Z"') == 1


@pytest.mark.parametrize(
    "number", ["NaN", "inf", "-inf", "1e308", "1e5000", "9" * 400, "", "x", "0x10", "50001", "-50001"]
)
def test_a_number_beyond_measure_leaves_its_shape_out_and_the_rest_drawn(number: str) -> None:
    parts = [one("task", "wild"), one("task", "tame"), one("sequenceFlow", "flow", sourceRef="wild", targetRef="tame")]
    for place in ((number, 0, 100, 80), (0, number, 100, 80), (0, 0, number, 80), (0, 0, 100, number)):
        drawn = picture(
            file(*parts, shapes=at("wild", *place) + at("tame", 200, 0) + line("flow", (0, number), (9, 9)))
        )
        assert set(drawn.outlines) == {"tame"}
        assert drawn.view.width < 200


@pytest.mark.parametrize(
    "shapes",
    [
        at("tame", 0, 0, -5, 80),
        at("tame", 0, 0, 0, 0),
        at("nowhere", 0, 0),
        at("p", 0, 0).replace("<dc:Bounds", "<dc:Nothing"),
        line("tame", (1, 1)),
        line("flow", (1, 1)),
        line("flow"),
    ],
)
def test_what_has_no_place_is_not_drawn(shapes: str) -> None:
    drawn = picture(file(one("task", "tame"), one("sequenceFlow", "flow"), shapes=shapes))
    assert drawn.svg == b"" or not drawn.outlines


def test_lines_that_go_nowhere_are_drawn_all_the_same() -> None:
    parts = one("task", "a"), one("sequenceFlow", "flow", sourceRef="a", targetRef="gone")
    drawn = picture(file(*parts, shapes=at("a", 0, 0) + line("flow", (5, 5), (5, 5), (5, 5))))
    assert set(drawn.outlines) == {"a", "flow"}
    assert etree.fromstring(drawn.svg) is not None


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '" onload="x', "]]>", "&amp;", "漢字 <b>", "\u202e<i>"])
def test_names_are_text_and_nothing_else(text: str) -> None:
    note = f'<bpmn:textAnnotation id="note"><bpmn:text>{escape(text)}'
    drawn = picture(
        file(one("task", text), f"{note}</bpmn:text></bpmn:textAnnotation>", shapes=at(text, 0, 0) + at("note", 200, 0))
    )
    assert set(tags(drawn)) <= HARMLESS
    assert {
        name for node in etree.fromstring(drawn.svg).iter() for name in node.attrib if name.startswith("on")
    } == set()


def test_colours_are_those_of_the_file_and_only_colours() -> None:
    told = at("a", 0, 0).replace("<bpmndi:BPMNShape", '<bpmndi:BPMNShape bioc:stroke="#ff0000" bioc:fill="{}"')
    assert b'fill="#00ff00"' in picture(file(one("task", "a"), shapes=told.replace("{}", "#00ff00"))).svg
    for wild in ("url(http://x/y)", "url(#l41)", "red;x", "expression(1)", '#fff" onload="x'.replace('"', "&quot;")):
        drawn = picture(file(one("task", "a"), shapes=told.replace("{}", wild))).svg
        assert b'fill="#fff"' in drawn
        assert b"url(" not in drawn


def test_so_many_shapes_or_letters_that_nobody_could_look_at_them_are_bounded() -> None:
    many = [f"t{number}" for number in range(4_001)]
    whole = file(*(one("task", name) for name in many), shapes="".join(at(name, 0, 0) for name in many))
    assert picture(whole).svg == b""
    wordy = [
        one("task", f"t{number}", documentation="").replace(f'name="t{number}"', f'name="{"chữ " * 150}"')
        for number in range(900)
    ]
    drawn = picture(file(*wordy, shapes="".join(at(f"t{number}", number * 50, 0) for number in range(900))))
    assert len(drawn.boxes) == 900
    assert len(drawn.svg) < 4_000_000


def test_text_breaks_at_blanks_and_hyphens_and_within_a_word_only_when_it_must() -> None:
    assert lines_of("Thẩm định hồ sơ", 60, 11.5) == ["Thẩm định", "hồ sơ"]
    assert lines_of("một\nhai", 200, 11.5) == ["một", "hai"]
    assert lines_of("kh\u00adông", 200, 11.5) == ["không"]
    for line_ in lines_of("Nghiêngngảnghiêngngả" * 5, 60, 11.5):
        assert width(line_, 11.5) <= 60
    assert len(lines_of("x " * 2_000, 1, 11.5)) <= 40


def test_a_file_is_drawn_once_and_one_that_is_no_diagram_has_an_empty_picture() -> None:
    read: list[int] = []
    data = file(one("task", f"{len(read)} lần"), shapes=at("0 lần", 0, 0))

    def reading() -> bytes:
        read.append(1)
        return data

    assert picture_of(digest(data), "vi", reading) is picture_of(digest(data), "vi", reading)
    assert len(read) == 1
    assert picture_of(digest(b"<a/>"), "vi", lambda: b"<a/>").svg == b""
    assert picture_of(digest(b"no"), "vi", lambda: b"no").svg == b""
    assert picture_of(digest(d.diagram(d.start())), "vi", lambda: d.diagram(d.start())).parts[0].name == "p"
