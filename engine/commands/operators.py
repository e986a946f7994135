"""What every command of those who operate running processes asks for: the role, and a reason."""

from engine.base.actor import SYSTEM, Actor
from engine.base.errors import FieldError, NeedsTwoError, NoLongerOpenError, NotAllowedError
from engine.base.text import N_, Text
from engine.bpmn.keep.running import Running
from engine.model import InstanceState

ROLE = "administrator"


class ReasonMissingError(FieldError):
    """A command that needs a reason was given none."""

    def __init__(self) -> None:
        super().__init__(Text(N_("Please give a reason.")), "reason")


def require_reason(reason: str) -> None:
    """Refuse an empty reason; raises ReasonMissingError."""
    if not reason.strip():
        raise ReasonMissingError


def require_operator(by: Actor, reason: str) -> None:
    """Refuse whoever is neither an administrator nor the system, and an empty reason.

    Raises NotAllowedError, ReasonMissingError.
    """
    if by.id != SYSTEM.id and not by.holds(ROLE):
        raise NotAllowedError
    require_reason(reason)


def require_two(by: Actor, kind: str, reason: str) -> None:
    """Refuse whoever does this neither by an approved proposal of that kind nor in the name of the system.

    Raises NeedsTwoError, ReasonMissingError.
    """
    if by.id != SYSTEM.id and (by.approval is None or by.approval.kind != kind):
        raise NeedsTwoError
    require_reason(reason)


def require_active(run: Running) -> None:
    """Refuse an instance that has ended; raises NoLongerOpenError."""
    if run.instance.state != InstanceState.ACTIVE:
        raise NoLongerOpenError
