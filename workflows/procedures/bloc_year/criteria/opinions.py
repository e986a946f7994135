"""What the members said of each criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Opinion:
    """What a member said of a criterion: that it agrees, or the points or words it would have instead."""

    name: str
    agrees: bool
    proposed: Decimal | None
    text: str


def opinions_in(papers: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, list[Opinion]]:
    """Return what members (each its name and its answers) said, by the number of the criterion."""
    found: dict[str, list[Opinion]] = {}
    for name, answers in papers:
        for row in answers.get("points") or []:
            if row.get("opinion"):
                found.setdefault(str(row.get("no")), []).append(_opinion(name, row))
    return found


def _opinion(name: str, row: Mapping[str, Any]) -> Opinion:
    points = row.get("proposed")
    is_number = isinstance(points, int | Decimal) and not isinstance(points, bool)
    proposed = Decimal(points) if is_number and points is not None else None
    return Opinion(name, row["opinion"] == "yes", proposed, str(row.get("text") or ""))


def said_of(opinions: Mapping[str, Sequence[Opinion]]) -> dict[str, str]:
    """Return for each criterion one sentence on what was said of it, as the head's form shows it."""
    return {no: _sentence(found) for no, found in opinions.items()}


def _sentence(found: Sequence[Opinion]) -> str:
    agreeing = sum(one.agrees for one in found)
    parts = [f"{agreeing} đơn vị nhất trí"] if agreeing else []
    return "; ".join([*(_part(one) for one in found if not one.agrees), *parts])


def _part(one: Opinion) -> str:
    points = f"đề nghị {one.proposed} điểm" if one.proposed is not None else "đề nghị sửa"
    return f"{one.name} {points}: {one.text}" if one.text else f"{one.name} {points}"
