"""The codes that the diagrams of a release write out."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from engine.base.xml import XmlRefusedError
from engine.bpmn.check import Said, codes_in, runnable_processes
from engine.bpmn.read.diagram import read_processes
from engine.bpmn.read.document import read_document


def codes_written(files: Mapping[str, bytes]) -> dict[str, list[Said]]:
    """Return the codes that what runs of each diagram writes out, by path; none of one that cannot be read."""
    return {path: list(_said(data)) for path, data in sorted(files.items()) if path.endswith(".bpmn")}


def _said(data: bytes) -> Iterator[Said]:
    with suppress(XmlRefusedError):
        for process in runnable_processes(read_processes(read_document(data).root)):
            yield from codes_in(process)
