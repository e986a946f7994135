"""All rules over one file."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engine.base.errors import Finding
from engine.base.text import N_, Text
from engine.base.xml import XmlRefusedError
from engine.bpmn.check import (
    agreement,
    apart,
    content,
    extensions,
    meaning,
    names,
    naming,
    people,
    support,
    timers,
    typed,
    ways,
)
from engine.bpmn.check.advice import advice
from engine.bpmn.check.budget import Budget
from engine.bpmn.check.known import Known
from engine.bpmn.check.soundness.rule import check_soundness
from engine.bpmn.check.source import check_source
from engine.bpmn.check.standard import check_standard
from engine.bpmn.check.standard.place import at
from engine.bpmn.read.diagram import Process, draws, read_processes
from engine.bpmn.read.document import Document
from engine.bpmn.read.element import Element
from engine.bpmn.read.kinds import ElementKind
from engine.bpmn.read.names import is_true
from engine.bpmn.read.opened import Opened

RULES = (
    *support.RULES,
    *content.RULES,
    *naming.RULES,
    *timers.RULES,
    *typed.RULES,
    *people.RULES,
    *apart.RULES,
    *names.RULES,
)
MAX_FINDINGS = 200
MAX_SECONDS = 5
SOUNDNESS_SECONDS = 1.5
"""Of CPU time: for each half of the rules on a file, and for the soundness of one process within it."""


def check_diagram(data: bytes, path: str, known: Known) -> list[Finding]:
    """Return what is wrong with a BPMN file, by the standard and for running; broken XML is looked at no further."""
    return check_among(Opened({path: data}), path, known)


def check_among(files: Opened, path: str, known: Known) -> list[Finding]:
    """Return what is wrong with one of several files, as `check_diagram` does."""
    try:
        document = files.document(path)
    except XmlRefusedError as error:
        return placed([Finding(error.rule, error.text, line=error.line)], path)
    found = list(check_file(document))
    if not has_errors(found):
        found += check_running(document, known)
    return placed(found, path)


def check_file(document: Document) -> Iterator[Finding]:
    """Yield what breaks the standard in a file, executable or not."""
    budget = Budget(MAX_SECONDS)
    found = list(check_source(document.root))
    yield from found
    if not has_errors(found):
        yield from in_time(check_standard(document), budget)


def check_running(document: Document, known: Known) -> Iterator[Finding]:
    """Yield what keeps the executable processes of a file from running."""
    budget = Budget(MAX_SECONDS)
    yield from in_time(_running_findings(document, known, budget), budget)


def _running_findings(document: Document, known: Known, budget: Budget) -> Iterator[Finding]:
    yield from _unmarked(document)
    for agrees in agreement.RULES:
        yield from agrees(document)
    drawn = [node for node in document.all("process") if is_true(node.get("isExecutable"), default=False)]
    for node in drawn:
        for way in (*ways.RULES, *meaning.RULES, *extensions.RULES):
            yield from way(document, node)
        yield from check_soundness(document, node, Budget(SOUNDNESS_SECONDS, budget))
    runnable = runnable_processes(read_processes(document.root))
    known = replace(
        known,
        processes=known.processes | {p.id for p in runnable},
        steps=known.steps | steps_of(runnable),
        summoned=known.summoned | summoned(runnable),
    )
    for process in runnable:
        for rule in RULES:
            if budget.is_spent:
                return
            yield from rule(process, known)


def _unmarked(document: Document) -> Iterator[Finding]:
    """`unmarked`: a process that draws something, and that nothing here calls, says whether it is executable."""
    for process in document.all("process"):
        if draws(process) and process.get("isExecutable") is None and process.get("id") not in document.called:
            message = N_("“%(name)s” does not say whether it is executable: nothing of it runs.")
            yield at("unmarked", process, message, None, "warning")


def steps_of(processes: Iterable[Process]) -> frozenset[str]:
    """Return the ids of the user tasks of some processes, alone and after their process's id."""
    drawn = [(p.id, e.id) for p in processes for e in p.elements.values() if e.kind == ElementKind.USER_TASK]
    return frozenset(name for process, element in drawn for name in (element, f"{process}:{element}"))


def summoned(processes: Iterable[Process]) -> frozenset[str]:
    """Return the ids of the processes that begin only when an event happens."""
    return frozenset(p.id for p in processes if (starts := p.starts(p.id)) and all(map(_is_summoned, starts)))


def _is_summoned(start: Element) -> bool:
    return bool(start.triggers) if start.kind == ElementKind.START_EVENT else start.is_instantiating


def in_time(findings: Iterator[Finding], budget: Budget) -> Iterator[Finding]:
    """Yield findings until the time for looking is over, and say so then: what was not looked at cannot go live."""
    for finding in findings:
        yield finding
        if budget.is_spent:
            break
    if budget.is_spent:
        text = Text(N_("Looking at this diagram takes longer than %(limit)s seconds."), {"limit": MAX_SECONDS})
        yield Finding("too-intricate", text)


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
