"""What checks find, as the editor and the pages show it."""

from typing import Any

from engine.base.errors import Finding
from engine.base.text import N_
from web.layout.language import translate

# What a weakened safeguard is called, by its kind.
WORDS = {
    "step": N_("A step is gone or is of another kind"),
    "apart": N_("People are kept apart otherwise"),
    "exempt": N_("Somebody is no longer kept apart"),
    "who": N_("Others may do it"),
    "deadline": N_("A deadline is gone or another"),
    "rule": N_("A rule is no longer asked"),
    "votes": N_("Votes are counted otherwise"),
    "sending": N_("Data goes elsewhere"),
    "characters": N_("Look-alike or invisible characters"),
    "link": N_("A link leads outside"),
}


def describe_finding(finding: Finding, *, can_mend: bool = False) -> dict[str, Any]:
    """Return a finding as JSON, its message in the language of the page; `can_mend`: by one press."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": translate(finding.message),
        "suggestion": translate(finding.suggestion) if finding.suggestion else "",
        "file": finding.file,
        "element": finding.element,
        "line": finding.line,
        "mends": can_mend,
    }
