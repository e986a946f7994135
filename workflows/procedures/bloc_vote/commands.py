"""How a bloc's vote begins."""

from typing import Any

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands import start_instance
from engine.commands.once import once
from engine.model import Instance, new_id
from engine.store.instances import active_instance, find_instance, variables_of
from workflows.registers.organisation.model import BlocYear
from workflows.registers.organisation.store import find_bloc_year, lock_bloc_year

PROCESS = "bloc_vote"


class VoteRunningError(BangVangError):
    """The bloc votes already; a second vote waits until the first has ended."""

    def __init__(self) -> None:
        super().__init__(Text(N_("A vote is going on already. Finish that one first.")))


def start_bloc_vote(session: Session, bloc_year: str, *, by: Actor, key: str) -> Instance:
    """Begin the vote of a bloc in a year, on behalf of the body heading it; its scope is the business key.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, VoteRunningError.
    """
    year = find_bloc_year(session, bloc_year)
    if not by.holds("bloc_head", bloc_year):
        raise NotAllowedError(Text(N_("Only who heads the bloc or cluster this year may call its vote.")))

    def work() -> dict[str, Any]:
        lock_bloc_year(session, year.scope)
        if active_instance(session, PROCESS, year.scope) is not None:
            raise VoteRunningError
        return {"instance": _begin(session, year, by, f"{key}:start").id}

    answer = once(session, "start_bloc_vote", {"bloc_year": bloc_year}, work, by=by, key=key)
    return find_instance(session, answer["instance"])


def vote_of_year(session: Session, bloc_year: str, *, by: Actor, key: str) -> str:
    """Return by which key the vote of a bloc's year tells its end (`bloc_vote_ended`): the one running, or begun now.

    For the bloc's year itself, which has asked its head before. The caller owns the transaction.
    """
    year = find_bloc_year(session, bloc_year)
    lock_bloc_year(session, year.scope)
    running = active_instance(session, PROCESS, year.scope) or _begin(session, year, by, key)
    return str(variables_of(session, running.id)["vote_called"])


def _begin(session: Session, year: BlocYear, by: Actor, key: str) -> Instance:
    variables = {"bloc_year": year.scope, "bloc": year.bloc_code, "vote_called": str(new_id())}
    naming = {"business_key": year.scope, "title": f"{year.bloc.name} {year.year}"}
    return start_instance(session, PROCESS, variables, by=by, key=key, **naming)
