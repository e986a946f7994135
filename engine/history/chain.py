"""Hash chains per instance (the shape of RFC 6962 leaves over salted commitments).

`hash = SHA-256(0x00 ‖ fields)`, every field length-prefixed, the previous hash among them; the data enter only through
`commitment = SHA-256(salt ‖ data)`, so they can be erased without breaking the chain. An erasure is an event itself:
data that are gone without one that names them are a break, and so are data without their salt or a salt without data.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.history.kinds import Happened
from engine.history.kinds.instances import DataErased
from engine.history.stored import fact_of
from engine.model import Event
from engine.model.values import Encoded, encode
from engine.store import events
from engine.store.fast import LockedInstance

HASHED = (
    "instance_id",
    "seq",
    "previous",
    "at",
    "kind",
    "actor_id",
    "actor_name",
    "on_behalf_of",
    "element_id",
    "element_name",
    "element_instance_id",
    "commitment",
)


class Entry(NamedTuple):
    """Something that happened, who did it and where, before it becomes a link of the chain."""

    fact: Happened
    by: Actor
    element_id: str = ""
    element_name: str = ""
    element_instance_id: UUID | None = None


@dataclass(frozen=True)
class Verification:
    """Whether a chain holds, and the first link that does not."""

    ok: bool
    length: int
    first_bad_seq: int | None = None
    erased: int = 0
    """How many events' data were erased, each told by an event that names it."""


def commit_to(salt: bytes, text: str) -> str:
    """Return the commitment to an event's data, given as the text they are kept as."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def link_hash(link: Mapping[str, Any]) -> str:
    """Return the hash of a link from its fields, which are named as the columns of `Event`."""
    return _hash(
        str(link["instance_id"]),
        str(link["seq"]),
        link["previous"],
        link["at"].astimezone(UTC).isoformat(),
        link["kind"],
        link["actor_id"],
        link["actor_name"],
        link["on_behalf_of"] or "",
        link["element_id"],
        link["element_name"],
        str(link["element_instance_id"] or ""),
        link["commitment"],
    )


def _hash(*fields: str) -> str:
    raw = [text.encode() for text in fields]
    return hashlib.sha256(b"\x00" + b"".join([len(r).to_bytes(8, "big") + r for r in raw])).hexdigest()


def append(session: Session, instance: LockedInstance, entries: Sequence[Entry], at: datetime | None = None) -> None:
    """Add links to an instance's chain; the caller holds the instance's lock and owns the transaction."""
    moment = at or clock.now()
    events.add_events(session, [_link(instance, entry, moment) for entry in entries])


def _link(instance: LockedInstance, entry: Entry, at: datetime) -> dict[str, Any]:
    """Return the next link of an instance's chain, and let the instance end with it."""
    salt, text = os.urandom(16), encode(_told(entry))
    instance.last_seq += 1
    link: dict[str, Any] = {
        "instance_id": instance.id,
        "seq": instance.last_seq,
        "root_id": instance.root_id,
        "at": at,
        "kind": entry.fact.KIND,
        "actor_id": entry.by.id,
        "actor_name": entry.by.name,
        "on_behalf_of": entry.by.on_behalf_of,
        "element_id": entry.element_id,
        "element_name": entry.element_name,
        "element_instance_id": entry.element_instance_id,
        "data": Encoded(text),
        "salt": salt,
        "commitment": commit_to(salt, text),
        "previous": instance.last_hash,
    }
    instance.last_hash = link["hash"] = link_hash(link)
    return link


def _told(entry: Entry) -> dict[str, Any]:
    """Return what an event says; of an act that needed two people also who approved it."""
    approval, told = entry.by.approval, entry.fact.data()
    if approval is None:
        return told
    return told | {"approved_by": approval.approver_name, "act": approval.act_id}


def verify(session: Session, instance_id: UUID) -> Verification:
    """Recompute an instance's chain from its first event to its last."""
    previous, expected = "", 1
    chain = events.events_of(session, instance_id=instance_id)
    told = _told_erasures(chain)
    for event in chain:
        if event.seq != expected or not _is_sound(event, previous, told):
            return Verification(ok=False, length=expected - 1, first_bad_seq=min(event.seq, expected))
        previous, expected = event.hash, expected + 1
    head = events.chain_head(session, instance_id)
    if head != (expected - 1, previous):
        return Verification(ok=False, length=expected - 1, first_bad_seq=expected)
    return Verification(ok=True, length=expected - 1, erased=sum(is_erased(event) for event in chain))


def is_erased(event: Event) -> bool:
    """Tell whether an event's data are gone together with their salt."""
    return event.data is None and event.salt is None


def _told_erasures(chain: Sequence[Event]) -> frozenset[int]:
    """Return the numbers of events whose erasure a later event tells."""
    told: set[int] = set()
    for event in chain:
        if event.kind == DataErased.KIND:
            fact = fact_of(event)
            named = fact.events if isinstance(fact, DataErased) else ()
            told.update(seq for seq in named if seq < event.seq)
    return frozenset(told)


def _is_sound(event: Event, previous: str, told: frozenset[int]) -> bool:
    if event.previous != previous or event.hash != link_hash({name: getattr(event, name) for name in HASHED}):
        return False
    if is_erased(event):
        return event.seq in told
    if event.data is None or event.salt is None:
        return False
    return event.commitment == commit_to(event.salt, encode(event.data))
