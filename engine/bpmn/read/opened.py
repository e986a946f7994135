"""Files of a release or a draft, each diagram and decision model of which is read once, however many look at it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import cast

from lxml import etree

from engine.base.xml import XmlRefusedError
from engine.bpmn.read.diagram import Process, read_processes
from engine.bpmn.read.document import Document, read_document
from engine.bpmn.read.names import bpmn, id_of, is_true


class Opened(Mapping[str, bytes]):
    """Files by path; what their diagrams say is kept as long as this is. Diagrams read before may come with them."""

    def __init__(self, files: Mapping[str, bytes], read: Mapping[str, Document] | None = None) -> None:
        self._files = files
        self._documents: dict[str, Document | XmlRefusedError] = dict(read or {})
        self._processes: dict[str, list[Process]] = {}

    def __getitem__(self, path: str) -> bytes:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    @property
    def diagrams(self) -> list[str]:
        """The paths of the diagrams, in order."""
        return sorted(path for path in self._files if path.endswith(".bpmn"))

    def tree(self, path: str) -> etree._Element:
        """Return a file of XML as lxml's tree, not to be changed. Raises XmlRefusedError."""
        return cast(etree._Element, self.document(path).root)

    def document(self, path: str) -> Document:
        """Return a diagram, or another file of XML. Raises XmlRefusedError."""
        if path not in self._documents:
            self._documents[path] = _read(self._files[path])
        found = self._documents[path]
        if isinstance(found, XmlRefusedError):
            raise found.with_traceback(None)
        return found

    def processes(self, path: str) -> list[Process]:
        """Return the processes and global tasks of a diagram. Raises XmlRefusedError."""
        if path not in self._processes:
            self._processes[path] = read_processes(self.document(path).root)
        return self._processes[path]

    def among(self, others: Mapping[str, bytes], name: Callable[[str], str]) -> "Opened":
        """Return these files, each by another name, among others that they replace; what was read stays read."""
        documents = {name(path): found for path, found in self._documents.items() if isinstance(found, Document)}
        return Opened({**others, **{name(path): data for path, data in self.items()}}, documents)

    def executable_processes(self) -> frozenset[str]:
        """Return the ids of the processes that can be started; a diagram that cannot be read has none."""
        found: set[str] = set()
        for path in self.diagrams:
            with suppress(XmlRefusedError):
                nodes = self.document(path).root.findall(bpmn("process"))
                found.update(id_of(n) for n in nodes if is_true(n.get("isExecutable"), default=False))
        return frozenset(found)


def _read(data: bytes) -> Document | XmlRefusedError:
    try:
        return read_document(data)
    except XmlRefusedError as error:
        return error


def opened(files: Mapping[str, bytes]) -> Opened:
    """Return files that are read once; those that are so already are the same."""
    return files if isinstance(files, Opened) else Opened(files)
