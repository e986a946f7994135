"""Diagrams from other programs: taken in whole, and handed out with nothing lost.

Taking in asks only whether a file is a BPMN 2.0 model, so that a drawing nobody means to run can be kept and shown;
what its executable processes still lack before they can be deployed is told beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.base.errors import Finding, ModelRefusedError
from engine.base.xml import XmlRefusedError, to_utf8
from engine.bpmn.check import Known, check_file, check_hints, check_running, placed
from engine.bpmn.read.diagram import FLOW_NODES
from engine.bpmn.read.document import Document, read_document, write_document
from engine.bpmn.read.names import id_of
from engine.bpmn.read.opened import Opened, opened
from engine.bpmn.repair import REPAIRS, repair
from engine.bpmn.translation import Note, Translated, translate, translate_read

__all__ = [
    "Document",
    "Imported",
    "Note",
    "Opened",
    "Translated",
    "export_diagram",
    "hints_of",
    "import_diagram",
    "in_utf8",
    "mended",
    "mended_by",
    "opened",
    "require_readable",
    "require_standard",
    "translate_diagram",
    "translate_read",
]


@dataclass(frozen=True)
class Imported:
    """A model taken in: its text in UTF-8, what stands in it, and what keeps it from running as it is."""

    data: bytes
    processes: tuple[str, ...]
    nodes: tuple[str, ...]
    warnings: list[Finding]
    missing: list[Finding]


def require_readable(data: bytes, path: str) -> Document:
    """Read a file of XML; raises ModelRefusedError where it cannot be read, or not without danger."""
    try:
        return read_document(data)
    except XmlRefusedError as error:
        raise ModelRefusedError(placed([Finding(error.rule, error.text, line=error.line)], path)) from None


def require_standard(data: bytes, path: str) -> tuple[Document, list[Finding]]:
    """Read a BPMN file and return it with its warnings; raises ModelRefusedError where it breaks the standard."""
    document = require_readable(data, path)
    found = placed(list(check_file(document)), path)
    errors = [finding for finding in found if finding.severity == "error"]
    if errors:
        raise ModelRefusedError(errors)
    return document, found


def import_diagram(data: bytes, path: str, known: Known | None = None) -> Imported:
    """Take in a BPMN file of any program, in any encoding; raises ModelRefusedError where it breaks the standard."""
    document, found = require_standard(data, path)
    return Imported(
        data=to_utf8(data),
        processes=tuple(id_of(node) for node in document.all("process")),
        nodes=tuple(id_of(node) for node in document.all(*sorted(FLOW_NODES))),
        warnings=found,
        missing=placed(list(check_running(document, known or Known())), path),
    )


def hints_of(data: bytes, path: str) -> list[Finding]:
    """Return what could be drawn better in a BPMN file; nothing of one that cannot be read."""
    try:
        return placed(list(check_hints(read_document(data))), path)
    except XmlRefusedError:
        return []


def mended(files: Mapping[str, bytes], path: str, rule: str) -> dict[str, bytes]:
    """Return files with what a rule names mended, or what all of them name; in one diagram, or in every one."""
    rules = [rule] if rule else []
    wanted = {name for name in files if name.endswith(".bpmn") and path in ("", name)}
    return {name: _mend(data, rules) if name in wanted else data for name, data in files.items()}


def _mend(data: bytes, rules: list[str]) -> bytes:
    try:
        return repair(data, rules)
    except XmlRefusedError:
        return data  # text that is no XML yet, which the checks name


def mended_by(findings: Iterable[Finding], files: Mapping[str, bytes]) -> frozenset[tuple[str, str]]:
    """Return the diagrams and rules, of those that some findings name, that one press would mend."""
    named = {(f.file, f.rule) for f in findings if f.rule in REPAIRS and f.file in files and f.file.endswith(".bpmn")}
    return frozenset((path, rule) for path, rule in named if _mend(files[path], [rule]) != files[path])


def translate_diagram(data: bytes) -> Translated:
    """Say in our vocabulary what Camunda 7, Flowable, Activiti or SpiffWorkflow wrote. Raises XmlRefusedError."""
    return translate(data)


def export_diagram(data: bytes) -> bytes:
    """Read a file and write it out again in UTF-8, extensions and drawing included. Raises XmlRefusedError."""
    return write_document(read_document(data))


def in_utf8(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files with their XML in UTF-8, as releases and drafts keep them; what cannot be read stays as it is."""
    return {path: _in_utf8(path, data) for path, data in files.items()}


def _in_utf8(path: str, data: bytes) -> bytes:
    if not path.endswith((".bpmn", ".dmn")):
        return data
    try:
        return to_utf8(data)
    except XmlRefusedError:
        return data  # the checks say what is wrong with it, and where
