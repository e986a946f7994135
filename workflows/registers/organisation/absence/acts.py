"""What is told of absences where auditors find it."""

from datetime import date

from engine.history.administration import Act
from engine.history.fact import fact


@fact("")
class Grant(Act):
    """Who stands in, for which absence, on which days, both included."""

    substitute: str
    absence: str
    first_day: date | None
    last_day: date | None


@fact("absence_announced")
class AbsenceAnnounced(Grant):
    """Somebody asked a substitute to act for them."""


@fact("absence_accepted")
class AbsenceAccepted(Grant):
    """The substitute accepted."""


@fact("absence_declined")
class AbsenceDeclined(Grant):
    """The substitute declined, or ceased to act."""


@fact("absence_cancelled")
class AbsenceCancelled(Grant):
    """Who is absent ended it."""


@fact("absence_revoked")
class AbsenceRevoked(Grant):
    """The head of who is absent ended it."""
