"""What checks find, as the editor and the pages show it."""

from typing import Any

from engine.errors import Finding
from web.layout.language import translate


def describe_finding(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON, its message in the language of the page."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": translate(finding.message),
        "suggestion": translate(finding.suggestion) if finding.suggestion else "",
        "file": finding.file,
        "element": finding.element,
        "line": finding.line,
    }
