"""Import and export behind the protocol of the conformance harness."""

from pathlib import Path
from typing import Any

from engine.base.errors import BangVangError, Finding, ModelRefusedError
from engine.releases.exchange import export_diagram, import_diagram


class Importing:
    """Answers `import_bpmn` and `export_bpmn`.

    A model is taken in where it is BPMN 2.0 (`ok`). Whether its executable processes could be deployed as they are is
    told apart from it (`deployable`, and `missing` with what they lack): a drawing from elsewhere names no action or
    form of ours and often says its conditions in another language.
    """

    def import_bpmn(self, request: dict[str, Any]) -> dict[str, Any]:
        path = Path(request["path"])
        try:
            taken = import_diagram(path.read_bytes(), path.name)
        except ModelRefusedError as error:
            return {"ok": False, "error_class": error.findings[0].rule, **_told(error.findings[0])}
        errors = [_told(finding) for finding in taken.missing if finding.severity == "error"]
        return {
            "ok": True,
            "processes": list(taken.processes),
            "nodes": list(taken.nodes),
            "deployable": not errors,
            "missing": errors,
        }

    def export_bpmn(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"ok": True, "xml": export_diagram(Path(request["path"]).read_bytes()).decode()}
        except BangVangError as error:
            return {"ok": False, "xml": "", "error": str(error.text)}


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "error": f"{finding.message} [{finding.rule}]",
        "rule": finding.rule,
        "line": finding.line,
        "element": finding.element,
    }
