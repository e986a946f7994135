"""The one question every page, list, feed, mail and export asks: what may this person know of this matter."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from workflows.registers.confidence.classes import Sight, sight_for
from workflows.registers.confidence.clearance import HELD_BY, LEADER, RolesOn, find_known, roles_on
from workflows.registers.confidence.store.concerned import Concerned, concerned_by_each
from workflows.registers.confidence.store.matters import PROCESSES, Matter, all_matters, find_matter, find_matters

OPEN = Sight(exists=True, kind=True, content=True, sender=True)
HIDDEN_TITLE = "Vụ việc"


def sight_of(session: Session, actor: Actor, code: str) -> Sight:
    """Return what somebody may know of the matter of a code; of any other case the rules of confidence say nothing."""
    matter = find_matter(session, code)
    return OPEN if matter is None else sights_of(session, actor, [matter])[0]


def sights_by_code(session: Session, actor: Actor, codes: Collection[str]) -> dict[str, Sight]:
    """Return what somebody may know of the matter of each of some codes."""
    matters = find_matters(session, codes)
    sights = sights_of(session, actor, list(matters.values()))
    return dict.fromkeys(codes, OPEN) | dict(zip(matters, sights, strict=True))


def sights_of(session: Session, actor: Actor, matters: Sequence[Matter]) -> list[Sight]:
    """Return what somebody may know of each of some matters, in their order."""
    return [
        sight_for(matter.kind, standing)
        for matter, standing in zip(matters, standings_of(session, actor, matters), strict=True)
    ]


def standing_of(session: Session, actor: Actor, matter: Matter) -> str:
    """Return in which standing somebody meets a matter."""
    return standings_of(session, actor, [matter])[0]


def standings_of(session: Session, actor: Actor, matters: Sequence[Matter]) -> list[str]:
    """Return in which standing somebody meets each matter; a substitute stands where those they stand in for do."""
    concerned, known = concerned_by_each(session, matters), find_known(session, actor.ids)
    roles = roles_on(session)
    return [
        "concerned" if any(one.covers(person) for person in known) else _standing(actor, matter, one, roles)
        for matter, one in zip(matters, concerned, strict=True)
    ]


def _standing(actor: Actor, matter: Matter, concerned: Concerned, asking: RolesOn) -> str:
    roles = _roles_on(actor, matter, concerned, asking)
    if roles:
        return "receiver" if matter.received_by in actor.ids else "leader" if LEADER in roles else "handler"
    return next((role for role in ("auditor", "administrator") if actor.holds(role)), "other")


def _roles_on(actor: Actor, matter: Matter, concerned: Concerned, asking: RolesOn) -> set[str]:
    """Return in which roles somebody whom a matter does not concern handles it, for those they stand in for too."""
    found = {role for role in HELD_BY if f"{role}@{matter.code}" in actor.reach}
    for held in (actor.principals, *(absent.principals for absent in actor.stands_in_for)):
        found |= asking(matter, concerned, held)
    return found


def may_open(session: Session, actor: Actor, code: str, process: str) -> bool:
    """Tell whether somebody may read the content of an instance; of processes without confidences everybody may."""
    return process not in PROCESSES or sight_of(session, actor, code).content


def hidden_codes(session: Session, actor: Actor) -> set[str]:
    """Return the codes of matters that somebody may not read, for lists of all cases."""
    matters = all_matters(session)
    sights = sights_of(session, actor, matters)
    return {one.code for one, sight in zip(matters, sights, strict=True) if not sight.content}


def unknown_codes(session: Session, actor: Actor) -> set[str]:
    """Return the codes of matters that somebody may not even know of, for lists of what runs."""
    matters = all_matters(session)
    sights = sights_of(session, actor, matters)
    return {one.code for one, sight in zip(matters, sights, strict=True) if not sight.exists}


def neutral_title(code: str) -> str:
    """Return the title by which a matter is kept everywhere: it tells neither kind nor people."""
    return f"{HIDDEN_TITLE} {code}"
