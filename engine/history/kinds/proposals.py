"""What becomes of acts that need two people, told in the history of the instance they are about."""

from uuid import UUID

from engine.history.fact import Fact, fact


@fact("")
class Proposal(Fact):
    """An act of some kind, why and by whom it was proposed; `decision` is what was said against it."""

    act: UUID
    kind: str
    reason: str
    proposed_by: str
    decision: str = ""


@fact("act_proposed")
class ActProposed(Proposal):
    """Somebody proposed an act."""


@fact("act_approved")
class ActApproved(Proposal):
    """A second person approved an act, and it was done."""


@fact("act_rejected")
class ActRejected(Proposal):
    """A second person rejected an act."""


@fact("act_withdrawn")
class ActWithdrawn(Proposal):
    """Who proposed an act took it back."""


@fact("act_expired")
class ActExpired(Proposal):
    """Nobody decided on an act in time."""


@fact("act_failed")
class ActFailed(Proposal):
    """A second person approved an act, and it could not be done."""


OfProposal = ActProposed | ActApproved | ActRejected | ActWithdrawn | ActExpired | ActFailed
