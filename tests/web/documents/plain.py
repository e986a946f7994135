"""What no reader is told: notes on what is unverified, ids of rules and steps, codes, expressions."""

import csv
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import workflows
from workflows.across.documents.content import Content
from workflows.registers.awards.catalogue import DATA

NOTES = re.compile(
    r"cần đối chiếu|cần kiểm tra|chưa xác minh|chưa kiểm chứng|chưa xác nhận|trí nhớ|đã kiểm chứng"
    r"|verified\b|from memory",
    re.IGNORECASE,
)
IDS = re.compile(
    r"\b[a-z]+\d?(?:_[a-z\d]+)+\b|\b\w+\.(?:dmn|bpmn|form\.json)\b|\b[\da-f]{8}-[\da-f]{4}-[\da-f-]+", re.ASCII
)
FEEL = re.compile(r"[<>]=? ?\d+/\d+|\bsatisfies\b|\bnull\b|\bNone\b|%\(\w+\)s|\{\{")
UNITS = re.compile(r"(?<![\w/-])[A-Z]{2,}(?:\.[A-Z]+\d*)+(?![\w/-])")
HOLDERS = re.compile(r"\b[a-z_]+@[A-Z]+")  # as the actors of tests are called
_RULE = re.compile(r'"([a-z]+\d?(?:-[a-z\d]+)+)"', re.ASCII)


def found_on(content: Content) -> set[str]:
    """Return what stands on a paper and should not; what it is made of stands on its record alone."""
    text = "\n".join(_strings(content.as_data() | {"made_of": [], "body": "", "code": ""}))
    return refused_in(HOLDERS.sub("", text))


def refused_in(text: str, rules: Collection[str] = ()) -> set[str]:
    """Return what stands in a text and should not; `rules` are ids of rules besides those of the shipped tables."""
    patterns = (NOTES, IDS, FEEL, UNITS, _named(frozenset(rules)))
    return {one.group() for pattern in patterns for one in pattern.finditer(text)}


@cache
def _named(rules: frozenset[str]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted({*_codes(), *rule_ids(), *rules})))
    return re.compile(rf"(?<![\w/-])(?:{names})(?![\w/-])")


@cache
def rule_ids() -> frozenset[str]:
    """Return the ids of the rules in the shipped tables."""
    tables = Path(str(workflows.__path__[0])).rglob("*.dmn")
    return frozenset(one for table in tables for one in _RULE.findall(table.read_text(encoding="utf-8")))


@cache
def _codes() -> frozenset[str]:
    with (DATA / "awards.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["code"] for row in csv.DictReader(file) if row["code"] != "GK")


def _strings(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            for one in data.values():
                yield from _strings(one)
        case list():
            for one in data:
                yield from _strings(one)
