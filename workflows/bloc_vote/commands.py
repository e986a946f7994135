"""How a bloc's vote begins."""

from typing import Any

from sqlalchemy.orm import Session

from engine.actor import Actor
from engine.commands import start_instance
from engine.commands.once import once
from engine.errors import BangVangError, NotAllowedError
from engine.model import Instance
from engine.store.instances import active_instance, find_instance
from engine.text import N_, Text
from workflows.organisation.store import find_bloc_year, lock_bloc_year

PROCESS = "bloc_vote"


class VoteRunningError(BangVangError):
    """The bloc votes already; a second vote waits until the first has ended."""

    def __init__(self) -> None:
        super().__init__(Text(N_("This bloc is voting already. Finish that vote first.")))


def start_bloc_vote(session: Session, bloc_year: str, *, by: Actor, key: str) -> Instance:
    """Begin the vote of a bloc in a year, on behalf of the body heading it; its scope is the business key.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, VoteRunningError.
    """
    year = find_bloc_year(session, bloc_year)
    if not by.holds("bloc_head", bloc_year):
        raise NotAllowedError(Text(N_("Only the body heading the bloc this year may call its vote.")))

    def work() -> dict[str, Any]:
        lock_bloc_year(session, year.scope)
        if active_instance(session, PROCESS, year.scope) is not None:
            raise VoteRunningError
        variables = {"bloc_year": year.scope, "bloc": year.bloc_code}
        title = f"{year.bloc.name} {year.year}"
        made = start_instance(
            session, PROCESS, variables, by=by, key=f"{key}:start", business_key=year.scope, title=title
        )
        return {"instance": made.id}

    answer = once(session, "start_bloc_vote", {"bloc_year": bloc_year}, work, by=by, key=key)
    return find_instance(session, answer["instance"])
