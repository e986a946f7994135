"""Models of other programs are taken in whole and handed out with nothing lost."""

import pytest
from lxml import etree

from engine.base.errors import ModelRefusedError
from engine.releases.exchange import export_diagram, import_diagram, in_utf8
from tests.engine import drawing as d

DRAWN = d.diagram(
    d.start(), d.node("task", "one", extension='<v:paint xmlns:v="urn:vendor" colour="đỏ"/>'), d.end(),
    d.path("begin", "one", "done"),
)  # fmt: skip


def facts(data: bytes) -> list[tuple[str, dict[str, str], str]]:
    nodes = etree.fromstring(data).iter()
    return [(str(node.tag), dict(node.attrib), (node.text or "").strip()) for node in nodes]


def encoded(encoding: str) -> bytes:
    text = DRAWN.decode().replace("đỏ", "rouge é").replace('encoding="UTF-8"', f'encoding="{encoding}"')
    return text.encode(encoding)


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1", "windows-1258"])
def test_every_encoding_that_xml_names_is_read(encoding: str) -> None:
    taken = import_diagram(encoded(encoding), "a.bpmn")
    assert taken.nodes == ("done", "begin", "one")
    assert "rouge é" in taken.data.decode()


def test_utf_8_stays_as_it_is_byte_for_byte() -> None:
    assert import_diagram(DRAWN, "a.bpmn").data == DRAWN
    assert in_utf8({"a.bpmn": encoded("UTF-16"), "b.json": b"\xff"})["b.json"] == b"\xff"


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_extensions_comments_and_drawing_survive(encoding: str) -> None:
    data = encoded(encoding).decode(encoding).replace("<bpmn:process", "<!-- kept --><bpmn:process").encode(encoding)
    written = export_diagram(data)
    assert facts(written) == facts(data)
    assert b"<!-- kept -->" in written


@pytest.mark.parametrize("prefix", ["", "semantic:", "b:"])
def test_any_prefix_will_do(prefix: str) -> None:
    declared = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    text = DRAWN.decode().replace("xmlns:bpmn", declared).replace("bpmn:", prefix)
    assert import_diagram(text.encode(), "a.bpmn").processes == ("p",)


def test_a_model_nobody_means_to_run_is_taken_in() -> None:
    silent = DRAWN.replace(b' isExecutable="true"', b"")
    assert [finding.rule for finding in import_diagram(silent, "a.bpmn").missing] == ["unmarked"]
    drawn = DRAWN.replace(b' isExecutable="true"', b' isExecutable="false"')
    assert import_diagram(drawn, "a.bpmn").missing == []


def test_what_an_executable_process_lacks_is_told_not_refused() -> None:
    data = d.diagram(d.start(), d.service("work", "their.delegate"), d.end(), d.path("begin", "work", "done"))
    taken = import_diagram(data, "a.bpmn")
    assert [(f.rule, f.element, f.file) for f in taken.missing] == [("work", "work", "a.bpmn")]


@pytest.mark.parametrize(
    ("old", "new", "element"),
    [
        (b'<bpmn:endEvent id="done"', b'<bpmn:finish id="done"', "done"),
        (b' targetRef="done"', b"", "one__done"),
        (b'isExecutable="true"', b'isExecutable="yes"', "p"),
        (b'id="done">', b'id="done" colour="red">', "done"),
    ],
)
def test_what_breaks_the_schema_is_refused_with_line_and_element(old: bytes, new: bytes, element: str) -> None:
    data = DRAWN.replace(old, new).replace(
        b"</bpmn:endEvent>", b"</bpmn:finish>" if b"finish" in new else b"</bpmn:endEvent>"
    )
    with pytest.raises(ModelRefusedError) as refused:
        import_diagram(data, "a.bpmn")
    found = refused.value.findings[0]
    assert (found.rule, found.element, found.line, found.file) == ("schema", element, 1, "a.bpmn")
    assert found.suggestion


def test_a_drawing_that_breaks_the_schema_is_only_a_warning() -> None:
    plane = (
        '<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"><di:BPMNPlane foo="1"/></di:BPMNDiagram>'
    )
    taken = import_diagram(DRAWN.replace(b"</bpmn:definitions>", plane.encode() + b"</bpmn:definitions>"), "a.bpmn")
    assert {(f.rule, f.severity) for f in taken.warnings} == {("schema", "warning")}
