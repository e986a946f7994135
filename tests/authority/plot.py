"""What the conspirators are after, and how one thing they try is written down."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from engine import commands
from engine.base.actor import Actor
from workflows.registers.organisation import actor_for

BODY, UNIT = "VKSNDTC", "VKSNDTC.V15"
AWARD, YEAR = "GK", 2019
PUPPET = "Nguyễn Văn Rối"
FAVOURED, ALSO_FAVOURED = "vksndtc.v15.cv1", "vksndtc.v15.cv2"
WHY = "cần"
Deed = Callable[[Session, Actor, str], object]


class Try(NamedTuple):
    """One use of a command: its name, what it is used on, how, and the kind of act where it is proposed or approved."""

    name: str
    on: object
    deed: Deed
    kind: str = ""


def proposal(kind: str, request: dict[str, Any], on: object = None) -> Try:
    """Return the proposal of an act."""
    deed: Deed = lambda s, by, key: commands.propose_act(s, kind, request, WHY, by=by, key=key)  # noqa: E731
    return Try("propose_act", (kind, on or str(request)), deed, kind)


def handing(command: Callable[..., object], task: UUID, person: UUID, *more: str) -> Deed:
    """Return how a task is handed to a person."""
    return lambda s, by, key: command(s, task, actor_for(s, person), *more, by=by, key=key)
