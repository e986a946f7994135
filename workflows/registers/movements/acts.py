"""What is recorded of emulation movements."""

from engine.history.administration import Act
from engine.history.fact import fact


@fact("movement_drafted")
class MovementDrafted(Act):
    """Somebody wrote a movement down, or wrote again one that was sent back."""

    unit: str
    name: str


@fact("movement_checked")
class MovementChecked(Act):
    """A second person found a movement right, or sent it back with the reason."""

    state: str
    reason: str


@fact("movement_launched")
class MovementLaunched(Act):
    """The head of the body launched a movement."""

    unit: str


@fact("movement_joined")
class MovementJoined(Act):
    """A unit said that it takes part."""

    unit: str


@fact("movement_reported")
class MovementReported(Act):
    """A unit that takes part reported its results."""

    unit: str
    report: str


@fact("movement_reviewed")
class MovementReviewed(Act):
    """The results of a mid-term or a final review were recorded."""

    kind: str
    results: str


@fact("movement_closed")
class MovementClosed(Act):
    """A movement was closed; nobody is proposed for it any more."""

    unit: str


@fact("movement_papered")
class MovementPapered(Act):
    """Somebody attached a paper to a movement; its content's digest tells which."""

    name: str
    content: str
