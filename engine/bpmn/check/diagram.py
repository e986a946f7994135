"""All rules over one file."""

from collections.abc import Iterator
from dataclasses import replace

from engine.bpmn.check import content, structure
from engine.bpmn.check.known import Known
from engine.bpmn.check.source import check_source
from engine.bpmn.diagram import Process, read_processes
from engine.errors import Finding
from engine.text import N_, Text
from engine.xml import XmlRefusedError, parse_xml

MAX_FINDINGS = 200


def check_diagram(data: bytes, path: str, known: Known) -> list[Finding]:
    """Return what is wrong with a BPMN file; where its XML or ids are broken, nothing further is looked at."""
    try:
        root = parse_xml(data)
    except XmlRefusedError as error:
        return [Finding(error.rule, error.text, file=path, line=error.line)]
    found = list(check_source(root))
    if not any(f.severity == "error" and f.rule != "unsupported" for f in found):
        found += _check_processes(read_processes(root), known)
    return [replace(f, file=path) for f in found[:MAX_FINDINGS]]


def _check_processes(processes: list[Process], known: Known) -> Iterator[Finding]:
    runnable = [p for p in processes if p.is_executable]
    if not runnable:
        yield Finding("not-executable", Text(N_("No process in this diagram is marked as executable.")))
    known = replace(known, processes=frozenset(p.id for p in runnable))
    for process in runnable:
        for rule in (*structure.RULES, *content.RULES):
            yield from rule(process, known)
