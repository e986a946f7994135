"""The criteria a year begins with: what the table of its release gives for the types of its members."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.text import N_, Text
from workflows.procedures.bloc_year.criteria.rows import EVERYBODY, Criterion, Kind
from workflows.registers.awards.rules import decide_under
from workflows.registers.organisation.store import bloc_members

ORDER = [kind.value for kind in Kind]


def types_of(session: Session, scope: str, release: UUID) -> dict[str, list[str]]:
    """Return the types of the members of a year, each with the codes of its members, in their order."""
    found: dict[str, list[str]] = {}
    for body in bloc_members(session, scope):
        kind = str(decide_under(session, release, "scale.dmn", "type_of_body", {"body": body.code}))
        found.setdefault(kind, []).append(body.code)
    return found


def words_of(session: Session, scope: str, types: Mapping[str, Sequence[str]]) -> dict[str, Text]:
    """Return what a reader calls each type: by its first member and how many more there are; `*` is for all."""
    names = {body.code: body.name for body in bloc_members(session, scope)}
    found = {EVERYBODY: Text(N_("All members"))}
    return found | {kind: _words(names[codes[0]], len(codes) - 1) for kind, codes in types.items()}


def _words(name: str, more: int) -> Text:
    said = {"name": name, "count": more}
    return Text(N_("%(name)s and %(count)s other members"), said) if more else Text("%(name)s", said)


def options_for(session: Session, scope: str, types: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """Return whom a criterion may be for, as the head's form offers it: `{value, label}`, all members first."""
    names = {body.code: body.name for body in bloc_members(session, scope)}
    found = [{"value": EVERYBODY, "label": "Tất cả đơn vị thành viên"}]
    if len(types) == 1:
        return found
    for kind, codes in types.items():
        more = f" và {len(codes) - 1} đơn vị khác" if len(codes) > 1 else ""
        found.append({"value": kind, "label": names[codes[0]] + more})
    return found


def propose(session: Session, types: Mapping[str, Sequence[str]], release: UUID) -> list[Criterion]:
    """Return what the table of a release gives, group by group; what all types share stands once."""
    given: dict[Criterion, list[str]] = {}
    for kind in types:
        for row in decide_under(session, release, "scale.dmn", "scale", {"unit_type": kind}):
            given.setdefault(_criterion(row), []).append(kind)
    spread = [
        replace(one, applies=applies)
        for one, kinds in given.items()
        for applies in ([EVERYBODY] if len(kinds) == len(types) else kinds)
    ]
    return [replace(one, no=str(n)) for n, one in enumerate(sorted(spread, key=_group), 1)]


def _group(one: Criterion) -> int:
    return ORDER.index(one.kind) if one.kind in ORDER else len(ORDER)


def _criterion(row: Mapping[str, Any]) -> Criterion:
    points, tied = Decimal(row["points"]), row.get("tied") is True
    return Criterion("", row["code"], row["criterion"], row["kind"], points, tied=tied)
