"""Idempotency: each command is answered once per key."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import Actor
from engine.errors import KeyReusedError
from engine.failpoints import reach
from engine.model.values import encode
from engine.store import answers
from engine.store.batch import Question, ask

KEPT = timedelta(days=30)


def once(  # noqa: PLR0913 - a command's whole address
    session: Session,
    name: str,
    request: Mapping[str, Any],
    work: Callable[..., Mapping[str, Any]],
    *,
    by: Actor,
    key: str,
    along: Sequence[Question] = (),
) -> dict[str, Any]:
    """Do the work and keep its answer, or return the answer kept for the same key.

    What the work begins with reading can go `along` in the same round trip; the work is given the rows of each.

    The key is taken before the work, so of two equal requests at once the second waits and gets the first's answer.
    Raises KeyReusedError where the key came before with another request.
    """
    digest = hashlib.sha256(encode({"name": name, **request}).encode()).hexdigest()
    now = clock.now()
    reach("key.wanted")
    row = {"actor_id": by.id, "key": key, "name": name, "request_hash": digest, "answer": {}, "at": now}
    taken, *found = ask(session, answers.take_key(row | {"removal_at": now + KEPT}), *along)
    if taken:
        reach("key.taken")
        answer = dict(work(*found))
        answers.keep_answer(session, by.id, key, answer, clock.now())
        reach("key.answered")
        return answer
    known = answers.find_answer(session, by.id, key)
    if known is None or known.request_hash != digest:
        raise KeyReusedError
    return dict(known.answer)
