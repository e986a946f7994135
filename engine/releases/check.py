"""The checks every file passes before it can be deployed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson

from engine import dmn
from engine.base.digest import release_digest
from engine.base.errors import Finding
from engine.base.text import N_, Text
from engine.base.xml import XmlRefusedError
from engine.bpmn.check import Known, Said, check_among, steps_of, summoned
from engine.bpmn.read.diagram import Process
from engine.bpmn.read.opened import Opened, opened
from engine.dmn.cases import check_cases, model_path
from engine.releases.written import codes_written, unheld_roles
from engine.store import involvement

FileCheck = Callable[[bytes, str], list[Finding]]
MAX_FILES = 200
_checks: dict[str, FileCheck] = {}
_roles: set[str] = set()
_steps: list[Callable[[], frozenset[str]]] = []


def register_check(suffix: str, check: FileCheck) -> None:
    """Add a check for files of a suffix (such as `.form.json`) that a room outside the engine knows how to read."""
    _checks[suffix] = check


def register_roles(names: Iterable[str]) -> None:
    """Name the roles that people can hold, so that a task offered to another one is noticed."""
    _roles.update(names)


def register_steps(steps: Callable[[], frozenset[str]]) -> None:
    """Say which steps other procedures of a case have, so that a diagram may keep its own apart from them."""
    _steps[:] = [steps]


def steps_in(files: Mapping[str, bytes]) -> frozenset[str]:
    """Return the ids of the steps that people do in the diagrams of a release; of a broken one none."""
    return steps_of(_drawn(files))


def _drawn(files: Mapping[str, bytes]) -> list[Process]:
    """Return the processes of a release's diagrams; of a broken one none."""
    found: list[Process] = []
    read = opened(files)
    for path in read.diagrams:
        with suppress(XmlRefusedError):
            found += read.processes(path)
    return found


def check_files(files: Mapping[str, bytes]) -> list[Finding]:
    """Return what is wrong with a release's files, errors first within each file."""
    if len(files) > MAX_FILES:
        return [
            Finding("too-many-files", Text(N_("A release may have at most %(limit)s files."), {"limit": MAX_FILES}))
        ]
    found: list[Finding] = []
    decisions: set[str] = set()
    forms: dict[str, frozenset[str]] = {}
    found += _check_decisions(files, decisions)
    for path, data in sorted(files.items()):
        if path.endswith(".form.json"):
            found += _check_form(path, data, forms)
    beside = {path: data for path, data in files.items() if not path.endswith(".bpmn")}
    found += unheld_roles(codes_written(beside), _roles)
    return found + _check_diagrams(opened(files), decisions, forms)


@dataclass(frozen=True)
class Checked:
    """What the checks say of the files with a digest: asked before a transaction begins, and believed within it.

    `codes` are those that the files write out, by path: whether there are such is asked within.
    """

    sha256: str
    findings: tuple[Finding, ...]
    codes: Mapping[str, list[Said]]


def look_through(files: Mapping[str, bytes]) -> Checked:
    """Check files before a transaction that submits or deploys them: that takes its time and holds up nobody there."""
    read = opened(files)
    return Checked(release_digest(read), tuple(check_files(read)), codes_written(read))


def is_of(checked: Checked, files: Mapping[str, bytes]) -> bool:
    """Tell whether it was just these files that were checked."""
    return checked.sha256 == release_digest(files)


def refusals(files: Mapping[str, bytes], checked: Checked | None = None) -> list[Finding]:
    """Return what keeps a release's files from going live: every error, and having nothing to run.

    What was checked before is not checked again, if it was just these files.
    """
    findings = checked.findings if checked is not None and is_of(checked, files) else check_files(files)
    return [f for f in findings if f.severity == "error" or f.rule == "not-executable"]


def _check_diagrams(files: Opened, decisions: set[str], forms: dict[str, frozenset[str]]) -> list[Finding]:
    if not files.diagrams:
        return [Finding("no-diagram", Text(N_("There is no diagram (.bpmn) among the files.")))]
    runs = files.executable_processes()
    drawn = _drawn(files)
    steps = steps_of(drawn).union(*(others() for others in _steps))
    told: dict[str, Any] = {"steps": steps, "summoned": summoned(drawn), "kinds": frozenset(involvement.kinds())}
    known = Known(frozenset(forms), frozenset(decisions), runs, frozenset(_roles), forms, **told)
    found = [finding for path in files.diagrams for finding in check_among(files, path, known)]
    if not known.processes and not any(finding.severity == "error" for finding in found):
        text = Text(N_("No process in these diagrams is marked as executable: nothing here will run."))
        found.append(Finding("not-executable", text, "warning"))
    return found


def _check_decisions(files: Mapping[str, bytes], decisions: set[str]) -> list[Finding]:
    """Check the decision models together, and run the test cases kept beside them."""
    models, found = dmn.read_models(files)
    broken = {finding.file for finding in found if finding.severity == "error"}
    for path, model in models.items():
        decisions.update(() if path in broken else model.decisions)
    for path, data in sorted(files.items()):
        beside = model_path(path)
        if beside is None or beside in broken:
            continue
        if beside not in models:
            text = Text(N_("The model %(name)s that these test cases are for is missing."), {"name": beside})
            found.append(Finding("decision-case", text, file=path))
            continue
        found += check_cases(models[beside], data, path)
    return found


def _check_form(path: str, data: bytes, forms: dict[str, frozenset[str]]) -> list[Finding]:
    try:
        schema = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        text = Text(N_("This is not JSON: %(detail)s"), {"detail": str(error)})
        return [Finding("form-json", text, file=path, line=error.lineno)]
    form_id = schema.get("id") if isinstance(schema, dict) else None
    if not isinstance(form_id, str) or not form_id:
        return [Finding("form-id", Text(N_("The form has no id.")), file=path)]
    if form_id in forms:
        return [
            Finding("form-id", Text(N_("Two forms have the id “%(id)s”."), {"id": form_id}), file=path, element=form_id)
        ]
    forms[form_id] = frozenset(_keys(schema))
    return [f for suffix, check in _checks.items() if path.endswith(suffix) for f in check(data, path)]


def form_fields(files: Mapping[str, bytes]) -> dict[str, frozenset[str]]:
    """Return the variables that each form of a checked release can set, by the form's id."""
    schemas = [orjson.loads(data) for path, data in files.items() if path.endswith(".form.json")]
    return {schema["id"]: frozenset(_keys(schema)) for schema in schemas}


def _keys(part: Any) -> Iterator[str]:
    """Yield the first names of the keys that a form's fields write to, at whatever depth they stand."""
    todo = [part]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            yield from (str(one[word]).partition(".")[0] for word in ("key", "path") if one.get(word))
        todo += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
