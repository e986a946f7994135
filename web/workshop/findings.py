"""What checks find, as the editor and the pages show it."""

from collections.abc import Sequence
from typing import Any

from engine.errors import Finding
from web.layout.language import translate


def describe_finding(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON, its message in the language of the page."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": translate(finding.message),
        "file": finding.file,
        "element": finding.element,
        "line": finding.line,
    }


def marks_of(findings: Sequence[Finding], path: str) -> dict[str, str]:
    """Return what to mark on a diagram; an error outweighs a warning."""
    in_order = sorted(findings, key=lambda finding: finding.severity == "error")
    return {f.element: f.severity for f in in_order if f.element and f.file in {"", path}}
