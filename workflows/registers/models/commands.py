"""Recording an exemplary model, checking it as a second person, publishing it, and noting what became of it."""

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
from engine.history.administration import record_act
from engine.model.base import new_id
from workflows.registers.models import store
from workflows.registers.models.acts import ModelChecked, ModelNoted, ModelPublished, ModelRecorded
from workflows.registers.models.model import ExemplaryModel, ModelKind, ModelNote, ModelState, NoteKind
from workflows.registers.organisation.access import holds_over
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.store import find_unit

RECORDERS = ("unit_officer", "unit_head", "emulation_dept", "body_leader")
CHECKERS = ("emulation_dept", "body_leader")
LONGEST, LONGEST_NAME = 5_000, 200
YEARS = range(1945, 2200)


class ModelRefusedError(FieldError):
    """An exemplary model cannot be kept or moved on as asked; the text says why."""


@dataclass(frozen=True)
class Described:
    """What is said of a model: who, of which kind and unit, in which year found, what they do and what came of it."""

    name: str
    kind: str
    unit: str
    year: int
    summary: str
    results: str = ""

    def problem(self) -> Wrong | None:
        """Return what is missing in it or out of bounds."""
        for field in ("name", "summary", "results"):
            text, most = getattr(self, field), LONGEST_NAME if field == "name" else LONGEST
            if not text.strip() and field != "results":
                return Wrong(Text(N_("Name the model and describe what is exemplary.")), field)
            if len(text) > most:
                return Wrong(Text(N_("Say it more briefly: at most %(most)s characters."), {"most": most}), field)
        if self.kind not in set(ModelKind) or self.year not in YEARS:
            wrong = "year" if self.kind in set(ModelKind) else "kind"
            return Wrong(Text(N_("Choose a collective or a person, and the year.")), wrong)
        return None


def record_model(session: Session, said: Described, model_id: UUID | None = None, *, by: Actor, key: str) -> UUID:
    """Keep a model that was found, or what is said anew of one that was sent back; return its id.

    The caller owns the transaction. Raises NotAllowedError, ModelRefusedError, NotFoundError.
    """
    if not holds_over(by, RECORDERS, said.unit):
        raise NotAllowedError
    if (problem := said.problem()) is not None:
        raise ModelRefusedError(*problem)
    find_unit(session, said.unit)

    def work() -> dict[str, Any]:
        found = _new(session) if model_id is None else _returned(session, model_id, said.unit)
        _describe(found, said, by)
        session.flush()
        record_act(session, ModelRecorded(said.unit, said.name), by=by, subject=found.file_key)
        return {"id": str(found.id)}

    answer = once(session, "record_model", {"said": asdict(said), "model": model_id}, work, by=by, key=key)
    return UUID(answer["id"])


def _new(session: Session) -> ExemplaryModel:
    made = ExemplaryModel(id=new_id())
    session.add(made)
    return made


def _returned(session: Session, model_id: UUID, unit: str) -> ExemplaryModel:
    found = _at(session, model_id, ModelState.RETURNED)
    if found.unit_code != unit:
        raise NotAllowedError
    return found


def _describe(model: ExemplaryModel, said: Described, by: Actor) -> None:
    model.name, model.search = said.name.strip(), f" {fold_text(said.name)}"[:300]
    model.kind, model.unit_code, model.year = said.kind, said.unit, said.year
    model.summary, model.results = said.summary.strip(), said.results.strip()
    model.state, model.reason = ModelState.FOUND, ""
    model.found_at, model.found_by, model.found_by_name = clock.now(), by.id, by.name


def check_model(session: Session, model_id: UUID, lacking: str | None, *, by: Actor, key: str) -> None:
    """Find a model right as a second person, or send it back for what is lacking; None finds it right.

    The caller owns the transaction. Raises NotAllowedError, ModelRefusedError, NotFoundError.
    """

    def work() -> dict[str, Any]:
        found = _at(session, model_id, ModelState.FOUND)
        _require(holds_over(by, CHECKERS, found.unit_code))
        if found.found_by in by.ids:
            raise ModelRefusedError(Text(N_("Somebody other than who recorded it checks a model.")))
        _require_said(lacking)
        found.state = ModelState.CHECKED if lacking is None else ModelState.RETURNED
        found.reason = (lacking or "").strip()
        found.checked_at, found.checked_by, found.checked_by_name = clock.now(), by.id, by.name
        record_act(session, ModelChecked(found.state, found.reason), by=by, subject=found.file_key)
        return {}

    once(session, "check_model", {"model": model_id, "lacking": lacking}, work, by=by, key=key)


def _require_said(lacking: str | None) -> None:
    if lacking is not None and not 0 < len(lacking.strip()) <= LONGEST:
        said = Text(N_("Say what is to be put right, in at most %(most)s characters."), {"most": LONGEST})
        raise ModelRefusedError(said, "lacking")


def publish_model(session: Session, model_id: UUID, *, by: Actor, key: str) -> None:
    """Let everybody who may sign in read of a model that was checked.

    The caller owns the transaction. Raises NotAllowedError, ModelRefusedError, NotFoundError.
    """

    def work() -> dict[str, Any]:
        found = _at(session, model_id, ModelState.CHECKED)
        _require(holds_over(by, CHECKERS, found.unit_code))
        found.state, found.published_at = ModelState.PUBLISHED, clock.now()
        found.published_by, found.published_by_name = by.id, by.name
        record_act(session, ModelPublished(found.unit_code), by=by, subject=found.file_key)
        return {}

    once(session, "publish_model", {"model": model_id}, work, by=by, key=key)


@dataclass(frozen=True)
class Noted:
    """What became of a model: of which kind, by which unit, since which day."""

    kind: str
    unit: str
    since: date
    text: str = ""

    def problem(self) -> Wrong | None:
        """Return what is missing in it or out of bounds."""
        if len(self.text) > LONGEST:
            return Wrong(Text(N_("Say it more briefly: at most %(most)s characters."), {"most": LONGEST}), "text")
        if self.kind in set(NoteKind) and self.since <= clock.today():
            return None
        wrong = "since" if self.kind in set(NoteKind) else "kind"
        return Wrong(Text(N_("Say what was done, and since when; the day is not in the future.")), wrong)


def note_model(session: Session, model_id: UUID, noted: Noted, *, by: Actor, key: str) -> None:
    """Note that a unit visited a published model or took it over; its own body, that it is proposed for the congress.

    The caller owns the transaction. Raises NotAllowedError, ModelRefusedError, NotFoundError.
    """
    if (problem := noted.problem()) is not None:
        raise ModelRefusedError(*problem)

    def work() -> dict[str, Any]:
        found = _at(session, model_id, ModelState.PUBLISHED)
        is_congress = noted.kind == NoteKind.CONGRESS
        unit, roles = (found.unit_code, CHECKERS) if is_congress else (noted.unit, RECORDERS)
        _require(holds_over(by, roles, unit))
        find_unit(session, unit)
        made = ModelNote(id=new_id(), model_id=found.id, kind=noted.kind, unit_code=unit, since=noted.since)
        made.text, made.by_id, made.by_name, made.at = noted.text.strip(), by.id, by.name, clock.now()
        session.add(made)
        record_act(session, ModelNoted(noted.kind, unit, str(made.id)), by=by, subject=found.file_key)
        return {}

    once(session, "note_model", {"model": model_id, "noted": asdict(noted)}, work, by=by, key=key)


def _at(session: Session, model_id: UUID, state: ModelState) -> ExemplaryModel:
    """Return a model that is in a state, locked; whoever was faster is told of."""
    found = store.lock_model(session, model_id)
    if found.state != state:
        raise ModelRefusedError(Text(N_("This model is no longer where it was; look at its page again.")))
    return found


def _require(is_allowed: bool) -> None:
    if not is_allowed:
        raise NotAllowedError
