"""What the engine refuses, and how it says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal, NamedTuple

from engine.base.text import N_, Text


class BangVangError(Exception):
    """Something was refused; `text` says what and where, for people.

    `of_model` are the parameters of the text that come from the diagram; others may be values of a case.
    """

    of_model: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


class Wrong(NamedTuple):
    """What is missing or wrong in what was said, and in which field of it; empty where it is in none alone."""

    text: Text
    field: str = ""


class FieldError(BangVangError):
    """Something said is missing or wrong; `field` is where."""

    def __init__(self, text: Text, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class BusinessError(BangVangError):
    """An action's way to take another path: an error with a code that an error event on the diagram catches.

    `variables` go to the catching event, as what a message brings does.
    """

    def __init__(self, code: str, text: Text, variables: Mapping[str, Any] | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.variables = dict(variables or {})


class NotFoundError(BangVangError):
    """There is no such thing, or it is not for this person to know of."""

    def __init__(self, text: Text | None = None) -> None:
        super().__init__(text or Text(N_("There is nothing here, or you may not see it.")))


class NotAllowedError(BangVangError):
    """The person may not do this."""

    def __init__(self, text: Text | None = None) -> None:
        super().__init__(text or Text(N_("You are not allowed to do this.")))


class NeedsTwoError(NotAllowedError):
    """One person alone may not do this: it is proposed, and another approves it."""

    def __init__(self) -> None:
        super().__init__(Text(N_("This needs two people: propose it, and another person approves it.")))


class AlreadyDoneError(BangVangError):
    """Somebody completed the task before."""

    def __init__(self, by_name: str, at: datetime | None = None) -> None:
        super().__init__(Text(N_("%(name)s has already completed this task."), {"name": by_name}))
        self.by_name = by_name
        self.at = at


class AlreadyTakenError(BangVangError):
    """Somebody else holds the task."""

    def __init__(self, by_name: str) -> None:
        super().__init__(Text(N_("%(name)s is working on this task."), {"name": by_name}))
        self.by_name = by_name


class NoLongerOpenError(BangVangError):
    """The task was withdrawn: its process went another way."""

    def __init__(self) -> None:
        super().__init__(Text(N_("This task is no longer open: the process has moved on.")))


class SuspendedError(BangVangError):
    """An administrator has suspended the instance; it goes on exactly where it is once resumed."""

    def __init__(self, reason: str) -> None:
        said = N_("This case is suspended: %(reason)s. It can be worked on again once an administrator resumes it.")
        super().__init__(Text(said, {"reason": reason.strip().rstrip(".")}))
        self.reason = reason


class KeyReusedError(BangVangError):
    """An idempotency key came back with another request."""

    def __init__(self) -> None:
        super().__init__(Text(N_("This request was already used for something else. Reload the page and try again.")))


class ConflictError(BangVangError):
    """Somebody else changed the same thing at the same moment; the command may be repeated."""

    def __init__(self) -> None:
        super().__init__(Text(N_("Somebody else changed this at the same moment. Please try again.")))


class BusyError(ConflictError):
    """Others held what the command needs for so long that waiting on would only keep its caller waiting."""

    def __init__(self) -> None:
        BangVangError.__init__(self, Text(N_("Others are working on the same things right now. Nothing was lost.")))


class UnconfirmedError(Exception):
    """The command asks for the password, which its person has not given lately; with it, it may be sent again.

    It is no refusal like the others: whoever catches those to say so on their page leaves this one to the page that
    asks for the password.
    """

    def __init__(self) -> None:
        self.text = Text(N_("Give your password to confirm that it is you."))
        super().__init__(str(self.text))


class PointlessError(BangVangError):
    """Work failed in a way that trying again by itself cannot mend, such as an address that does not exist."""


class AnswersRefusedError(BangVangError):
    """Answers to a task are wrong or missing; `errors` names each field and the reason."""

    def __init__(self, errors: dict[str, Text]) -> None:
        super().__init__(Text(N_("Some answers are missing or wrong.")))
        self.errors = errors


Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """What a check found in a file: the rule, where, a message for people, and what they can do about it.

    `path` holds the ids of elements and flows on a way that leads to it, for the diagram to show.
    """

    rule: str
    message: Text
    severity: Severity = "error"
    file: str = ""
    element: str = ""
    line: int | None = None
    suggestion: Text | None = None
    path: tuple[str, ...] = ()


class ModelRefusedError(BangVangError):
    """A diagram, table or form cannot be deployed; `findings` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(Text(N_("The files were refused: %(first)s"), {"first": findings[0].message}))
        self.findings = findings
