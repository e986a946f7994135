"""Whether running instances can be read back: asked after an upgrade, before anybody meets one that cannot."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from engine.bpmn.keep.running import looking
from engine.store import instances


@dataclass(frozen=True)
class Unloadable:
    """A running instance that cannot be read back, and what stands in the way (a kind of error, no values)."""

    instance_id: UUID
    process_id: str
    business_key: str
    problem: str


def try_loading(session: Session) -> Iterator[Unloadable | None]:
    """Read back every running instance once; yield None for one that can be, and what is wrong with one that cannot."""
    for instance_id, process_id, business_key in instances.active_instances(session):
        try:
            looking(session, instance_id)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what was asked for
            yield Unloadable(instance_id, process_id, business_key, type(error).__name__)
        else:
            yield None
