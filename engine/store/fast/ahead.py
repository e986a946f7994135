"""Questions of many put together: what several pieces of one transaction ask takes as many round trips as one does.

What was asked ahead is kept for whoever would ask it, once, and is let go of by a rollback. It may be out of date by
then: another piece of the same transaction may have changed the instance. The instance was read with it, and whoever
writes it over another version is refused (`change_instance`).
"""

from collections.abc import Generator, Hashable, Sequence
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from engine.store.fast.batch import BATCH, Question, ask, batch_of

Found = TypeVar("Found")
Answers = list[list[list[Any]]]
Asking = Generator[Sequence[Question], Answers, Found]
"""Yields questions, is sent their answers, as often as it needs, and returns what it found."""


def together(session: Session, askings: Sequence[Asking[Found]]) -> list[Found]:
    """Let each ask until it has found what it looks for, all of them in the same round trips."""
    found: dict[int, Found] = {}
    answers: dict[int, Answers | None] = dict.fromkeys(range(len(askings)))
    while answers:
        asked: dict[int, Sequence[Question]] = {}
        for place, answer in answers.items():
            try:
                asked[place] = askings[place].send(answer)  # type: ignore[arg-type]
            except StopIteration as over:
                found[place] = over.value
        rows = iter(ask(session, *(one for questions in asked.values() for one in questions)) if asked else [])
        answers = {place: [next(rows) for _ in questions] for place, questions in asked.items()}
    return [found[place] for place in range(len(askings))]


def foresee(session: Session, key: Hashable, value: object) -> None:
    """Keep what was asked ahead."""
    batch_of(session).foreseen[key] = value


def foreseen(session: Session, key: Hashable) -> Any:
    """Take out what was asked ahead, or None."""
    return batch_of(session).foreseen.pop(key, None) if BATCH in session.info else None
