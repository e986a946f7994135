"""The blocs a person's body heads, with what waits for their votes."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.store.instances import active_keys, newest_by_key
from web.parts.naming import load_names, unit_name
from workflows.procedures.bloc_vote.commands import PROCESS
from workflows.procedures.bloc_year.commands import key_of
from workflows.procedures.bloc_year.opening.store import ShownYear, list_years
from workflows.procedures.nomination.store import waiting_by_bloc
from workflows.registers.organisation.store import units_by_code


@dataclass(frozen=True)
class ShownBloc:
    """A bloc in a year."""

    scope: str
    name: str
    year: int
    members: list[str]
    waiting: list[tuple[str, str, str]]
    is_voting: bool
    may_call: bool
    is_cluster: bool
    has_begun: bool


def list_blocs(session: Session, actor: Actor) -> list[ShownBloc]:
    """Return the blocs that the actor's body heads or is deputy of, the newest year first."""
    scopes = {*actor.scopes("bloc_head"), *actor.scopes("bloc_deputy")}
    found = sorted((one for one in list_years(session) if one.year.scope in scopes), key=_newest_first)
    members = units_by_code(session, {code for one in found for code in one.members})
    waiting, names = waiting_by_bloc(session, scopes), load_names(session)
    voting = active_keys(session, PROCESS, scopes)
    begun = newest_by_key(session, [key_of(scope) for scope in scopes])
    return [
        ShownBloc(
            scope=(scope := one.year.scope),
            name=one.year.bloc.name,
            year=one.year.year,
            members=[unit_name(members[code]) for code in one.members],
            waiting=[(n.code, n.subject_name, names.award(n.award_code)) for n in waiting.get(scope, [])],
            is_voting=scope in voting,
            has_begun=key_of(scope) in begun,
            may_call=actor.holds("bloc_head", scope),
            is_cluster=one.owner is not None,
        )
        for one in found
    ]


def _newest_first(shown: ShownYear) -> tuple[int, str]:
    return -shown.year.year, shown.year.scope
