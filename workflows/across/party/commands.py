"""Recording what a party committee said of a nomination."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import FieldError, NotAllowedError, Wrong
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.history.administration import Act, record_act
from engine.history.fact import fact
from engine.model.base import new_id
from workflows.across.people.reading import reads_aside
from workflows.procedures.nomination import store
from workflows.procedures.nomination.party.model import PartyOpinion
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.access import holds_over

RECORDERS = ("unit_officer", "emulation_dept")
LONGEST = {"committee": 200, "paper_no": 60, "note": 2_000}


class OpinionRefusedError(FieldError):
    """The opinion of a party committee cannot be kept as said; the text says why."""


@fact("party_opinion_recorded")
class PartyOpinionRecorded(Act):
    """Somebody of the body's office recorded the opinion of a party committee on a nomination."""

    committee: str
    paper_no: str
    agrees: bool


@dataclass(frozen=True)
class Said:
    """What a committee said: its name, number and day of the paper, whether it agrees, and why not."""

    committee: str
    paper_no: str
    paper_on: date
    agrees: bool
    note: str = ""

    def problem(self) -> Wrong | None:
        """Return what is missing in it or out of bounds, and where."""
        texts = {name: str(getattr(self, name)).strip() for name in LONGEST}
        empty = next((name for name in ("committee", "paper_no") if not texts[name]), None)
        if empty is not None:
            return Wrong(Text(N_("Give the committee, and the number and day of its paper.")), empty)
        long = next((name for name, most in LONGEST.items() if len(texts[name]) > most), None)
        if long is not None:
            return Wrong(Text(N_("Say it more briefly: at most %(most)s characters."), {"most": LONGEST[long]}), long)
        if self.paper_on > clock.today():
            return Wrong(Text(N_("The day of the paper is not in the future.")), "paper_on")
        is_told = self.agrees or texts["note"]
        return None if is_told else Wrong(Text(N_("Say why the committee does not agree.")), "note")


def may_record(session: Session, actor: Actor, nomination: Nomination) -> bool:
    """Tell whether an actor is of the office that records opinions on a nomination, which must not concern them.

    Nothing is recorded once it is decided.
    """
    is_office = nomination.outcome is None and holds_over(actor, RECORDERS, nomination.unit_code)
    return is_office and not reads_aside(session, actor, nomination.code)


def record_party_opinion(session: Session, code: str, said: Said, *, by: Actor, key: str) -> UUID:
    """Record what a party committee said of a nomination, before it is decided; the last one counts. Return its id.

    The caller owns the transaction. Raises NotAllowedError, NotFoundError, OpinionRefusedError.
    """
    store.find_nomination(session, code, by)
    if (problem := said.problem()) is not None:
        raise OpinionRefusedError(*problem)

    def work() -> dict[str, Any]:
        found = store.lock_nomination(session, code)
        if not may_record(session, by, found):
            raise NotAllowedError
        made = PartyOpinion(id=new_id(), nomination=code, paper_on=said.paper_on, agrees=said.agrees, at=clock.now())
        made.committee, made.paper_no, made.note = said.committee.strip(), said.paper_no.strip(), said.note.strip()
        made.by_id, made.by_name = by.id, by.name
        session.add(made)
        record_act(session, PartyOpinionRecorded(made.committee, made.paper_no, made.agrees), by=by, subject=code)
        return {"id": str(made.id)}

    request = {"nomination": code, "said": asdict(said)}
    return UUID(once(session, "record_party_opinion", request, work, by=by, key=key)["id"])
