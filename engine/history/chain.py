"""Hash chains per instance (the shape of RFC 6962 leaves over salted commitments).

`hash = SHA-256(0x00 ‖ fields)`, every field length-prefixed, the previous hash among them; the data enter only through
`commitment = SHA-256(salt ‖ data)`, so they can be erased without breaking the chain.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import Actor
from engine.model import Event, Instance
from engine.model.values import encode
from engine.store import events


@dataclass(frozen=True)
class Entry:
    """Something that happened, before it becomes a link of the chain."""

    kind: str
    by: Actor
    element_id: str = ""
    element_name: str = ""
    element_instance_id: UUID | None = None
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Verification:
    """Whether a chain holds, and the first link that does not."""

    ok: bool
    length: int
    first_bad_seq: int | None = None


def commit_to(salt: bytes, data: dict[str, Any]) -> str:
    """Return the commitment to an event's data."""
    return hashlib.sha256(salt + encode(data).encode()).hexdigest()


def link_hash(event: Event) -> str:
    """Return the hash of a link from its fields."""
    fields = (
        str(event.instance_id),
        str(event.seq),
        event.previous,
        event.at.astimezone(UTC).isoformat(),
        event.kind,
        event.actor_id,
        event.actor_name,
        event.on_behalf_of or "",
        event.element_id,
        event.element_name,
        str(event.element_instance_id or ""),
        event.commitment,
    )
    digest = hashlib.sha256(b"\x00")
    for text in fields:
        raw = text.encode()
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def append(session: Session, instance: Instance, entries: Sequence[Entry], at: datetime | None = None) -> list[Event]:
    """Add links to an instance's chain; the caller holds the instance's lock and owns the transaction."""
    moment = at or clock.now()
    added = []
    for entry in entries:
        instance.last_seq += 1
        event = _event(instance, entry, moment)
        event.hash = link_hash(event)
        instance.last_hash = event.hash
        added.append(event)
    events.add_events(session, added)
    return added


def _event(instance: Instance, entry: Entry, at: datetime) -> Event:
    salt = os.urandom(16)
    return Event(
        instance_id=instance.id,
        seq=instance.last_seq,
        root_id=instance.root_id,
        at=at,
        kind=entry.kind,
        actor_id=entry.by.id,
        actor_name=entry.by.name,
        on_behalf_of=entry.by.on_behalf_of,
        element_id=entry.element_id,
        element_name=entry.element_name,
        element_instance_id=entry.element_instance_id,
        data=entry.data,
        salt=salt,
        commitment=commit_to(salt, entry.data),
        previous=instance.last_hash,
    )


def verify(session: Session, instance_id: UUID) -> Verification:
    """Recompute an instance's chain from its first event to its last."""
    previous, expected = "", 1
    for event in events.events_of(session, instance_id=instance_id):
        if event.seq != expected or not _is_sound(event, previous):
            return Verification(ok=False, length=expected - 1, first_bad_seq=min(event.seq, expected))
        previous, expected = event.hash, expected + 1
    head = events.chain_head(session, instance_id)
    if head != (expected - 1, previous):
        return Verification(ok=False, length=expected - 1, first_bad_seq=expected)
    return Verification(ok=True, length=expected - 1)


def _is_sound(event: Event, previous: str) -> bool:
    if event.previous != previous or event.hash != link_hash(event):
        return False
    erased = event.data is None or event.salt is None
    return erased or event.commitment == commit_to(event.salt or b"", event.data or {})
