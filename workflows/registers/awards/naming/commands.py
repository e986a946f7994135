"""Confirming what a body calls an award."""

from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.commands.care import require_care
from engine.commands.operators import require_two
from engine.store.rows import put
from engine.store.turns import take_turns
from workflows.registers.awards.model import Award, AwardCalled
from workflows.registers.awards.naming.store import find_called
from workflows.registers.organisation.model import Unit, UnitKind

LONGEST_NAME, LONGEST_SOURCE = 200, 300
CONFIRMED = "verified"


class NameRefusedError(BangVangError):
    """An award cannot be called so; the text says why."""


@dataclass(frozen=True)
class Naming:
    """What a body calls an award, and by which text: codes of both, a name, the number and article of a regulation."""

    award: str
    body: str
    name: str
    source: str

    def as_data(self) -> dict[str, Any]:
        """Return it as plain values."""
        return dict(vars(self))


def name_award(session: Session, naming: Naming, reason: str, *, by: Actor) -> AwardCalled:
    """Let an award be called by a body's own name on its papers, as an approved act.

    The caller owns the transaction. Raises NeedsTwoError without an approval, ReasonMissingError, NameRefusedError.
    """
    require_care("name_award", by)
    require_two(by, "name_award", reason)
    take_turns(session, "award_called", f"{naming.body}/{naming.award}")
    check_naming(session, naming)
    key, told = {"award_code": naming.award, "body_code": naming.body}, {"name": naming.name, "source": naming.source}
    return put(session, AwardCalled, key, **told, status=CONFIRMED)


def describe_naming(session: Session, naming: Naming) -> list[Text]:
    """Return what confirming a name would do. Raises NameRefusedError where it cannot be done."""
    award, body = check_naming(session, naming)
    called = find_called(session, naming.award, naming.body)
    said = {"award": award.name, "body": body.name, "name": naming.name}
    if called is not None and called.status == CONFIRMED:
        if (called.name, called.source) == (naming.name, naming.source):
            _refuse(N_("Nothing would change."))
        return [Text(N_("%(award)s in %(body)s: %(old)s → %(name)s"), {**said, "old": called.name})]
    return [Text(N_("%(award)s is called “%(name)s” in %(body)s, on its papers too"), said)]


def check_naming(session: Session, naming: Naming) -> tuple[Award, Unit]:
    """Return the award and the body; raises NameRefusedError."""
    award, body = session.get(Award, naming.award), session.get(Unit, naming.body)
    if award is None:
        _refuse(N_("Choose one of the awards of the catalogue."))
    if body is None or body.kind != UnitKind.BODY or body.dissolved:
        _refuse(N_("Choose a body that is at work."))
    if not 1 <= len(naming.name) <= LONGEST_NAME:
        _refuse(N_("Write what the body calls the award, in up to %(most)s characters."), most=LONGEST_NAME)
    require_source(naming.source)
    return award, body


def require_source(source: str) -> None:
    """Refuse a name without the text it rests on; raises NameRefusedError."""
    if not 1 <= len(source) <= LONGEST_SOURCE:
        said = N_("Name the regulation and the article that call it so, in up to %(most)s characters.")
        _refuse(said, most=LONGEST_SOURCE)


def _refuse(msgid: str, **params: object) -> NoReturn:
    raise NameRefusedError(Text(msgid, params))
