"""Tasks of the example completed by whoever may."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from engine.commands import complete_task
from engine.model import UserTask
from engine.store.database import Database
from engine.store.tasks import OpenStep, offers_of

Holders = Mapping[str, Sequence[Actor]]
Doable = UserTask | OpenStep
PROPOSING = frozenset({"prepare_dossier", "review_findings", "endorse", "supplement_review", "supplement_central"})
APPRAISING = frozenset({"intake", "appraisal", "publication_comments"})


def complete_by_somebody(
    database: Database, task: UserTask | OpenStep, given: dict[str, Any], holders: Holders
) -> None:
    """Complete a task by the first who may: duties kept apart bar some.

    What is done before the council meets, deputies and staff do first, so that those who sit on it may vote.
    """
    with database.read() as session:
        offered = offers_of(session, task.id)
    last: NotAllowedError | None = None
    able = [actor for principal in offered for actor in holders.get(principal, ())]
    for by in _in_order(task.element_id, able):
        try:
            _complete(database, task, given, by)
        except NotAllowedError as refused:
            last = refused
        else:
            return
    raise last or NotAllowedError


def _in_order(step: str, able: Sequence[Actor]) -> Sequence[Actor]:
    """Return who is asked first: officers and deputies to propose, the department's deputy to appraise."""
    if step in PROPOSING:
        return able[::-1]
    return [*able[1:], *able[:1]] if step in APPRAISING else able


def _complete(database: Database, task: Doable, given: dict[str, Any], by: Actor) -> None:
    key = f"example:{task.id}:{by.id}"
    database.perform(lambda session: complete_task(session, task.id, given, by=by, key=key))
