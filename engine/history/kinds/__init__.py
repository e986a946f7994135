"""All kinds of events that instances leave; a page that tells them is a total match over `Happened`."""

from typing import get_args

from engine.history.kinds.elements import OfEvent, OfToken, OfWork
from engine.history.kinds.instances import OfInstance
from engine.history.kinds.proposals import OfProposal
from engine.history.kinds.tasks import OfHands, OfTask

Happened = OfInstance | OfTask | OfHands | OfToken | OfWork | OfEvent | OfProposal
KINDS: dict[str, type[Happened]] = {one.KIND: one for one in get_args(Happened)}
"""The class of each kind, by the name it is stored under."""
