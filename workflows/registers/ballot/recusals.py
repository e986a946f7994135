"""Whose seat stands aside from what in a bloc's vote: proposed by one person, confirmed by another before it opens.

What is proposed is kept for each run of the voting procedure, and no vote is opened while any of it is unconfirmed. A
seat is a body's: whom of its people a case concerns is asked when its vote is cast.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import AnswersRefusedError, BangVangError
from engine.base.text import N_, Text
from workflows.registers.ballot import store
from workflows.registers.ballot.aside import GROUNDS, WORDS, Recusal
from workflows.registers.ballot.model import ProposedRecusal

MOST_WORDS = 300


class RecusalUnconfirmedError(BangVangError):
    """Somebody is said to stand aside, and no second person has confirmed it."""

    def __init__(self) -> None:
        super().__init__(Text(N_("Who stands aside must be confirmed by a second person before the vote.")))


def check_grounds(proposed: Sequence[Any]) -> None:
    """Refuse recusals on no known ground, or on another that is not told in words.

    Raises AnswersRefusedError.
    """
    for ground, reason in map(ground_of, proposed):
        if ground not in GROUNDS:
            raise AnswersRefusedError({"recusals": Text(N_("Choose the ground of the recusal."))})
        if ground == "other" and not reason:
            raise AnswersRefusedError({"recusals": Text(N_("Say in words why the member stands aside."))})


def ground_of(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return ground and reason; forms of earlier versions ask for the reason in words alone."""
    return str(row.get("ground") or "other"), str(row.get("reason") or "").strip()


def propose_recusals(
    session: Session, instance_id: UUID, subject_key: str, rows: Sequence[Any], *, by: Actor
) -> list[ProposedRecusal]:
    """Keep which body is proposed to stand aside from which nomination, in the place of what was proposed before.

    `rows` are `{body, nomination, ground, reason}`. Raises AnswersRefusedError as `check_grounds` does.
    """
    check_grounds(rows)
    store.drop_recusals(session, instance_id)
    found = {(one.holder, one.nomination): one for one in (_proposed(instance_id, subject_key, r, by) for r in rows)}
    session.add_all(found.values())
    session.flush()
    return list(found.values())


def _proposed(instance_id: UUID, subject_key: str, row: Mapping[str, Any], by: Actor) -> ProposedRecusal:
    ground, reason = ground_of(row)
    return ProposedRecusal(
        instance_id=instance_id,
        holder=str(row.get("body") or ""),
        nomination=str(row.get("nomination") or ""),
        subject_key=subject_key,
        ground=ground,
        reason=reason[:MOST_WORDS] or WORDS[ground],
        proposed_by=by.id,
        proposed_name=by.name,
        proposed_at=clock.now(),
    )


def confirm_recusals(session: Session, instance_id: UUID, *, by: Actor) -> list[ProposedRecusal]:
    """Let a second person confirm what was proposed in one run of a voting procedure; return it.

    Raises RecusalUnconfirmedError for whoever proposed it, or stands in for them.
    """
    found = store.lock_recusals(session, instance_id)
    for one in found:
        if not by.is_second_to(one.proposed_by):
            raise RecusalUnconfirmedError
        one.confirmed_by, one.confirmed_name, one.confirmed_at = by.id, by.name, clock.now()
    session.flush()
    return found


def confirmed_recusals(session: Session, instance_id: UUID) -> dict[str, dict[str, Recusal]]:
    """Return who stands aside in one run of a voting procedure, by nomination and holder.

    Raises RecusalUnconfirmedError where a second person has not confirmed all of it.
    """
    found: dict[str, dict[str, Recusal]] = {}
    for one in store.lock_recusals(session, instance_id):
        if not one.confirmed_by:
            raise RecusalUnconfirmedError
        why = Recusal(one.ground, one.reason, one.proposed_name, one.confirmed_name)
        found.setdefault(one.nomination, {})[one.holder] = why
    return found
