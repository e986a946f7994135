"""Saying something about a bloc's year, in the name of a member or of the Central Board."""

from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.commands.remarks import require_words
from engine.history.administration import Act, record_act
from engine.history.fact import fact
from engine.model import new_id
from engine.store.instances import active_instance
from workflows.procedures.bloc_year.commands import PROCESS, key_of
from workflows.procedures.bloc_year.model import BlocRemark
from workflows.procedures.bloc_year.overview.sight import speaks_for, visible_year


class DiscussionOverError(BangVangError):
    """A year that is not under way is not discussed any more."""

    def __init__(self) -> None:
        super().__init__(Text(N_("This year is not under way.")))


@fact("bloc_discussed")
class BlocDiscussed(Act):
    """Somebody wrote a remark about a bloc's year for a unit; the remark's id tells which."""

    unit: str
    remark: str


def discuss_year(session: Session, bloc_year: str, text: str, *, by: Actor, key: str) -> None:
    """Keep what somebody says about a bloc's year for whom they act; all who read the year read it, for good.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, RemarkError, DiscussionOverError.
    """
    shown = visible_year(session, bloc_year, by)
    unit = speaks_for(session, shown, by)
    if unit is None:
        text = N_("Only the members, and the Central Board or the body of a cluster, take part in this discussion.")
        raise NotAllowedError(Text(text))
    said = require_words(text)

    def work() -> dict[str, Any]:
        if active_instance(session, PROCESS, key_of(bloc_year)) is None:
            raise DiscussionOverError
        made = BlocRemark(id=new_id(), scope=bloc_year, unit_code=unit, text=said, at=clock.now())
        made.by_id, made.by_name = by.id, by.name
        session.add(made)
        record_act(session, BlocDiscussed(unit, str(made.id)), by=by, subject=bloc_year)
        return {"remark": made.id}

    once(session, "discuss_year", {"bloc_year": bloc_year, "text": said}, work, by=by, key=key)
