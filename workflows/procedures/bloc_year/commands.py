"""How the year of a bloc begins."""

from typing import Any

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands import start_instance
from engine.commands.once import once
from engine.model import Instance
from engine.store.instances import find_instance, instances_for
from workflows.registers.organisation.store import find_bloc_year, lock_bloc_year

PROCESS = "bloc_year"
MARK = "NAM-"


class YearBegunError(BangVangError):
    """This year has been begun already."""

    def __init__(self) -> None:
        super().__init__(Text(N_("This year has been begun already.")))


def key_of(scope: str) -> str:
    """Return the business key of a bloc's year: not the vote's, which is the scope itself."""
    return f"{MARK}{scope}"


def start_bloc_year(session: Session, bloc_year: str, *, by: Actor, key: str) -> Instance:
    """Begin the year of a bloc, on behalf of the body heading it.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, YearBegunError.
    """
    year = find_bloc_year(session, bloc_year)
    if not by.holds("bloc_head", bloc_year):
        raise NotAllowedError(Text(N_("Only who heads the bloc or cluster this year may begin it.")))

    def work() -> dict[str, Any]:
        lock_bloc_year(session, year.scope)
        if instances_for(session, key_of(year.scope)):
            raise YearBegunError
        variables = {"bloc_year": year.scope, "bloc": year.bloc_code}
        title = f"{year.bloc.name}: năm {year.year}"
        naming = {"business_key": key_of(year.scope), "title": title}
        return {"instance": start_instance(session, PROCESS, variables, by=by, key=f"{key}:start", **naming).id}

    answer = once(session, "start_bloc_year", {"bloc_year": bloc_year}, work, by=by, key=key)
    return find_instance(session, answer["instance"])
