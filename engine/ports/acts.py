"""Kinds of acts that need two people: what carries each out, who may propose and approve it, what it will do.

Whoever owns a command that one person alone must not give registers it here; the mechanism, in
`engine.commands.proposals`, knows nothing of what the acts are about.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from engine.base.text import Text

Request = Mapping[str, Any]
PROPOSERS = frozenset({"administrator"})
APPROVERS = frozenset({"administrator", "process_approver"})


class Performer(Protocol):
    """Carries an act out; `by` is who proposed it, with the approval."""

    def __call__(self, session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
        """Carry the act out in the caller's transaction; raises where it cannot be done."""
        ...


def _of_no_instance(_session: Session, _request: Request) -> UUID | None:
    return None


@dataclass(frozen=True)
class ActKind:
    """One kind of act.

    `effect` says what it would do, and raises where it could not be done; `mark` tells the state of things from
    another; `instance` is the instance it is about, if any, and `subject` what to call what it is about where that is
    no instance. `proposers` and `approvers` are roles.
    """

    name: str
    title: str
    perform: Performer
    effect: Callable[[Session, Request], list[Text]]
    mark: Callable[[Session, Request], str]
    instance: Callable[[Session, Request], UUID | None] = _of_no_instance
    subject: Callable[[Session, Request], str] = lambda _session, _request: ""
    proposers: frozenset[str] = PROPOSERS
    approvers: frozenset[str] = APPROVERS


@dataclass(frozen=True)
class Happening:
    """Something that those who watch over administrators are told of: an act, or a look at what is confidential.

    `what` is `act_proposed`, `act_approved`, `act_rejected`, `act_withdrawn`, `act_expired`, `act_failed` or another
    word of that kind; `act_id` names the proposal, if there is one. Where it is a grant of somebody's authority,
    `of_person` says whose, so that their superior is told instead. `told` are people who are told besides;
    where it `is_private`, nobody but they.
    """

    what: str
    by: Actor
    business_key: str = ""
    instance_id: UUID | None = None
    act_id: UUID | None = None
    proposed_by: str = ""
    of_person: str = ""
    told: tuple[str, ...] = ()
    is_private: bool = False


_kinds: dict[str, ActKind] = {}
_people: list[Callable[[Session, str], Actor]] = []
_witnesses: dict[str, Callable[[Session, Happening], None]] = {}


def register_act(kind: ActKind) -> None:
    """Let acts of a kind be proposed; a name registered again takes the place of the first."""
    _kinds[kind.name] = kind


def find_kind(name: str) -> ActKind:
    """Return a kind; raises NotFoundError."""
    if name not in _kinds:
        raise NotFoundError
    return _kinds[name]


def all_kinds() -> list[ActKind]:
    """Return every kind, by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def use_people(find: Callable[[Session, str], Actor]) -> None:
    """Say how a person is found with the roles they hold at this moment."""
    _people[:] = [find]


def person_now(session: Session, person_id: str, name: str) -> Actor:
    """Return a person with the roles held at this moment; none where nobody said how to find them."""
    return _people[0](session, person_id) if _people else Actor(person_id, name)


def register_witness(name: str, tell: Callable[[Session, Happening], None]) -> None:
    """Have somebody told, in the same transaction, of what administrators do."""
    _witnesses[name] = tell


def tell(session: Session, happening: Happening) -> None:
    """Tell every witness."""
    for witness in list(_witnesses.values()):
        witness(session, happening)
