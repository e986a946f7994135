"""The automatic checks of a nomination, as the decision tables left them in its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from flask_babel import gettext as _

from engine.history import fact_of
from engine.history.kinds.elements import DecisionEvaluated
from engine.model import Event
from web.layout.language import language, translate
from workflows.registers.sources import VERIFIED, source_told

DECISION = "eligibility"


@dataclass(frozen=True)
class Check:
    """One condition in words: met or not, and the legal source it stands on.

    `rule` is the id of its rule, for programs that read the page and for nobody who looks at it.
    """

    tone: Literal["ok", "warn", "bad"]
    text: str
    rule: str = ""
    source: str = ""


def checks_of(history: Iterable[Event]) -> list[Check]:
    """Return the checks of the last time eligibility was decided; what is not met comes first."""
    decided = [fact for fact in map(fact_of, history) if isinstance(fact, DecisionEvaluated)]
    values = [fact.value for fact in decided if fact.decision == DECISION]
    return read_checks(values[-1]) if values else []


def read_checks(value: Any) -> list[Check]:
    """Return the checks in the value of the eligibility decision."""
    rows = value.get("checks") if isinstance(value, Mapping) else None
    checks = [read_check(row) for row in rows or [] if isinstance(row, Mapping)]
    return sorted(checks, key=lambda check: ("bad", "warn", "ok").index(check.tone))


def read_check(row: Mapping[str, Any]) -> Check:
    """Return one condition as a table of conditions gives it: `rule`, `met`, `text`, `text_en`, `source`, `status`."""
    english = row.get("text_en") if language() == "en" else None
    source = source_told(str(row.get("source") or ""), str(row.get("status") or VERIFIED))
    return Check(
        tone="ok" if row.get("met") is True else "bad",
        text=str(english or row.get("text") or _("A condition of the award")),
        rule=str(row.get("rule") or ""),
        source=translate(source) if source else "",
    )
