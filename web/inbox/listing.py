"""The rows of the inbox, ready to be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.model import UserTask
from engine.store import tasks
from engine.store.instances import suspended_among
from web.inbox import store
from web.inbox.asked import Asked
from web.inbox.facets import facets_of
from web.inbox.filters.commands import columns_of
from web.inbox.filters.store import filters_of
from web.parts.naming import Names, load_names, own_name, step_name, with_type
from workflows.procedures.nomination.store import nominations_by_code
from workflows.registers.nominations.model import Nomination


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
    """One page of the inbox with what it may be narrowed by."""

    rows: list[Row]
    counts: Mapping[str, int]
    awards: list[tuple[str, str]]
    steps: list[tuple[str, str]]
    units: list[tuple[str, str]]
    blocs: list[tuple[str, str]]
    filters: list["ShownFilter"]
    columns: tuple[str, ...]
    next_cursor: UUID | None


@dataclass(frozen=True)
class Said:
    """What is known of the tasks besides: their nominations, and names of units and awards."""

    nominations: Mapping[str, Nomination]
    names: Names


@dataclass(frozen=True)
class ShownFilter:
    """A saved filter beside the list: what it is called, what it asks, and how many tasks it holds now."""

    name: str
    asked: Asked
    count: int
    is_shared: bool
    owner: str

    @property
    def shown_count(self) -> str:
        """Return the count, which ends at a bound."""
        return f"{tasks.MOST_COUNTED}+" if self.count >= tasks.MOST_COUNTED else str(self.count)


def list_tasks(session: Session, actor: Actor, asked: Asked) -> Listing:
    """Return the page asked for."""
    found = store.find_page(session, actor, asked)
    shown = found[: store.PAGE]
    facets = facets_of(session, actor)
    nominations = nominations_by_code(session, [task.business_key for task in shown])
    names = load_names(session, {*facets.units, *(about.unit_code for about in nominations.values())})
    return Listing(
        rows=_rows(session, shown, actor, Said(nominations, names)),
        counts=facets.counts,
        awards=[(code, names.award(code)) for code in facets.awards],
        steps=[(step.key, own_name(step)) for step in facets.steps],
        units=sorted(((code, names.unit(code)) for code in facets.units), key=lambda pair: pair[1]),
        blocs=[(bloc.code, own_name(bloc)) for bloc in facets.blocs],
        filters=shown_filters(session, actor),
        columns=columns_of(session, actor),
        next_cursor=shown[-1].id if len(found) > len(shown) else None,
    )


def shown_filters(session: Session, actor: Actor) -> list[ShownFilter]:
    """Return the filters an actor may use, each with the number of tasks it holds for them."""
    shown = []
    for saved in filters_of(session, actor):
        asked = Asked.from_query(saved.query)
        count = store.count_view(session, actor, asked)
        shown.append(ShownFilter(saved.name, asked, count, saved.body_code is not None, saved.owner_name))
    return shown


def build_rows(session: Session, actor: Actor, shown: Iterable[UserTask]) -> list[Row]:
    """Return tasks as rows, with what their nominations say."""
    shown = list(shown)
    nominations = nominations_by_code(session, [task.business_key for task in shown])
    names = load_names(session, {nomination.unit_code for nomination in nominations.values()})
    return _rows(session, shown, actor, Said(nominations, names))


def _rows(session: Session, shown: Sequence[UserTask], actor: Actor, said: "Said") -> list[Row]:
    rows, names = [], said.names
    suspended = suspended_among(session, {task.instance_id for task in shown})
    for task in shown:
        about = said.nominations.get(task.business_key)
        rows.append(
            Row(
                id=task.id,
                code=task.business_key,
                title=about.subject_name if about else task.title or task.name,
                unit=names.placed(about.unit_code) if about else "",
                award=with_type(names.award(about.award_code, about.body_code), about.commendation_type)
                if about
                else "",
                step=step_name(task),
                due_at=task.due_at,
                created_at=task.created_at,
                priority=task.priority,
                is_collective=about is not None and about.subject_kind == "collective",
                is_mine=task.owner_id in actor.ids,
                is_suspended=task.instance_id in suspended,
                awaits_answer=task.awaits_answer,
            )
        )
    return rows
