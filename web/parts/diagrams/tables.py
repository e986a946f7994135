"""Reading a DMN file as tables that a page can show."""

from dataclasses import dataclass
from typing import Any

from engine.base.text import N_
from engine.base.xml import parse_xml
from web.parts.diagrams.items import tidy

# DMN 1.3, 8.2.8: which of the rules that fit gives the result.
HIT_POLICIES = {
    "UNIQUE": N_("One rule fits"),
    "ANY": N_("The rules that fit agree"),
    "PRIORITY": N_("The result named first wins"),
    "FIRST": N_("The first rule that fits"),
    "COLLECT": N_("All rules that fit"),
    "RULE ORDER": N_("All rules that fit, in order"),
    "OUTPUT ORDER": N_("All rules that fit, by result"),
}


@dataclass(frozen=True)
class Table:
    """A decision: the columns and rules of its table, or its expression."""

    id: str
    name: str
    policy: str
    inputs: list[str]
    outputs: list[str]
    notes: list[str]
    rules: list[list[str]]
    expression: str


def read_tables(data: bytes) -> list[Table]:
    """Return the decisions of a DMN file in its order; raises XmlRefusedError."""
    return [_read_decision(decision) for decision in parse_xml(data).iterchildren("{*}decision")]


def _read_decision(decision: Any) -> Table:
    table = decision.find("{*}decisionTable")
    policy = "" if table is None else table.get("hitPolicy", "UNIQUE")
    return Table(
        id=str(decision.get("id")),
        name=tidy(decision.get("name")),
        policy=HIT_POLICIES.get(policy, policy),
        inputs=_columns(table, "input"),
        outputs=_columns(table, "output"),
        notes=_columns(table, "annotation"),
        rules=[] if table is None else [_cells(rule) for rule in table.iterchildren("{*}rule")],
        expression=tidy(decision.findtext("{*}literalExpression/{*}text")),
    )


def _columns(table: Any, kind: str) -> list[str]:
    if table is None:
        return []
    return [_column_name(column) for column in table.iterchildren(f"{{*}}{kind}")]


def _column_name(column: Any) -> str:
    return tidy(column.get("label") or column.findtext("{*}inputExpression/{*}text") or column.get("name"))


def _cells(rule: Any) -> list[str]:
    entries = rule.iterchildren("{*}inputEntry", "{*}outputEntry", "{*}annotationEntry")
    return [tidy(entry.findtext("{*}text")) for entry in entries]
