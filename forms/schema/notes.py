"""Findings gathered while a schema is read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.base.errors import Finding, Severity
from engine.base.text import Text


@dataclass
class Notes:
    """What was found in one file so far; `source` is its text, to name the line."""

    file: str = ""
    source: str = ""
    findings: list[Finding] = field(default_factory=list)

    def add(self, rule: str, message: Text, element: str = "", severity: Severity = "error") -> None:
        """Keep a finding about a component."""
        self.findings.append(Finding(rule, message, severity, self.file, element, self._line(element)))

    def _line(self, element: str) -> int | None:
        at = self.source.find(json.dumps(element, ensure_ascii=False)) if element else -1
        return self.source.count("\n", 0, at) + 1 if at >= 0 else None

    @property
    def errors(self) -> list[Finding]:
        """Return the findings that forbid the form."""
        return [found for found in self.findings if found.severity == "error"]


def name_of(raw: Mapping[str, Any]) -> str:
    """Return how to call a component in a finding: its id, else its key, path or type."""
    for entry in ("id", "key", "path", "type"):
        if isinstance(raw.get(entry), str) and raw[entry]:
            return str(raw[entry])
    return ""
