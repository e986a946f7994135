"""Giving directions to members of a bloc, telling how they stand, and closing them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import FieldError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.commands.remarks import require_words
from engine.history.administration import Act, record_act
from engine.history.fact import fact
from engine.model import new_id
from engine.store.instances import instances_for
from workflows.procedures.bloc_year.commands import key_of
from workflows.procedures.bloc_year.directions.model import BlocDirection, BlocProgress, DirectionState
from workflows.procedures.bloc_year.directions.store import lock_direction, next_no
from workflows.procedures.nomination.store import add_notice
from workflows.registers.organisation.members import department_of, leader_of
from workflows.registers.organisation.store import bloc_members, find_bloc_year, find_unit, lock_bloc_year

ALL = "*"
"""Stands for every member as the owner of a direction: each gets one of its own."""


class DirectionRefusedError(FieldError):
    """A direction cannot be given, told of or closed as asked; the text says why."""


@dataclass(frozen=True)
class Asked:
    """A direction as it is asked for: what is to be done, by which member (`ALL`: each of them), until which day."""

    content: str
    owner: str
    due_on: date


@fact("bloc_direction")
class BlocDirected(Act):
    """A direction of a bloc was `given` to a body, `told` of, said to be `done`, or `closed`; its id tells which."""

    act: str
    owner: str
    direction: str


def give_direction(session: Session, bloc_year: str, asked: Asked, *, by: Actor, key: str) -> list[UUID]:
    """Give a member of a bloc something to do by a day, as its head; it gets a notice. Return the directions.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, RemarkError, DirectionRefusedError.
    """
    _require_head(session, bloc_year, by)

    def work() -> dict[str, Any]:
        if not instances_for(session, key_of(bloc_year)):
            raise DirectionRefusedError(Text(N_("This year has not begun.")))
        return {"directions": [one.id for one in keep_directions(session, bloc_year, [asked], by=by)]}

    request = {"bloc_year": bloc_year, "content": asked.content, "owner": asked.owner, "due_on": str(asked.due_on)}
    answer = once(session, "give_direction", request, work, by=by, key=key)
    return [UUID(str(one)) for one in answer["directions"]]


def keep_directions(
    session: Session, scope: str, asked: Sequence[Asked], *, by: Actor, step: str = ""
) -> list[BlocDirection]:
    """Keep directions of a bloc in their order and tell their owners; `step` is the conference that decided them.

    The caller owns the transaction. Raises RemarkError, DirectionRefusedError.
    """
    lock_bloc_year(session, scope)
    members = {body.code: body for body in bloc_members(session, scope)}
    made = []
    for one in asked:
        content = require_words(one.content)
        _require_sense(one, members)
        for owner in members if one.owner == ALL else [one.owner]:
            kept = BlocDirection(id=new_id(), scope=scope, no=next_no(session, scope), content=content)
            kept.owner_code, kept.due_on, kept.step = owner, one.due_on, step
            kept.by_id, kept.by_name, kept.at = by.id, by.name, clock.now()
            session.add(kept)
            session.flush()
            add_notice(session, key_of(scope), department_of(members[owner]), "direction_given", mark_of(kept))
            _record(session, kept, "given", by)
            made.append(kept)
    return made


def _require_sense(asked: Asked, members: Collection[str]) -> None:
    if asked.owner != ALL and asked.owner not in members:
        raise DirectionRefusedError(Text(N_("Who is to do it is no member.")), "owner")
    if asked.due_on < clock.today():
        raise DirectionRefusedError(Text(N_("The day by which it is to be done lies in the past.")), "due_on")


def report_direction(  # noqa: PLR0913 - a command's whole address
    session: Session, bloc_year: str, direction: UUID, text: str, *, is_done: bool, by: Actor, key: str
) -> None:
    """Tell how a direction stands, for the member that has it; when it is done the head gets a notice.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, RemarkError, DirectionRefusedError.
    """
    said = require_words(text)

    def work() -> dict[str, Any]:
        found = lock_direction(session, bloc_year, direction)
        if not is_owner(session, found, by):
            raise NotAllowedError(Text(N_("Only the member that has this direction tells how it stands.")))
        _require_open(found)
        told = BlocProgress(id=new_id(), direction_id=found.id, text=said, is_done=is_done, at=clock.now())
        told.by_id, told.by_name = by.id, by.name
        session.add(told)
        found.done_at = clock.now() if is_done else None
        session.flush()
        if is_done:
            add_notice(session, key_of(bloc_year), f"bloc_head@{bloc_year}", "direction_done", mark_of(found))
        _record(session, found, "done" if is_done else "told", by)
        return {"progress": told.id}

    request = {"bloc_year": bloc_year, "direction": str(direction), "text": said, "is_done": is_done}
    once(session, "report_direction", request, work, by=by, key=key)


def close_direction(  # noqa: PLR0913 - a command's whole address
    session: Session, bloc_year: str, direction: UUID, note: str, *, by: Actor, key: str
) -> None:
    """Close a direction as the head of the bloc, with what came of it, done or not; its owner gets a notice.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, RemarkError, DirectionRefusedError.
    """
    _require_head(session, bloc_year, by)
    said = require_words(note)

    def work() -> dict[str, Any]:
        found = lock_direction(session, bloc_year, direction)
        _require_open(found)
        found.closed_at, found.closed_by_name, found.closing = clock.now(), by.name, said
        session.flush()
        owner = department_of(find_unit(session, found.owner_code))
        add_notice(session, key_of(bloc_year), owner, "direction_closed", mark_of(found))
        _record(session, found, "closed", by)
        return {"direction": found.id}

    request = {"bloc_year": bloc_year, "direction": str(direction), "note": said}
    once(session, "close_direction", request, work, by=by, key=key)


def is_owner(session: Session, direction: BlocDirection, actor: Actor) -> bool:
    """Tell whether somebody acts for the member that has a direction: who prepares for it, or who leads it."""
    unit = find_unit(session, direction.owner_code)
    posts = [principal.partition("@")[0] for principal in (department_of(unit), leader_of(unit))]
    return any(actor.holds(role, unit.code) for role in posts)


def mark_of(direction: BlocDirection) -> str:
    """Return by what notices about a direction are known."""
    return f"direction:{direction.id}"


def _require_open(direction: BlocDirection) -> None:
    if direction.state is DirectionState.CLOSED:
        raise DirectionRefusedError(Text(N_("This direction is closed.")))


def _require_head(session: Session, bloc_year: str, by: Actor) -> None:
    find_bloc_year(session, bloc_year)
    if not by.holds("bloc_head", bloc_year):
        raise NotAllowedError(Text(N_("Only who heads the bloc or cluster this year may do this.")))


def _record(session: Session, direction: BlocDirection, act: str, by: Actor) -> None:
    record_act(session, BlocDirected(act, direction.owner_code, str(direction.id)), by=by, subject=direction.scope)
