"""Idempotency: each command is answered once per key."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, KeyReusedError
from engine.base.failpoints import reach
from engine.commands.care import require_care
from engine.model.values import encode
from engine.ports.meter import Outcome, count
from engine.store import answers
from engine.store.conflicts import is_conflict
from engine.store.fast import Question, ask, keep

KEPT = timedelta(days=30)
Work = Callable[..., Mapping[str, Any]]
Answered = tuple[Outcome, dict[str, Any]]


def once(  # noqa: PLR0913 - a command's whole address
    session: Session,
    name: str,
    request: Mapping[str, Any],
    work: Work,
    *,
    by: Actor,
    key: str,
    along: Sequence[Question] = (),
) -> dict[str, Any]:
    """Do the work and keep its answer, or return the answer kept for the same key.

    The key is taken before the work, so of two equal requests at once the second waits and gets the first's answer. A
    command that locks a row anyway takes it `along`: those questions are asked in the same round trip as whether the
    key is known, equal requests wait for the lock, and the work is given the rows of each question. Raises
    KeyReusedError where the key came before with another request, and UnconfirmedError where the command asks for the
    password (engine/commands/care.py).
    """
    require_care(name, by)
    now = clock.now()
    reach("key.wanted")
    row = {"actor_id": by.id, "key": key, "name": name, "request_hash": _digest(name, request), "at": now}
    try:
        outcome, answer = (_under_lock if along else _under_key)(session, row | {"removal_at": now + KEPT}, work, along)
    except Exception as error:
        count("command", name, _outcome_of(error))
        raise
    keep(session, object(), None, lambda: count("command", name, outcome))
    return answer


def _outcome_of(error: Exception) -> Outcome:
    if is_conflict(error):
        return Outcome.CONFLICT
    return Outcome.REFUSED if isinstance(error, BangVangError) else Outcome.FAILED


def _digest(name: str, request: Mapping[str, Any]) -> str:
    return hashlib.sha256(encode({"name": name, **request}).encode()).hexdigest()


def _under_lock(session: Session, row: dict[str, Any], work: Work, along: Sequence[Question]) -> Answered:
    """Ask for the key once the lock is held, and write it with its answer."""
    *found, known = ask(session, *along, answers.known(row["actor_id"], row["key"]))
    if known:
        return Outcome.REPEATED, _known(row, *known[0])
    reach("key.taken")
    answer = dict(work(*found))
    # Were the same key used for another row's command meanwhile, the database refuses this one, and it is tried again.
    answers.add_answer(session, row | {"answer": answer, "at": clock.now()})
    reach("key.answered")
    return Outcome.DONE, answer


def _under_key(session: Session, row: dict[str, Any], work: Work, _along: Sequence[Question]) -> Answered:
    """Take the key, which other transactions with the same key wait for, before the work."""
    (taken,) = ask(session, answers.take_key(row | {"answer": {}}))
    if not taken:
        ((known,),) = ask(session, answers.known(row["actor_id"], row["key"]))
        return Outcome.REPEATED, _known(row, *known)
    reach("key.taken")
    answer = dict(work())
    answers.keep_answer(session, row["actor_id"], row["key"], answer, clock.now())
    reach("key.answered")
    return Outcome.DONE, answer


def _known(row: dict[str, Any], request_hash: str, answer: dict[str, Any]) -> dict[str, Any]:
    """Return the answer that is kept for the same request."""
    if request_hash != row["request_hash"]:
        raise KeyReusedError
    return dict(answer)
