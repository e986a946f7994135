"""Moving an instance by hand to where it should stand."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.text import N_, Text
from engine.bpmn.check.decisive import Shift, refused_move
from engine.bpmn.keep.running import Running, looking, running
from engine.bpmn.run.moving import MoveRefusedError, Place, move
from engine.bpmn.token.token import Token
from engine.commands.once import once
from engine.commands.operators import require_active, require_two
from engine.history import Entry
from engine.history.kinds.instances import Put, Taken, TokensMoved
from engine.model import Instance
from engine.store import instances


def move_token(  # noqa: PLR0913 - a command's whole address
    session: Session,
    instance_id: UUID,
    *,
    cancel: Sequence[UUID],
    start: Sequence[Place],
    reason: str,
    by: Actor,
    key: str,
) -> Instance:
    """Take chosen tokens out of an instance and put others in at chosen places, in one step.

    `cancel` holds element instances. A token taken out of an activity takes its boundary events with it, one taken out
    at an event-based gateway its rivals; a sub-process or a multi-instance step goes whole. A place inside a
    sub-process that is not open opens it. Raises NotFoundError, NeedsTwoError, ReasonMissingError, NoLongerOpenError
    where the instance has ended, MoveRefusedError naming what cannot be and why.
    """
    require_two(by, "move_token", reason)
    if not cancel and not start:
        raise MoveRefusedError(Text(N_("No token was chosen.")))

    def work() -> dict[str, Any]:
        with running(session, instance_id, by, even_suspended=True) as run:
            require_active(run)
            _note(run, cancel, start, reason, by)
            _require_standing(run, cancel)
            gone = _moved(run, cancel, start)
            instances.close_incidents(session, instance_id, clock.now(), [task.id for task in gone])
            run.go_on()
        return {"instance": instance_id}

    places = [{"element": p.element_id, "flow": p.flow_id, "within": p.within} for p in start]
    request = {"instance": instance_id, "cancel": list(cancel), "start": places, "reason": reason}
    once(session, "move_token", request, work, by=by, key=key)
    return instances.find_instance(session, instance_id)


def try_move(session: Session, instance_id: UUID, cancel: Sequence[UUID], start: Sequence[Place]) -> None:
    """Try a move on a copy that is thrown away; raises NotFoundError, MoveRefusedError."""
    with session.no_autoflush:
        run = looking(session, instance_id)
        _require_standing(run, cancel)
        _moved(run, cancel, start)


def _moved(run: Running, cancel: Sequence[UUID], start: Sequence[Place]) -> list[Token]:
    """Move tokens, none past what signs or decides; return those taken out. Raises MoveRefusedError."""
    taken = _elements(run.live.all_tasks[one] for one in cancel if one in run.live.all_tasks)
    gone = move(run.live, cancel, start)
    open_now = [task for w in (run.live, *run.live.subprocesses.values()) for task in w.unfinished.values()]
    shift = Shift(taken, _elements(gone), [place.element_id for place in start], _elements(open_now))
    refusal = refused_move(run.performer.ready.definition(run.instance.process_id), shift)
    if refusal is not None:
        raise MoveRefusedError(refusal)
    return gone


def _elements(tasks: Iterable[Token]) -> list[str]:
    return [task.element.id for task in tasks if task.element is not None]


def _require_standing(run: Running, cancel: Sequence[UUID]) -> None:
    """Refuse tokens that have finished so long ago that the live instance no longer knows them."""
    for token in cancel:
        known = None if token in run.live.all_tasks else instances.element_instance(run.session, run.instance.id, token)
        if known is not None:
            values = {"name": known.element_id or known.spec}
            raise MoveRefusedError(Text(N_("The process has moved on from “%(name)s” meanwhile."), values))


def _note(run: Running, cancel: Sequence[UUID], start: Sequence[Place], reason: str, by: Actor) -> None:
    """Put the move into the story before what follows from it."""
    known = [run.task(i) for i in cancel if i in run.live.all_tasks]
    taken: list[Taken] = [{"element": t.element.id, "token": t.id} for t in known if t.element is not None]
    put: list[Put] = [{"element": p.element_id, "flow": p.flow_id, "within": p.within} for p in start]
    run.note(Entry(TokensMoved(reason, taken, put), by))
