"""Writing a movement down, checking it as a second person, launching, joining, reporting, reviewing and closing it."""

from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import FieldError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.history.administration import record_act
from engine.model.base import new_id
from workflows.registers.movements import store
from workflows.registers.movements.acts import (
    MovementChecked,
    MovementClosed,
    MovementDrafted,
    MovementJoined,
    MovementLaunched,
    MovementReported,
    MovementReviewed,
)
from workflows.registers.movements.described import LONGEST, Described, FromUnit, Reviewed
from workflows.registers.movements.model import (
    RUNNING,
    Movement,
    MovementMember,
    MovementReport,
    MovementState,
    ReviewKind,
)
from workflows.registers.movements.reach import is_open_to
from workflows.registers.numbering.store import next_code
from workflows.registers.organisation.access import holds_over
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.members import heads
from workflows.registers.organisation.model import UnitKind
from workflows.registers.organisation.store import find_unit

MARK = "PT-"
SERIES = "PT"
JOINERS = ("unit_officer", "unit_head", "emulation_dept", "body_leader")
CENTRAL = ("central_officer", "central_head")
DRAFTERS = (*JOINERS, *CENTRAL)
CHECKERS = ("emulation_dept", "body_leader", *CENTRAL)
LAUNCHERS = ("unit_head", "body_leader", "central_head")


class MovementRefusedError(FieldError):
    """A movement cannot be kept or moved on as asked; the text says why."""


def draft_movement(session: Session, said: Described, code: str = "", *, by: Actor, key: str) -> str:
    """Keep a new movement, or what is written anew of one (`code`) that was sent back; return its code.

    That of a bloc is kept by whoever heads it.

    The caller owns the transaction. Raises NotAllowedError, MovementRefusedError, NotFoundError.
    """
    _require_rights(by, DRAFTERS, said.unit)
    if (problem := said.problem()) is not None:
        raise MovementRefusedError(*problem)

    def work() -> dict[str, Any]:
        if said.bloc and not heads(session, said.unit, said.bloc):
            text = N_("Whoever heads the bloc or cluster launches its movements: choose it.")
            raise MovementRefusedError(Text(text), "unit")
        found = _returned(session, code, said.unit) if code else _new(session, said)
        _describe(session, found, said, by)
        session.add(found)
        session.flush()
        record_act(session, MovementDrafted(said.unit, found.name), by=by, subject=found.code)
        return {"code": found.code}

    answer = once(session, "draft_movement", {"said": asdict(said), "code": code}, work, by=by, key=key)
    return str(answer["code"])


def _new(session: Session, said: Described) -> Movement:
    year = said.begins_on.year if said.begins_on else clock.today().year
    return Movement(code=next_code(session, SERIES, year))


def _returned(session: Session, code: str, unit: str) -> Movement:
    found = _at(session, code, MovementState.RETURNED)
    if found.unit_code != unit:
        raise NotAllowedError
    return found


def _describe(session: Session, found: Movement, said: Described, by: Actor) -> None:
    found.name, found.search = " ".join(said.name.split()), f" {fold_text(said.name)}"[:300]
    found.unit_code = said.unit
    found.bloc_scope = said.bloc or None
    found.for_all = not said.bloc and find_unit(session, said.unit).kind == UnitKind.CENTRAL
    found.goals, found.criteria, found.subjects = said.goals.strip(), said.criteria.strip(), said.subjects.strip()
    for name in ("begins_on", "ends_on", "mid_due", "final_due"):
        setattr(found, name, getattr(said, name))
    found.state, found.reason = MovementState.DRAFT, ""
    found.drafted_at, found.drafted_by, found.drafted_by_name = clock.now(), by.id, by.name


def check_movement(session: Session, code: str, lacking: str | None, *, by: Actor, key: str) -> None:
    """Find a movement right as a second person, or send it back for what is lacking; None finds it right.

    The caller owns the transaction. Raises NotAllowedError, MovementRefusedError, NotFoundError.
    """

    def work() -> dict[str, Any]:
        found = _at(session, code, MovementState.DRAFT)
        _require_rights(by, CHECKERS, found.unit_code)
        _require_second(by, found.drafted_by)
        _require_said(lacking)
        found.state = MovementState.CHECKED if lacking is None else MovementState.RETURNED
        found.reason = (lacking or "").strip()
        found.checked_at, found.checked_by, found.checked_by_name = clock.now(), by.id, by.name
        record_act(session, MovementChecked(found.state, found.reason), by=by, subject=code)
        return {}

    once(session, "check_movement", {"movement": code, "lacking": lacking}, work, by=by, key=key)


def _require_said(lacking: str | None) -> None:
    if lacking is not None and not 0 < len(lacking.strip()) <= LONGEST:
        said = Text(N_("Say what is to be put right, in at most %(most)s characters."), {"most": LONGEST})
        raise MovementRefusedError(said, "lacking")


def _require_second(by: Actor, person_id: str) -> None:
    if not by.is_second_to(person_id):
        raise MovementRefusedError(Text(N_("Somebody other than who wrote it down checks a movement.")))


def launch_movement(session: Session, code: str, *, by: Actor, key: str) -> None:
    """Launch a movement that was checked: everybody reads it, units join, and people may be proposed for it.

    The caller owns the transaction. Raises NotAllowedError, MovementRefusedError, NotFoundError.
    """

    def work() -> dict[str, Any]:
        found = _at(session, code, MovementState.CHECKED)
        _require_rights(by, LAUNCHERS, found.unit_code)
        found.state, found.launched_at = MovementState.LAUNCHED, clock.now()
        found.launched_by, found.launched_by_name = by.id, by.name
        record_act(session, MovementLaunched(found.unit_code), by=by, subject=code)
        return {}

    once(session, "launch_movement", {"movement": code}, work, by=by, key=key)


def join_movement(session: Session, code: str, said: FromUnit, *, by: Actor, key: str) -> None:
    """Note that a unit the movement is open to takes part, with its targets; said again, the targets are renewed.

    The caller owns the transaction. Raises NotAllowedError, MovementRefusedError, NotFoundError.
    """
    _require_rights(by, JOINERS, said.unit)
    if len(said.text) > LONGEST:
        told = Text(N_("Say it more briefly: at most %(most)s characters."), {"most": LONGEST})
        raise MovementRefusedError(told, "text")

    def work() -> dict[str, Any]:
        found = _at(session, code, *RUNNING)
        if not is_open_to(session, found, said.unit):
            raise MovementRefusedError(Text(N_("This movement is not open to that unit.")), "unit")
        member = _member(session, code, find_unit(session, said.unit).code)
        member.targets = said.text.strip()
        member.by_id, member.by_name, member.at = by.id, by.name, clock.now()
        record_act(session, MovementJoined(said.unit), by=by, subject=code)
        return {}

    once(session, "join_movement", {"movement": code, "said": asdict(said)}, work, by=by, key=key)


def _member(session: Session, code: str, unit: str) -> MovementMember:
    """Return a unit's row of a movement that is locked, a new one where it has none."""
    found = next((one for one in store.members_of(session, code) if one.unit_code == unit), None)
    if found is None:
        found = MovementMember(id=new_id(), movement_code=code, unit_code=unit)
        session.add(found)
    return found


def report_movement(session: Session, code: str, said: FromUnit, *, by: Actor, key: str) -> None:
    """Keep what a unit that takes part reports of its results, before the final review is over.

    The caller owns the transaction. Raises NotAllowedError, MovementRefusedError, NotFoundError.
    """
    _require_rights(by, JOINERS, said.unit)
    if not said.text.strip() or len(said.text) > LONGEST:
        told = Text(N_("Tell the results, in at most %(most)s characters."), {"most": LONGEST})
        raise MovementRefusedError(told, "text")

    def work() -> dict[str, Any]:
        _at(session, code, *RUNNING)
        if said.unit not in {one.unit_code for one in store.members_of(session, code)}:
            raise MovementRefusedError(Text(N_("Only a unit that takes part reports its results.")), "unit")
        made = MovementReport(id=new_id(), movement_code=code, unit_code=said.unit, text=said.text.strip())
        made.by_id, made.by_name, made.at = by.id, by.name, clock.now()
        session.add(made)
        record_act(session, MovementReported(said.unit, str(made.id)), by=by, subject=code)
        return {}

    once(session, "report_movement", {"movement": code, "said": asdict(said)}, work, by=by, key=key)


def review_movement(session: Session, code: str, said: Reviewed, *, by: Actor, key: str) -> None:
    """Record what the mid-term or the final review found; the planned mid-term review comes before the final one.

    The caller owns the transaction. Raises NotAllowedError, MovementRefusedError, NotFoundError.
    """
    if (problem := said.problem()) is not None:
        raise MovementRefusedError(*problem)

    def work() -> dict[str, Any]:
        found = _at(session, code, *RUNNING)
        _require_rights(by, CHECKERS, found.unit_code)
        if found.next_review is None or found.next_review[0] != said.kind:
            raise MovementRefusedError(Text(N_("Another review of this movement comes next; look at its page again.")))
        _keep_review(found, said)
        record_act(session, MovementReviewed(said.kind, said.results.strip()), by=by, subject=code)
        return {}

    once(session, "review_movement", {"movement": code, "said": asdict(said)}, work, by=by, key=key)


def _keep_review(found: Movement, said: Reviewed) -> None:
    if said.kind == ReviewKind.MID:
        found.state, found.mid_held_on, found.mid_results = (
            MovementState.MID_REVIEWED,
            said.held_on,
            said.results.strip(),
        )
    else:
        found.state, found.final_held_on = MovementState.FINAL_REVIEWED, said.held_on
        found.final_results = said.results.strip()


def close_movement(session: Session, code: str, *, by: Actor, key: str) -> None:
    """Close a movement after its final review: nobody is proposed for it any more.

    The caller owns the transaction. Raises NotAllowedError, MovementRefusedError, NotFoundError.
    """

    def work() -> dict[str, Any]:
        found = _at(session, code, MovementState.FINAL_REVIEWED)
        _require_rights(by, CHECKERS, found.unit_code)
        found.state, found.closed_at = MovementState.CLOSED, clock.now()
        record_act(session, MovementClosed(found.unit_code), by=by, subject=code)
        return {}

    once(session, "close_movement", {"movement": code}, work, by=by, key=key)


def _at(session: Session, code: str, *states: MovementState) -> Movement:
    """Return a movement that is in one of some states, locked; whoever was faster is told of."""
    found = store.lock_movement(session, code)
    if found.state not in states:
        raise MovementRefusedError(Text(N_("This movement is no longer where it was; look at its page again.")))
    return found


def _require_rights(by: Actor, roles: tuple[str, ...], unit: str) -> None:
    if not holds_over(by, roles, unit):
        raise NotAllowedError
