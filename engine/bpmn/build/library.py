"""Releases ready to run: parsed once per process, shared by all instances and threads."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from sqlalchemy.orm import Session

from engine import dmn
from engine.base.errors import NotFoundError
from engine.base.text import N_, Text
from engine.bpmn.build.builder import Definition, build
from engine.bpmn.read.diagram import Process, read_processes
from engine.bpmn.read.document import read_document
from engine.ports.meter import register_size
from engine.store import releases

ROOM = 64_000_000
WEIGHT = 5
"""Bytes of releases that one process keeps ready; how many a byte of a diagram or a table takes once built."""


@dataclass(frozen=True)
class Ready:
    """A release's processes and decision models."""

    definitions: Mapping[str, Definition]
    models: tuple[dmn.Model, ...]

    def definition(self, process_id: str) -> Definition:
        """Return a process ready to run; raises NotFoundError."""
        if process_id not in self.definitions:
            raise NotFoundError(Text(N_("The process “%(name)s” is not deployed."), {"name": process_id}))
        return self.definitions[process_id]

    def model_with(self, decision_id: str) -> dmn.Model:
        """Return the decision model that holds a decision; raises NotFoundError naming it."""
        for model in self.models:
            if decision_id in model.decisions:
                return model
        raise NotFoundError(Text(N_("The decision “%(name)s” is not part of this release."), {"name": decision_id}))


_ready: OrderedDict[UUID, tuple[Ready, int]] = OrderedDict()
_lock = Lock()


def ready_release(session: Session, release_id: UUID) -> Ready:
    """Return a release ready to run, reading and building it at first."""
    with _lock:
        if release_id in _ready:
            _ready.move_to_end(release_id)
            return _ready[release_id][0]
    files = releases.files_of(session, release_id)
    made = prepare(files)
    with _lock:
        _ready[release_id] = made, weight_of(files)
        while len(_ready) > 1 and sum(weight for _, weight in _ready.values()) > ROOM:
            _ready.popitem(last=False)
    return made


def weight_of(files: Mapping[str, bytes]) -> int:
    """Return about how many bytes a release takes once it is built."""
    return WEIGHT * sum(len(data) for path, data in files.items() if path.endswith((".bpmn", ".dmn")))


def prepare(files: Mapping[str, bytes]) -> Ready:
    """Build everything a release's files say."""
    processes: dict[str, Process] = {}
    for path, data in files.items():
        if path.endswith(".bpmn"):
            found = read_processes(read_document(data).root)
            processes |= {p.id: p for p in found if p.is_callable}
    models = tuple(dmn.load_models(files).values())
    return Ready({p.id: build(p, processes) for p in processes.values() if p.is_executable}, models)


register_size("releases", lambda: len(_ready))
