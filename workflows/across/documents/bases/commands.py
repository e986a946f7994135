"""Adding a legal base to a body's papers or taking law out of them, confirming it as a second person, withdrawing."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.history.administration import Act, record_act
from engine.history.fact import fact
from engine.store.turns import take_turns
from workflows.across.documents.bases.forms import form_kinds
from workflows.across.documents.bases.model import BaseAct, BaseMark, BaseState, LegalBase
from workflows.across.documents.bases.store import ON_LAW, law_of, lock_base, standing_base
from workflows.registers.awards.store import regimes

KEEPERS = ("emulation_dept", "body_leader")
KINDS = ("decision", "year_plan", "year_launch", "covenant")
"""The kinds of papers that rest on bases."""
LEAST, MOST, MOST_SOURCE = 10, 400, 300
INTRODUCED = "căn cứ "


class BaseRefusedError(BangVangError):
    """A legal base cannot be kept or moved on as asked; the text says why."""


@fact("legal_base_added")
class LegalBaseAdded(Act):
    """Somebody added a legal base to a unit's papers of a kind; it is printed once confirmed."""

    paper: str
    text: str
    mark: str


@fact("legal_base_omitted")
class LegalBaseOmitted(Act):
    """Somebody takes law out of a unit's papers of a kind; they leave it out once that is confirmed."""

    paper: str
    text: str
    reason: str


@fact("legal_base_confirmed")
class LegalBaseConfirmed(Act):
    """A second person confirmed a legal base, or that one is left out: papers heed it from now on."""

    paper: str
    text: str


@fact("legal_base_withdrawn")
class LegalBaseWithdrawn(Act):
    """Somebody withdrew a legal base, or that one is left out: papers heed it no more."""

    paper: str
    text: str
    reason: str


@dataclass(frozen=True)
class Said:
    """A base as it is added: for whose papers of which kind, its words without `Căn cứ`, its mark, where it stands."""

    unit: str
    kind: str
    text: str
    mark: str
    source: str = ""

    def plain(self) -> "Said":
        """Return it with words as papers print them: without what introduces them and ends them."""
        words = " ".join(self.text.split()).rstrip(" ;.,")
        words = words[len(INTRODUCED) :] if words.lower().startswith(INTRODUCED) else words
        return Said(self.unit, self.kind, words, self.mark, " ".join(self.source.split())[:MOST_SOURCE])


def keeps(actor: Actor, unit: str) -> bool:
    """Tell whether an actor adds, confirms and withdraws bases of a unit's papers."""
    return any(actor.holds(role, unit) for role in KEEPERS)


def add_base(session: Session, said: Said, *, by: Actor, key: str) -> None:
    """Keep a legal base for a unit's papers of a kind; none is printed before a second person has confirmed it.

    The caller owns the transaction. Raises NotAllowedError, BaseRefusedError.
    """
    plain = said.plain()
    if not keeps(by, plain.unit):
        raise NotAllowedError
    if (
        plain.kind not in {*KINDS, *form_kinds()}
        or plain.mark not in set(BaseMark)
        or not LEAST <= len(plain.text) <= MOST
    ):
        text = N_("Choose the paper, and write the base in %(least)s to %(most)s characters.")
        raise BaseRefusedError(Text(text, {"least": LEAST, "most": MOST}))

    def work() -> dict[str, Any]:
        take_turns(session, "legal_base", plain.unit, plain.kind)
        if standing_base(session, plain.unit, plain.kind, plain.text) is not None:
            raise BaseRefusedError(Text(N_("This base stands in the list already.")))
        made = LegalBase(unit_code=plain.unit, kind=plain.kind, text=plain.text, mark=plain.mark, source=plain.source)
        made.added_at, made.added_by, made.added_by_name = clock.now(), by.id, by.name
        session.add(made)
        session.flush()
        record_act(session, LegalBaseAdded(plain.kind, plain.text, plain.mark), by=by, subject=plain.unit)
        return {}

    once(session, "add_base", asdict(plain), work, by=by, key=key)


def omit_base(session: Session, said: Said, *, by: Actor, key: str) -> None:
    """Take law that papers of a kind print out of a unit's papers, saying why in `source`, once that is confirmed.

    The caller owns the transaction. Raises NotAllowedError, BaseRefusedError.
    """
    if not keeps(by, said.unit):
        raise NotAllowedError
    why = " ".join(said.source.split())[:MOST_SOURCE]

    def work() -> dict[str, Any]:
        take_turns(session, "legal_base", said.unit, said.kind)
        if said.kind not in ON_LAW or said.text not in {one for found in regimes(session) for one in law_of(found)}:
            raise BaseRefusedError(Text(N_("No paper of this kind prints this law.")))
        if not why or standing_base(session, said.unit, said.kind, said.text) is not None:
            raise BaseRefusedError(Text(N_("Say why; law is taken out once.")))
        made = LegalBase(unit_code=said.unit, kind=said.kind, text=said.text, act=BaseAct.OMIT, mark=BaseMark.READ)
        made.source, made.added_at, made.added_by, made.added_by_name = why, clock.now(), by.id, by.name
        session.add(made)
        session.flush()
        record_act(session, LegalBaseOmitted(said.kind, said.text, why), by=by, subject=said.unit)
        return {}

    request = {"unit": said.unit, "kind": said.kind, "text": said.text, "reason": why}
    once(session, "omit_base", request, work, by=by, key=key)


def confirm_base(session: Session, base_id: UUID, *, by: Actor, key: str) -> None:
    """Let a base be printed, or left out, as somebody other than who asked for it.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, BaseRefusedError.
    """

    def work() -> dict[str, Any]:
        found = _kept(session, base_id, by)
        if found.state != BaseState.WAITING:
            raise BaseRefusedError(Text(N_("This base does not wait to be confirmed any more.")))
        if found.added_by in by.ids:
            raise BaseRefusedError(Text(N_("Somebody other than who added a base confirms it.")))
        found.state, found.confirmed_at, found.confirmed_by_name = BaseState.CONFIRMED, clock.now(), by.name
        record_act(session, LegalBaseConfirmed(found.kind, found.text), by=by, subject=found.unit_code)
        return {}

    once(session, "confirm_base", {"base": base_id}, work, by=by, key=key)


def withdraw_base(session: Session, base_id: UUID, reason: str, *, by: Actor, key: str) -> None:
    """Let a base be printed, or left out, no more, saying why; papers that have their number stay as they are.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, BaseRefusedError.
    """
    why = reason.strip()

    def work() -> dict[str, Any]:
        found = _kept(session, base_id, by)
        if found.state == BaseState.WITHDRAWN or not why:
            raise BaseRefusedError(Text(N_("Say why; a base is withdrawn once.")))
        found.state, found.reason = BaseState.WITHDRAWN, why
        found.withdrawn_at, found.withdrawn_by_name = clock.now(), by.name
        record_act(session, LegalBaseWithdrawn(found.kind, found.text, why), by=by, subject=found.unit_code)
        return {}

    once(session, "withdraw_base", {"base": base_id, "reason": why}, work, by=by, key=key)


def _kept(session: Session, base_id: UUID, by: Actor) -> LegalBase:
    """Return a base that is locked and that the actor keeps; raises NotFoundError, NotAllowedError."""
    found = lock_base(session, base_id)
    if not keeps(by, found.unit_code):
        raise NotAllowedError
    return found
