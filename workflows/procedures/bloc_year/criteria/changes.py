"""What differs between two versions of the criteria."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workflows.procedures.bloc_year.criteria.rows import Criterion


class ChangeKind(StrEnum):
    """What a later version did to a criterion."""

    ADDED = "added"
    DROPPED = "dropped"
    POINTS = "points"
    TEXT = "text"
    OTHER = "other"  # its group, whom it is for, or whether it is tied to targets


@dataclass(frozen=True)
class Change:
    """One difference: the criterion as it stands, or stood where it was dropped, and as it was `before`."""

    kind: ChangeKind
    one: Criterion
    before: Criterion


def changes_between(before: Sequence[Criterion], after: Sequence[Criterion]) -> list[Change]:
    """Return what a version changed of the one before, by the numbers of the criteria."""
    known, now = {one.no: one for one in before}, {one.no for one in after}
    found = [Change(ChangeKind.DROPPED, one, one) for one in before if one.no not in now]
    for one in after:
        found += _changes(known[one.no], one) if one.no in known else [Change(ChangeKind.ADDED, one, one)]
    return found


def _changes(before: Criterion, one: Criterion) -> Iterator[Change]:
    if one.criterion != before.criterion:
        yield Change(ChangeKind.TEXT, one, before)
    if one.most != before.most:
        yield Change(ChangeKind.POINTS, one, before)
    if (one.kind, one.applies, one.tied) != (before.kind, before.applies, before.tied):
        yield Change(ChangeKind.OTHER, one, before)
