"""Commenting on what is published."""

from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.model.capacity import NEUTRAL
from engine.store.involvement import involvement_in
from engine.store.turns import take_turns
from workflows.procedures.nomination.store import get_nomination
from workflows.procedures.unit_review.model import PublicComment
from workflows.procedures.unit_review.store import comments_on

LONGEST = 4000


class CommentRefusedError(BangVangError):
    """A comment cannot be taken; the text says why."""


def comment_publicly(session: Session, code: str, text: str, *, by: Actor, key: str) -> PublicComment:
    """Say something of a nomination that is published now, once; the people of the case do not.

    The caller owns the transaction. Raises NotFoundError, CommentRefusedError.
    """
    nomination = get_nomination(session, code)

    def work() -> dict[str, Any]:
        take_turns(session, "comment", code, by.id)
        if not text.strip() or len(text) > LONGEST:
            raise CommentRefusedError(Text(N_("Write a comment of at most %(count)s characters."), {"count": LONGEST}))
        if nomination.published_until is None or nomination.published_until <= clock.now():
            raise CommentRefusedError(Text(N_("Comments on this nomination are closed.")))
        if any(one.by_id == by.id for one in comments_on(session, code)):
            raise CommentRefusedError(Text(N_("You have commented on this nomination already.")))
        if _is_party(session, code, by):
            raise CommentRefusedError(Text(N_("You are one of the people of this case and do not comment on it.")))
        made = PublicComment(nomination=code, text=text.strip(), at=clock.now(), by_id=by.id, by_name=by.name)
        session.add(made)
        session.flush()
        return {"comment": made.id}

    answer = once(session, "comment_publicly", {"code": code, "text": text}, work, by=by, key=key)
    return session.get_one(PublicComment, answer["comment"])


def _is_party(session: Session, code: str, by: Actor) -> bool:
    """Tell whether a case concerns somebody, or whom they stand in for, or they acted on it, not only by a vote."""
    found = involvement_in(session, [code])[code]
    acted = frozenset[str]().union(*(deed.people for deed in found.deeds if deed.capacity not in NEUTRAL | {"vote"}))
    return not by.ids.isdisjoint(found.concerned.keys() | acted)
