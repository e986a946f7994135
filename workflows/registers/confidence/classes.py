"""The data classes of confidential matters: for each kind and standing, what may be known. Everything else is hidden.

The page docs/confidential-matters.md shows this table; a test compares both.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FACETS = ("exists", "kind", "content", "sender")
STANDINGS = ("receiver", "handler", "leader", "auditor", "administrator", "concerned", "other")
MATTERS = ("complaint", "denunciation", "discipline", "investigation", "revocation")


@dataclass(frozen=True)
class Sight:
    """What somebody may know of a matter: that there is one, of which kind, what it says, who sent it."""

    exists: bool = False
    kind: bool = False
    content: bool = False
    sender: bool = False


NOTHING = Sight()
EXISTS = Sight(exists=True)
HANDLED = Sight(exists=True, kind=True, content=True)
ALL = Sight(exists=True, kind=True, content=True, sender=True)
_OPENLY_SENT = {"receiver": ALL, "handler": ALL, "leader": ALL, "auditor": ALL, "administrator": EXISTS}
TABLE: Mapping[str, Mapping[str, Sight]] = {
    "complaint": _OPENLY_SENT,
    # Law on Denunciations 2018, Art. 9 and 47: who sent it is kept secret by whoever receives and settles it.
    "denunciation": {**_OPENLY_SENT, "handler": HANDLED, "auditor": HANDLED},
    "discipline": _OPENLY_SENT,
    "investigation": _OPENLY_SENT,
    "revocation": {**dict.fromkeys(("receiver", "handler", "leader", "auditor"), HANDLED), "administrator": EXISTS},
}


def sight_for(kind: str, standing: str) -> Sight:
    """Return what a standing may know of a kind of matter; who is concerned or has no part in it knows nothing."""
    return TABLE[kind].get(standing, NOTHING)
