"""Import and export behind the protocol of the conformance harness."""

from pathlib import Path
from typing import Any

from engine.base.errors import BangVangError, Finding, ModelRefusedError
from engine.releases.exchange import export_diagram, hints_of, import_diagram, require_readable


class Importing:
    """Answers `import_bpmn` and `export_bpmn`.

    A model is taken in where it is BPMN 2.0 (`ok`). Whether its executable processes could be deployed as they are is
    told apart from it (`deployable`, and `missing` with what they lack): a drawing from elsewhere names no action or
    form of ours and often says its conditions in another language.
    `opened` says whether an upload takes it at all: whatever is XML without danger is taken, and mended there.
    """

    def import_bpmn(self, request: dict[str, Any]) -> dict[str, Any]:
        path = Path(request["path"])
        hints = hints_of(path.read_bytes(), path.name)
        try:
            taken = import_diagram(path.read_bytes(), path.name)
        except ModelRefusedError as error:
            first = error.findings[0]
            found = [_finding(one) for one in (*error.findings, *hints)]
            opened = _opens(path)
            return {"ok": False, "opened": opened, "error_class": first.rule, "findings": found, **_told(first)}
        errors = [_told(finding) for finding in taken.missing if finding.severity == "error"]
        return {
            "ok": True,
            "opened": True,
            "processes": list(taken.processes),
            "nodes": list(taken.nodes),
            "deployable": not errors,
            "missing": errors,
            "findings": [_finding(one) for one in (*taken.warnings, *taken.missing, *hints)],
        }

    def export_bpmn(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"ok": True, "xml": export_diagram(Path(request["path"]).read_bytes()).decode()}
        except BangVangError as error:
            return {"ok": False, "xml": "", "error": str(error.text)}


def _opens(path: Path) -> bool:
    try:
        require_readable(path.read_bytes(), path.name)
    except ModelRefusedError:
        return False
    return True


LINT = {"event-gateway": "event-based-gateway", "link": "link-event", "ad-hoc": "ad-hoc-sub-process"}
"""What bpmnlint calls rules of ours that ask the same; hints go by its names themselves."""


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": LINT.get(finding.rule, finding.rule),
        "element": finding.element,
        "message": str(finding.message),
        "severity": finding.severity,
    }


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "error": f"{finding.message} [{finding.rule}]",
        "rule": finding.rule,
        "line": finding.line,
        "element": finding.element,
    }
