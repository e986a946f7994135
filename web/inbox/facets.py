"""What a person's open tasks are about, counted in one pass: segments, awards, steps, units and blocs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.store import tasks
from web.inbox import store
from web.parts.watching.store import count_watched
from workflows.registers.organisation.model import Bloc


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
    """How many tasks each segment holds, and the codes by which the open ones may be narrowed."""

    counts: Mapping[str, int]
    awards: list[str]
    steps: list[Step]
    units: list[str]
    blocs: list[Bloc]


def facets_of(session: Session, actor: Actor) -> Facets:
    """Return the facets of an actor's inbox, without what they have decided and is on its way."""
    groups = store.groups_waiting(session, actor)
    counts: Counter[str] = Counter(dict.fromkeys(tasks.COUNTED, 0))
    for group in groups:
        counts.update({name: int(group._mapping[name]) for name in tasks.COUNTED})
    return Facets(
        counts=counts | tasks.count_apart(session, actor) | {store.WATCHING: count_watched(session, actor)},
        awards=_codes(group.award_code for group in groups),
        steps=sorted({_step(group) for group in groups}, key=lambda step: step.name),
        units=_codes(group.unit_code for group in groups),
        blocs=store.blocs(session, _codes(group.bloc_code for group in groups)),
    )


def _step(group: Any) -> Step:
    return Step(group.process_id, group.element_id, group.name, group.name_en)


def _codes(found: Iterable[Any]) -> list[str]:
    return sorted({code for code in found if code is not None})
