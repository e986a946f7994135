"""The one question every page, list, feed, mail and export asks: what may this person know of this matter."""

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from workflows.registers.confidence.classes import Sight, sight_for
from workflows.registers.confidence.clearance import HELD_BY, LEADER, cleared_roles, is_covered
from workflows.registers.confidence.store.concerned import concerned_by
from workflows.registers.confidence.store.matters import PROCESSES, Matter, all_matters, find_matter

OPEN = Sight(exists=True, kind=True, content=True, sender=True)
HIDDEN_TITLE = "Vụ việc"


def sight_of(session: Session, actor: Actor, code: str) -> Sight:
    """Return what somebody may know of the matter of a code; of any other case the rules of confidence say nothing."""
    matter = find_matter(session, code)
    return OPEN if matter is None else sight_for(matter.kind, standing_of(session, actor, matter))


def standing_of(session: Session, actor: Actor, matter: Matter) -> str:
    """Return in which standing somebody meets a matter; a substitute stands where those they stand in for do."""
    if is_concerned(session, actor, matter):
        return "concerned"
    roles = _roles_on(session, actor, matter)
    if roles:
        return "receiver" if matter.received_by in actor.ids else "leader" if LEADER in roles else "handler"
    return next((role for role in ("auditor", "administrator") if actor.holds(role)), "other")


def _roles_on(session: Session, actor: Actor, matter: Matter) -> set[str]:
    """Return in which roles somebody handles or handled a matter, for those they stand in for too."""
    found = {role for role in HELD_BY if f"{role}@{matter.code}" in actor.reach}
    found |= cleared_roles(session, matter, actor.id, actor.principals)
    for absent in actor.stands_in_for:
        found |= cleared_roles(session, matter, absent.id, absent.principals)
    return found


def is_concerned(session: Session, actor: Actor, matter: Matter) -> bool:
    """Tell whether a matter concerns somebody or whom they stand in for."""
    concerned = concerned_by(session, matter)
    return any(is_covered(session, concerned, person) for person in actor.ids)


def may_open(session: Session, actor: Actor, code: str, process: str) -> bool:
    """Tell whether somebody may read the content of an instance; of processes without confidences everybody may."""
    return process not in PROCESSES or sight_of(session, actor, code).content


def hidden_codes(session: Session, actor: Actor) -> set[str]:
    """Return the codes of matters that somebody may not read, for lists of all cases."""
    return {
        matter.code
        for matter in all_matters(session)
        if not sight_for(matter.kind, standing_of(session, actor, matter)).content
    }


def unknown_codes(session: Session, actor: Actor) -> set[str]:
    """Return the codes of matters that somebody may not even know of, for lists of what runs."""
    found = all_matters(session)
    return {one.code for one in found if not sight_for(one.kind, standing_of(session, actor, one)).exists}


def neutral_title(code: str) -> str:
    """Return the title by which a matter is kept everywhere: it tells neither kind nor people."""
    return f"{HIDDEN_TITLE} {code}"
