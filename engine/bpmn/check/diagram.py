"""All rules over one file."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engine.bpmn.check import content, extensions, meaning, people, support, ways
from engine.bpmn.check.advice import advice
from engine.bpmn.check.known import Known
from engine.bpmn.check.soundness.rule import check_soundness
from engine.bpmn.check.source import check_source
from engine.bpmn.check.standard import check_standard
from engine.bpmn.diagram import Process, read_processes
from engine.bpmn.document import Document, read_document
from engine.bpmn.names import is_true
from engine.errors import Finding
from engine.xml import XmlRefusedError

MAX_FINDINGS = 200


def check_diagram(data: bytes, path: str, known: Known) -> list[Finding]:
    """Return what is wrong with a BPMN file, by the standard and for running; broken XML is looked at no further."""
    try:
        document = read_document(data)
    except XmlRefusedError as error:
        return placed([Finding(error.rule, error.text, line=error.line)], path)
    found = list(check_file(document))
    if not has_errors(found):
        found += check_running(document, known)
    return placed(found, path)


def check_file(document: Document) -> Iterator[Finding]:
    """Yield what breaks the standard in a file, executable or not."""
    found = list(check_source(document.root))
    yield from found
    if not has_errors(found):
        yield from check_standard(document)


def check_running(document: Document, known: Known) -> Iterator[Finding]:
    """Yield what keeps the executable processes of a file from running."""
    drawn = [node for node in document.all("process") if is_true(node.get("isExecutable"), default=False)]
    for node in drawn:
        for way in (*ways.RULES, *meaning.RULES, *extensions.RULES):
            yield from way(document, node)
        yield from check_soundness(document, node)
    runnable = runnable_processes(read_processes(document.root))
    known = replace(known, processes=known.processes | {p.id for p in runnable})
    for process in runnable:
        for rule in (*support.RULES, *content.RULES, *people.RULES):
            yield from rule(process, known)


def runnable_processes(processes: list[Process]) -> list[Process]:
    """Return the executable processes of a file, and what they call in it: processes and global tasks."""
    found = [p for p in processes if p.is_executable]
    callable_ = {p.id: p for p in processes if p.is_callable and not p.is_executable}
    for process in found:  # grows while it is walked
        called = (callable_.pop(e.called_process, None) for e in process.elements.values())
        found += [one for one in called if one is not None]
    return found


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether anything found is more than a warning."""
    return any(finding.severity == "error" for finding in findings)


def placed(findings: list[Finding], path: str) -> list[Finding]:
    """Return findings with their file and what to do about them, errors first and not too many."""
    ordered = sorted(findings, key=lambda finding: finding.severity != "error")
    return [replace(f, file=path, suggestion=f.suggestion or advice(f.rule)) for f in ordered[:MAX_FINDINGS]]
