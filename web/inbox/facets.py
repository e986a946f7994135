"""What a person's open tasks are about: awards, steps, units and blocs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.store import tasks
from web.inbox import store
from workflows.registers.organisation.model import Bloc

KEPT = 500
_kept: dict[tuple[str, Actor], tuple[datetime, Sequence[Any]]] = {}
"""What the first of many tasks were about lately, by database and person: only those with many are kept."""


class Step(NamedTuple):
    """A step at which tasks of an inbox wait."""

    process_id: str
    element_id: str
    name: str
    name_en: str

    @property
    def key(self) -> str:
        """Return the step as an address names it."""
        return f"{self.process_id}:{self.element_id}"


@dataclass(frozen=True)
class Facets:
    """The codes by which a person's open tasks may be narrowed; `is_partial` where those are of the first ones."""

    awards: list[str]
    steps: list[Step]
    units: list[str]
    blocs: list[Bloc]
    is_partial: bool


def facets_of(session: Session, actor: Actor, *, waiting: int, is_whole: bool) -> Facets:
    """Return the facets of an actor's inbox, without what they have decided and is on its way.

    Of those with more tasks than are counted (`waiting`) only the first are looked at, and not again within a minute,
    unless the whole is asked for.
    """
    is_partial = waiting >= tasks.MOST_COUNTED and not is_whole
    groups = _first_groups(session, actor) if is_partial else store.groups_waiting(session, actor, None)
    return Facets(
        awards=_codes(group.award_code for group in groups),
        steps=sorted({_step(group) for group in groups}, key=lambda step: step.name),
        units=_codes(group.unit_code for group in groups),
        blocs=store.blocs(session, _codes(group.bloc_code for group in groups)),
        is_partial=is_partial,
    )


def _first_groups(session: Session, actor: Actor) -> Sequence[Any]:
    key, minute = (str(session.get_bind().engine.url), actor), clock.now().replace(second=0, microsecond=0)
    known = _kept.get(key)
    if known is not None and known[0] == minute:
        return known[1]
    if len(_kept) >= KEPT:
        _kept.clear()
    _kept[key] = (minute, store.groups_waiting(session, actor, tasks.MOST_COUNTED))
    return _kept[key][1]


def _step(group: Any) -> Step:
    return Step(group.process_id, group.element_id, group.name, group.name_en)


def _codes(found: Iterable[Any]) -> list[str]:
    return sorted({code for code in found if code is not None})
