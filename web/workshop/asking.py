"""What the page of a draft asks: what its diagrams leave open, what can be answered, and what one press would mend."""

from collections.abc import Iterable
from typing import Any

from engine.base.errors import Finding
from engine.ports.actions import registry
from engine.releases.exchange import mended_by
from engine.releases.questions import decision_ids, form_ids, questions_of
from web.layout.language import language
from web.parts.principals import ROLES
from web.workshop.sources import Source

OFFERED = {role: word for role, word in ROLES.items() if not role.startswith("matter_")}
"""The roles that a task from elsewhere can be offered to; those on a matter are of a case of their own."""


def asked(source: Source, findings: Iterable[Finding]) -> dict[str, Any]:
    """Return what one's own draft is asked about, for its page."""
    is_vietnamese = language() == "vi"
    return {
        "mendable": mended_by(findings, source.files),
        "questions": questions_of(source.files),
        "actions": {one.name: one.title if is_vietnamese else one.title_en or one.title for one in registry},
        "listening": frozenset(one.name for one in registry if not one.is_outside),
        "roles": OFFERED,
        "forms": form_ids(source.files),
        "decisions": decision_ids(source.files),
    }
