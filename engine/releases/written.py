"""The codes that the files of a release write out: diagrams, decision tables and forms."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress

from engine.base.errors import BangVangError, Finding
from engine.base.text import N_, Text
from engine.base.xml import XmlRefusedError
from engine.bpmn.check import Said, codes_in, meant, near, placed, runnable_processes
from engine.bpmn.read.opened import Opened, opened
from engine.ports.registers import PRINCIPAL
from engine.releases.cells import codes_in_tables
from engine.releases.fields import codes_in_form


def codes_written(files: Mapping[str, bytes]) -> dict[str, list[Said]]:
    """Return the codes that each file writes out, by path; none of one that cannot be read."""
    once = opened(files)
    return {
        path: _codes(read(once, path))
        for path in sorted(once)
        for suffix, read in READERS.items()
        if path.endswith(suffix)
    }


def _codes(said: Iterator[Said]) -> list[Said]:
    found: list[Said] = []
    with suppress(BangVangError, XmlRefusedError, ValueError):
        found += dict.fromkeys(said)
    return found


def _codes_in_diagram(files: Opened, path: str) -> Iterator[Said]:
    for process in runnable_processes(files.processes(path)):
        yield from codes_in(process)


def _codes_in_tables(files: Opened, path: str) -> Iterator[Said]:
    yield from codes_in_tables(files[path])


def _codes_in_form(files: Opened, path: str) -> Iterator[Said]:
    yield from codes_in_form(files[path])


READERS: Mapping[str, Callable[[Opened, str], Iterator[Said]]] = {
    ".bpmn": _codes_in_diagram,
    ".dmn": _codes_in_tables,
    ".form.json": _codes_in_form,
}


def unheld_roles(said: Mapping[str, list[Said]], roles: Collection[str]) -> list[Finding]:
    """Return findings about roles in decision tables and forms that are nearly those that people hold."""
    found: list[Finding] = []
    for path, written in said.items():
        found += placed([_unheld(one, roles) for one in written if _is_nearly(one, roles)], path)
    return found


def _role(said: Said) -> str:
    return said.code[1].partition("@")[0]


def _is_nearly(said: Said, roles: Collection[str]) -> bool:
    return said.code[0] == PRINCIPAL and _role(said) not in roles and near(_role(said), roles) != ""


def _unheld(said: Said, roles: Collection[str]) -> Finding:
    text = N_("“%(name)s” names the role “%(role)s”, which nobody can hold.")
    message = Text(text, {"name": said.name, "role": _role(said)})
    return Finding("role", message, "warning", "", said.element, said.line, meant(near(_role(said), roles)))
