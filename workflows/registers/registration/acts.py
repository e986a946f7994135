"""What is recorded of registrations."""

from collections.abc import Sequence

from engine.history.administration import Act
from engine.history.fact import fact


@fact("awards_registered")
class AwardsRegistered(Act):
    """A unit registered some people or collectives, by their codes, for awards of a year."""

    year: int
    registered: Sequence[str]


@fact("registration_withdrawn")
class RegistrationWithdrawn(Act):
    """A unit withdrew the registration of somebody for an award of a year."""

    year: int
    award: str
    who: str


@fact("targets_kept")
class TargetsKept(Act):
    """A unit wrote its targets of a year down, or what it had reached of them."""

    year: int
    targets: Sequence[str]


@fact("registration_ruled")
class RegistrationRuled(Act):
    """Two people set whether a body considers who is not registered."""

    body: str
    from_year: int | None
    source: str
