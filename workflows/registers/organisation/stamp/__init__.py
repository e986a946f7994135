"""A mark that changes with whoever may act as what: as long as it stands, what was worked out from it holds.

One row with a random value, written anew in the transaction of every change to people, posts, seats, heads of blocs and
absences. Whoever reads the mark before working something out never takes an old answer for a new one: a change that
comes between is only met once more.
"""

from itertools import chain
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from workflows.registers.organisation.absence.model import Absence
from workflows.registers.organisation.model import BlocYear, CouncilMember, Person, Post
from workflows.registers.organisation.stamp.model import OrganisationStamp
from workflows.registers.organisation.stamp.store import present_stamp, renew_stamp

__all__ = ["OrganisationStamp", "present_stamp"]
WATCHED = (Absence, BlocYear, CouncilMember, Person, Post)


def _renew(session: Session, _flushing: Any) -> None:
    if any(isinstance(one, WATCHED) for one in chain(session.new, session.dirty, session.deleted)):
        renew_stamp(session)


event.listen(Session, "after_flush", _renew)
