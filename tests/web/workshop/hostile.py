"""Diagrams made to hurt: to read what they may not, to take all memory or time, to break what reads them."""

from itertools import pairwise

from tests.engine import drawing as d

XSI = 'xmlns:x="http://www.w3.org/2001/XMLSchema-instance"'
PYTHON = "<bpmn:script>__import__('os').system('id')</bpmn:script>"
IMPORT = '<bpmn:import namespace="n" location="file:///etc/passwd" importType="x"/>'
INCLUDE = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
HEAD = '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">'
END = "</bpmn:definitions>"
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
SCRIPT = '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1/x.xsl"?>'
BEGIN, DONE = d.start(), d.end()


def whole(inner: str) -> bytes:
    return f"{HEAD}{inner}{END}".encode()


def many(name: str) -> str:
    return " ".join(f'{name}{n}="u{n}"' for n in range(5000))


def documented(text: str) -> bytes:
    return whole(f'<bpmn:process id="p"><bpmn:documentation>{text}</bpmn:documentation></bpmn:process>')


def chain(length: int) -> bytes:
    """Return tasks one after another."""
    ids = ["begin", *(f"t{n}" for n in range(length)), "done"]
    tasks = "".join(d.node("manualTask", name) for name in ids[1:-1])
    return d.diagram(BEGIN, DONE, tasks, *(d.flow(a, b) for a, b in pairwise(ids)))


def fan(kind: str, joint: str, width: int) -> bytes:
    """Return a gateway with many branches."""
    branches = [
        d.node("manualTask", f"t{n}")
        + d.flow("s", f"t{n}", "true" if kind != "parallel" else "")
        + d.flow(f"t{n}", "j")
        for n in range(width)
    ]
    return d.diagram(
        BEGIN, DONE, d.gateway(kind, "s"), d.gateway(joint, "j"), d.path("begin", "s"), d.path("j", "done"), *branches
    )


def mesh(size: int) -> bytes:
    """Return parallel splits and inclusive joins, each joined to all that follow."""
    kinds = ("parallel", "inclusive", "exclusive")
    nodes = [d.gateway(kinds[n % 3], f"g{n}") for n in range(size)]
    flows = [d.flow(f"g{a}", f"g{b}", id=f"f{a}_{b}") for a in range(size) for b in range(a + 1, min(size, a + 4))]
    return d.diagram(BEGIN, DONE, *nodes, *flows, d.path("begin", "g0"), d.path(f"g{size - 1}", "done"))


def nested(depth: int) -> bytes:
    inner = "".join(f'<bpmn:subProcess id="s{n}">' for n in range(depth)) + "</bpmn:subProcess>" * depth
    return whole(f'<bpmn:process id="p" isExecutable="true">{inner}</bpmn:process>')


def expression(text: str) -> bytes:
    return d.diagram(BEGIN, d.script("s", text, "x"), DONE, d.path("begin", "s", "done"))


def declared(text: str, encoding: str, name: str) -> bytes:
    return f'<?xml version="1.0" encoding="{name}"?>{text}'.encode(encoding, "replace")


# Refused before anything is built, in less than 100 ms.
REFUSED: dict[str, bytes] = {
    "billion laughs": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a>&l9;</a>'.encode(),
    "quadratic blow-up": f'<!DOCTYPE a [<!ENTITY x "{"x" * 50_000}">]><a>{"&x;" * 5000}</a>'.encode(),
    "external file": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    "external address": b'<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><a>&x;</a>',
    "external parameter": b'<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]><a/>',
    "parameter in a parameter": b"<!DOCTYPE a [<!ENTITY % a \"<!ENTITY b SYSTEM 'file:///x'>\"> %a;]><a>&b;</a>",
    "external subset": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>',
    "public subset": b'<!DOCTYPE a PUBLIC "-//X//Y" "file:///etc/passwd"><a/>',
    "entity that holds itself": b'<!DOCTYPE a [<!ENTITY x "&x;">]><a>&x;</a>',
    "doctype without entities": b"<!DOCTYPE a><a/>",
    "doctype in UTF-16": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode(
        "UTF-16"
    ),
    "default attribute": b'<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>',
    "unknown entity": b"<a>&nbsp;</a>",
    "too deep": b"<a>" * 50_000,
    "too deep in BPMN": nested(200),
    "too many elements": b"<a>" + b"<b/>" * 300_000 + b"</a>",
    "too large": b"<a>" + b"x" * (4 * 1024 * 1024) + b"</a>",
    "null bytes": b"<a>\x00</a>",
    "nothing": b"",
    "only spaces": b" " * 1000,
    "only a mark": b"\xef\xbb\xbf",
    "no XML": b"PK\x03\x04" + bytes(range(256)) * 20,
    "compressed": bytes.fromhex("1f8b0800000000000003") + b"\x00" * 500,
    "HTML": b"<html><body><script>alert(1)</script>",
    "an attribute twice": b'<a b="1" b="2"/>',
    "wrong encoding": declared("<a>é</a>", "latin-1", "UTF-8"),
    "unknown encoding": declared("<a/>", "ascii", "x-gone"),
    "a mark against its declaration": b"\xff\xfe" + declared("<a/>", "ascii", "UTF-8"),
    "two roots": b"<a/><b/>",
    "an unclosed comment": b"<a><!-- " + b"-" * 10_000,
    "an unclosed section": b"<a><![CDATA[" + b"]" * 10_000,
    "a long name": b"<" + b"a" * 200_000 + b"/>",
    "control characters": b"<a>&#1;&#0;&#x110000;</a>",
    "a lone surrogate": b"<a>&#xD800;</a>",
    "an undeclared prefix": b"<x:definitions/>",
}
# Read, and answered in time: refused by a rule or taken in.
ANSWERED: dict[str, bytes] = {
    "many attributes": whole(f'<bpmn:process id="p" xmlns:v="v" {many("v:a")}/>'),
    "many namespaces": whole(f'<bpmn:process id="p" {many("xmlns:n")}/>'),
    "a long text": documented("x" * 1_500_000),
    "a long id": whole(f"<bpmn:process id='{'p' * 100_000}' isExecutable='true'/>"),
    "an include": whole(INCLUDE),
    "a style sheet": SCRIPT.encode() + whole('<bpmn:process id="p"/>'),
    "an import from the file system": whole(IMPORT),
    "nested to the limit": nested(90),
    "a long chain": chain(2000),
    "too long a chain": chain(3000),
    "a wide parallel gateway": fan("parallel", "parallel", 400),
    "a wide inclusive gateway": fan("inclusive", "inclusive", 60),
    "a wide choice into a join": fan("exclusive", "parallel", 400),
    "interwoven gateways": mesh(60),
    "a process that calls itself": d.diagram(
        BEGIN, d.node("callActivity", "c", calledElement="p"), DONE, d.path("begin", "c", "done")
    ),
    "a data object that means itself": d.diagram(
        BEGIN, DONE, d.path("begin", "done"), '<bpmn:dataObjectReference id="o" dataObjectRef="o"/>'
    ),
    "an event at its own edge": d.diagram(
        BEGIN, DONE, d.path("begin", "done"), d.boundary("x", "x", timer="P1D"), d.path("x", "done")
    ),
    "flows in a ring": d.diagram(BEGIN, DONE, d.gateway("exclusive", "g"), d.path("begin", "g", "g", "done")),
    "a deep expression": expression("=" + "(" * 20_000 + "1" + ")" * 20_000),
    "a long expression": expression("=" + "+".join(["1"] * 100_000)),
    "nested loops in an expression": expression("=" + "for x in 1..1000 return " * 30 + "x"),
    "a pattern that backtracks": expression('=matches("' + "a" * 40 + '!", "^(a+)+$")'),
    "Python for a script": d.diagram(
        BEGIN,
        d.node("scriptTask", "s", inner=PYTHON, scriptFormat="python"),
        DONE,
        d.path("begin", "s", "done"),
    ),
    "a timer without rest": d.diagram(BEGIN, d.catch("c", timer="R999999999/PT0S"), DONE, d.path("begin", "c", "done")),
    "markup in a name": d.diagram(
        BEGIN, d.node("manualTask", "m", name='<img src=x onerror="alert(1)">'), DONE, d.path("begin", "m", "done")
    ),
    "one id for all": d.diagram(*(d.node("manualTask", "m") for _ in range(2000))),
    "a wrong type": whole(f'<bpmn:process id="p" {XSI}><bpmn:documentation x:type="bpmn:gone"/></bpmn:process>'),
    "a schema of its own": whole(f'<bpmn:process id="p" {XSI} x:schemaLocation="a http://127.0.0.1:9/a.xsd"/>'),
}  # fmt: skip
