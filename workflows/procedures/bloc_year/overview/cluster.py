"""What the page of a cluster's year shows beside that of a bloc: how its units were voted for, and what comes of it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from workflows.procedures.bloc_year.opening.store import ShownYear
from workflows.procedures.nomination.caps import FLAG, Proposed, cap_check
from workflows.registers.awards.rules import newest_release
from workflows.registers.awards.store import regime_on, unit_year


@dataclass(frozen=True)
class Voted:
    """A unit of a cluster: how many of the cluster's `members` were for it, and whether it `leads`."""

    unit: str
    yes: int
    members: int
    leads: bool


def votes_of(session: Session, shown: ShownYear) -> list[Voted]:
    """Return how a cluster voted for its units, those with most votes first; nothing before it has."""
    records = [(code, unit_year(session, code, shown.year.year)) for code in shown.members]
    found = [
        Voted(code, record.cluster_yes, record.cluster_members or 0, record.leads_cluster)
        for code, record in records
        if record is not None and record.cluster_yes is not None
    ]
    return sorted(found, key=lambda one: (not one.leads, -one.yes, one.unit))


def share_of_flags(session: Session, shown: ShownYear) -> list[dict[str, Any]]:
    """Return what the law lets the body propose for the Government's flag among its leading units, as a check.

    A check is `{text, text_en, source, status}`; nothing where no rule of a share is in force for the body.
    """
    if shown.owner is None:
        return []
    law = (regime_on(session, clock.today()), newest_release(session, "nomination"))
    return cap_check(session, Proposed(FLAG, shown.year.year, shown.owner, *law))
