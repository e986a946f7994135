"""Commenting on what is published."""

from typing import Any

from sqlalchemy.orm import Session

from engine import clock
from engine.actor import Actor
from engine.commands.once import once
from engine.errors import BangVangError
from engine.text import N_, Text
from workflows.nomination.store import get_nomination
from workflows.unit_review.model import PublicComment

LONGEST = 4000


class CommentRefusedError(BangVangError):
    """A comment cannot be taken; the text says why."""


def comment_publicly(session: Session, code: str, text: str, *, by: Actor, key: str) -> PublicComment:
    """Say something of a nomination that is published now.

    The caller owns the transaction. Raises NotFoundError, CommentRefusedError.
    """
    nomination = get_nomination(session, code)

    def work() -> dict[str, Any]:
        if not text.strip() or len(text) > LONGEST:
            raise CommentRefusedError(Text(N_("Write a comment of at most %(count)s characters."), {"count": LONGEST}))
        if nomination.published_until is None or nomination.published_until <= clock.now():
            raise CommentRefusedError(Text(N_("Comments on this nomination are closed.")))
        made = PublicComment(nomination=code, text=text.strip(), at=clock.now(), by_id=by.id, by_name=by.name)
        session.add(made)
        session.flush()
        return {"comment": made.id}

    answer = once(session, "comment_publicly", {"code": code, "text": text}, work, by=by, key=key)
    return session.get_one(PublicComment, answer["comment"])
