"""Idempotency: each command is answered once per key."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import Actor
from engine.errors import KeyReusedError
from engine.model import Command
from engine.model.values import encode

KEPT = timedelta(days=30)


def once(  # noqa: PLR0913 - a command's whole address
    session: Session,
    name: str,
    request: Mapping[str, Any],
    work: Callable[[], Mapping[str, Any]],
    *,
    by: Actor,
    key: str,
) -> dict[str, Any]:
    """Do the work and keep its answer, or return the answer kept for the same key.

    Raises KeyReusedError where the key came before with another request. Two requests at once: the second one's insert
    conflicts, its transaction rolls back, and its retry finds the answer.
    """
    digest = hashlib.sha256(encode({"name": name, **request}).encode()).hexdigest()
    known = session.get(Command, (by.id, key))
    if known is not None:
        if known.request_hash != digest:
            raise KeyReusedError
        return dict(known.answer)
    answer = dict(work())
    now = clock.now()
    session.add(
        Command(actor_id=by.id, key=key, name=name, request_hash=digest, answer=answer, at=now, removal_at=now + KEPT)
    )
    session.flush()
    return answer
