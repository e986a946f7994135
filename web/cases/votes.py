"""The blocs a person's body heads, with what waits for their votes."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.store.instances import active_instance, instances_for
from web.parts.naming import load_names, unit_name
from web.parts.shown import Papers, papers_of
from workflows.procedures.bloc_vote.commands import PROCESS
from workflows.procedures.bloc_year.commands import key_of
from workflows.procedures.nomination.store import waiting_for_bloc
from workflows.registers.organisation import store as organisation


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
    papers: Papers


def list_blocs(session: Session, actor: Actor) -> list[ShownBloc]:
    """Return the blocs that the actor's body heads or is deputy of, the newest year first."""
    scopes = {*actor.scopes("bloc_head"), *actor.scopes("bloc_deputy")}
    found = [organisation.find_bloc_year(session, scope) for scope in scopes]
    names = load_names(session)
    return [
        ShownBloc(
            scope=bloc.scope,
            name=bloc.bloc.name,
            year=bloc.year,
            members=[unit_name(unit) for unit in organisation.bloc_members(session, bloc)],
            waiting=[
                (n.code, n.subject_name, names.award(n.award_code)) for n in waiting_for_bloc(session, bloc.scope)
            ],
            is_voting=active_instance(session, PROCESS, bloc.scope) is not None,
            has_begun=bool(instances_for(session, key_of(bloc.scope))),
            may_call=actor.holds("bloc_head", bloc.scope),
            is_cluster=bloc.bloc.body_code is not None,
            papers=papers_of(session, actor, "bloc", bloc.scope),
        )
        for bloc in sorted(found, key=lambda bloc: (-bloc.year, bloc.scope))
    ]
