"""Reading a DMN file into comparable items: decisions, and the rules of their tables by position."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from web.parts.diagrams import words
from web.parts.diagrams.items import Contents, Fact, Item, Label, tidy


def read_decisions(root: etree._Element) -> Contents:
    """Return the decisions and rules of a DMN file."""
    items: dict[str, Item] = {}
    for element in root.iterchildren("{*}decision", "{*}inputData"):
        items.update({item.id: item for item in _read(element)})
    return Contents(items, {})


def _read(element: Any) -> Iterator[Item]:
    name = tidy(element.get("name"))
    own_id = str(element.get("id"))
    table = element.find("{*}decisionTable")
    facts: dict[Label, Fact] = {}
    if table is not None:
        facts[words.FACTS["", "hitPolicy"], ""] = Fact(table.get("hitPolicy", "UNIQUE"))
        facts.update(_columns(table))
        yield from _rules(table, own_id, name)
    elif (text := element.findtext("{*}literalExpression/{*}text")) is not None:
        facts[words.EXPRESSION, ""] = Fact(tidy(text))
    yield Item(own_id, words.KINDS[str(etree.QName(element).localname)], name, facts, name)


def _rules(table: Any, decision_id: str, decision_name: str) -> Iterator[Item]:
    inputs = [_input_name(column) for column in table.iterchildren("{*}input")]
    outputs = [column.get("label") or column.get("name") or "" for column in table.iterchildren("{*}output")]
    notes = [column.get("name") or "" for column in table.iterchildren("{*}annotation")]
    for number, rule in enumerate(table.iterchildren("{*}rule"), start=1):
        facts = {
            **_cells(rule, "inputEntry", words.COLUMN, inputs),
            **_cells(rule, "outputEntry", words.RESULT, outputs),
            **_cells(rule, "annotationEntry", words.NOTE_ON, notes),
        }
        rule_id = str(rule.get("id") or f"{decision_id}/{number}")
        yield Item(rule_id, words.KINDS["rule"], "", facts, f"{decision_name} #{number}")


def _columns(table: Any) -> dict[Label, Fact]:
    """Return what each column asks or is called, with its type and allowed values: a rule means nothing without."""
    facts: dict[Label, Fact] = {}
    for message, tag in ((words.COLUMN, "input"), (words.RESULT, "output")):
        for number, column in enumerate(table.iterchildren(f"{{*}}{tag}"), start=1):
            named = [str(column.get(name)) for name in ("name", "typeRef") if column.get(name)]
            kinds = [str(e.get("typeRef")) for e in column.iterchildren("{*}inputExpression") if e.get("typeRef")]
            texts = [tidy("".join(column.itertext()))]
            facts[message, f"{number}"] = Fact(" · ".join(part for part in [*texts, *named, *kinds] if part))
    return facts


def _input_name(column: Any) -> str:
    return column.get("label") or tidy(column.findtext("{*}inputExpression/{*}text"))


def _cells(rule: Any, tag: str, message: str, columns: list[str]) -> dict[Label, Fact]:
    cells = rule.iterchildren(f"{{*}}{tag}")
    named = zip(columns, cells, strict=False)  # a table being edited may lack cells
    return {(message, column): Fact(tidy(cell.findtext("{*}text"))) for column, cell in named}
