"""The rows of the inbox, ready to be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.model import UserTask
from web.inbox import store
from web.inbox.asked import Asked
from web.inbox.beside import beside_list
from web.inbox.facets import facets_of
from web.parts.naming import Names, load_names, own_name, with_type


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    id: UUID
    code: str
    title: str
    unit: str
    award: str
    step: str
    due_at: datetime | None
    created_at: datetime
    priority: int
    is_collective: bool
    is_mine: bool
    is_suspended: bool
    awaits_answer: bool


@dataclass(frozen=True)
class Listing:
    """One page of the inbox with what it may be narrowed by; where `has_more_choices`, not by all that it could be."""

    rows: list[Row]
    counts: Mapping[str, int]
    awards: list[tuple[str, str]]
    steps: list[tuple[str, str]]
    units: list[tuple[str, str]]
    blocs: list[tuple[str, str]]
    has_more_choices: bool
    filters: list["ShownFilter"]
    columns: tuple[str, ...]
    held: UUID | None
    next_cursor: UUID | None


@dataclass(frozen=True)
class ShownFilter:
    """A saved filter beside the list: what it is called, what it asks, and how many tasks it holds now."""

    name: str
    asked: Asked
    count: int
    is_shared: bool
    owner: str


def list_tasks(session: Session, actor: Actor, asked: Asked, *, has_all_choices: bool = False) -> Listing:
    """Return the page asked for."""
    beside = beside_list(session, actor)
    found = store.find_page(session, actor, asked)
    shown, counts = found[: store.PAGE], store.counts_of(session, actor)
    facets = facets_of(session, actor, waiting=counts["all"], is_whole=has_all_choices)
    names = load_names(session, {*facets.units, *(line.unit_code for line in shown if line.unit_code)})
    return Listing(
        rows=[_row(line, actor, names) for line in shown],
        counts=counts,
        awards=[(code, names.award(code)) for code in facets.awards],
        steps=[(step.key, own_name(step)) for step in facets.steps],
        units=sorted(((code, names.unit(code)) for code in facets.units), key=lambda pair: pair[1]),
        blocs=[(bloc.code, own_name(bloc)) for bloc in facets.blocs],
        has_more_choices=facets.is_partial,
        filters=shown_filters(session, actor, beside.filters),
        columns=beside.columns,
        held=beside.held,
        next_cursor=shown[-1].id if len(found) > len(shown) else None,
    )


def shown_filters(session: Session, actor: Actor, found: Sequence[Any]) -> list[ShownFilter]:
    """Return filters that an actor may use, each with the number of tasks it holds for them."""
    views = [Asked.from_query(saved.query) for saved in found]
    counts = store.count_views(session, actor, views)
    return [
        ShownFilter(saved.name, asked, count, saved.body_code is not None, saved.owner_name)
        for saved, asked, count in zip(found, views, counts, strict=True)
    ]


def build_rows(session: Session, actor: Actor, shown: Iterable[UserTask]) -> list[Row]:
    """Return tasks as rows, with what their nominations say."""
    lines = store.lines_of(session, [task.id for task in shown])
    names = load_names(session, {line.unit_code for line in lines if line.unit_code})
    return [_row(line, actor, names) for line in lines]


def _row(line: Any, actor: Actor, names: Names) -> Row:
    has_nomination = line.subject_name is not None
    return Row(
        id=line.id,
        code=line.business_key,
        title=line.subject_name if has_nomination else line.title or line.name,
        unit=names.placed(line.unit_code) if has_nomination else "",
        award=_award(line, names) if has_nomination else "",
        step=own_name(line),
        due_at=line.due_at,
        created_at=line.created_at,
        priority=line.priority,
        is_collective=line.subject_kind == "collective",
        is_mine=line.owner_id in actor.ids,
        is_suspended=line.suspended_at is not None,
        awaits_answer=line.delegated_by is not None and line.delegation_accepted_at is None,
    )


def _award(line: Any, names: Names) -> str:
    return with_type(names.award(line.award_code, line.body_code), line.commendation_type)
