"""Planning inspections, recording what a visit found, checking it as a second person, and following remedies."""

from dataclasses import asdict
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
from workflows.registers.inspections import store
from workflows.registers.inspections.acts import (
    FindingsChecked,
    FindingsRecorded,
    InspectionsPlanned,
    RemedyJudged,
    RemedyReported,
    VisitPlanned,
)
from workflows.registers.inspections.described import LONGEST, Asked, Found, Planned, Visited
from workflows.registers.inspections.model import (
    InspectionPlan,
    InspectionRemedy,
    InspectionVisit,
    RemedyState,
    VisitState,
)
from workflows.registers.inspections.reach import may_visit
from workflows.registers.numbering.store import next_code
from workflows.registers.organisation.access import holds_over
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.members import heads
from workflows.registers.organisation.store import find_unit

SERIES = "KT"
INSPECTORS = ("emulation_dept", "body_leader", "central_officer", "central_head")
OWNERS = ("unit_officer", "unit_head", "emulation_dept", "body_leader")
BEFORE_CHECK = (VisitState.PLANNED, VisitState.RETURNED)


class InspectionRefusedError(FieldError):
    """An inspection cannot be kept or moved on as asked; the text says why."""


def plan_inspections(session: Session, said: Planned, *, by: Actor, key: str) -> str:
    """Keep a plan of inspections of a year; return its code. That of a bloc is kept by the body that heads it.

    The caller owns the transaction. Raises NotAllowedError, InspectionRefusedError, NotFoundError.
    """
    _require_rights(by, INSPECTORS, said.unit)
    _require_none(said.problem())

    def work() -> dict[str, Any]:
        find_unit(session, said.unit)
        if said.bloc and not heads(session, said.unit, said.bloc):
            text = N_("The plan of a bloc or cluster is kept by who heads it: choose that unit.")
            raise InspectionRefusedError(Text(text), "unit")
        made = InspectionPlan(code=next_code(session, SERIES, said.year), unit_code=said.unit, year=said.year)
        made.name, made.search = " ".join(said.name.split()), f" {fold_text(said.name)}"[:300]
        made.bloc_scope, made.content = said.bloc or None, said.content.strip()
        made.by_id, made.by_name, made.at = by.id, by.name, clock.now()
        session.add(made)
        session.flush()
        record_act(session, InspectionsPlanned(said.unit, made.name), by=by, subject=made.code)
        return {"code": made.code}

    return str(once(session, "plan_inspections", {"said": asdict(said)}, work, by=by, key=key)["code"])


def plan_visit(session: Session, code: str, said: Visited, *, by: Actor, key: str) -> None:
    """Put a visit on a plan, to a unit that whose plan it is may inspect.

    The caller owns the transaction. Raises NotAllowedError, InspectionRefusedError, NotFoundError.
    """
    _require_none(said.problem())

    def work() -> dict[str, Any]:
        plan = store.plan_of(session, code)
        _require_rights(by, INSPECTORS, plan.unit_code)
        if not may_visit(session, plan, find_unit(session, said.unit)):
            raise InspectionRefusedError(Text(N_("That unit is outside of what this plan may inspect.")), "unit")
        made = InspectionVisit(id=new_id(), plan_code=code, unit_code=said.unit, planned_on=said.planned_on)
        made.team = said.team.strip()
        session.add(made)
        record_act(session, VisitPlanned(said.unit, str(made.id)), by=by, subject=code)
        return {}

    once(session, "plan_visit", {"plan": code, "said": asdict(said)}, work, by=by, key=key)


def record_findings(session: Session, visit_id: UUID, said: Found, *, by: Actor, key: str) -> None:
    """Record what a visit found with the remedies it asks for, for the first time or after it was sent back.

    The caller owns the transaction. Raises NotAllowedError, InspectionRefusedError, NotFoundError.
    """
    _require_none(said.problem())

    def work() -> dict[str, Any]:
        visit, plan = _visit_at(session, visit_id, *BEFORE_CHECK)
        _require_rights(by, INSPECTORS, plan.unit_code)
        for old in store.remedies_of(session, [visit_id]):
            session.delete(old)
        session.add_all(_remedy(session, plan, visit, *one) for one in enumerate(said.remedies))
        visit.state, visit.reason = VisitState.FOUND, ""
        visit.held_on, visit.findings = said.held_on, said.text.strip()
        visit.found_at, visit.found_by, visit.found_by_name = clock.now(), by.id, by.name
        told = FindingsRecorded(str(visit_id), visit.findings, len(said.remedies))
        record_act(session, told, by=by, subject=plan.code)
        return {}

    once(session, "record_findings", {"visit": visit_id, "said": asdict(said)}, work, by=by, key=key)


def _remedy(session: Session, plan: InspectionPlan, visit: InspectionVisit, at: int, said: Asked) -> InspectionRemedy:
    if not may_visit(session, plan, find_unit(session, said.unit)):
        raise InspectionRefusedError(Text(N_("That unit is outside of what this plan may inspect.")), f"owner-{at}")
    made = InspectionRemedy(id=new_id(), visit_id=visit.id, unit_code=said.unit, due_on=said.due_on)
    made.text = said.text.strip()
    return made


def check_findings(session: Session, visit_id: UUID, lacking: str | None, *, by: Actor, key: str) -> None:
    """Find findings right as a second person, or send them back for what is lacking; None finds them right.

    The caller owns the transaction. Raises NotAllowedError, InspectionRefusedError, NotFoundError.
    """

    def work() -> dict[str, Any]:
        visit, plan = _visit_at(session, visit_id, VisitState.FOUND)
        _require_rights(by, INSPECTORS, plan.unit_code)
        if not by.is_second_to(visit.found_by):
            raise InspectionRefusedError(Text(N_("Somebody other than who recorded the findings checks them.")))
        visit.reason = _reason(lacking)
        visit.state = VisitState.CHECKED if lacking is None else VisitState.RETURNED
        visit.checked_at, visit.checked_by, visit.checked_by_name = clock.now(), by.id, by.name
        record_act(session, FindingsChecked(str(visit_id), visit.state, visit.reason), by=by, subject=plan.code)
        return {}

    once(session, "check_findings", {"visit": visit_id, "lacking": lacking}, work, by=by, key=key)


def report_remedy(session: Session, remedy_id: UUID, report: str, *, by: Actor, key: str) -> None:
    """Report, for the unit that owns a remedy, what was done.

    The caller owns the transaction. Raises NotAllowedError, InspectionRefusedError, NotFoundError.
    """
    if not report.strip() or len(report) > LONGEST:
        told = Text(N_("Tell what was done, in at most %(most)s characters."), {"most": LONGEST})
        raise InspectionRefusedError(told, "report")

    def work() -> dict[str, Any]:
        remedy, plan = _remedy_at(session, remedy_id, RemedyState.OPEN)
        _require_rights(by, OWNERS, remedy.unit_code)
        remedy.state, remedy.report, remedy.reason = RemedyState.REPORTED, report.strip(), ""
        remedy.reported_at, remedy.reported_by, remedy.reported_by_name = clock.now(), by.id, by.name
        record_act(session, RemedyReported(str(remedy_id), remedy.report), by=by, subject=plan.code)
        return {}

    once(session, "report_remedy", {"remedy": remedy_id, "report": report}, work, by=by, key=key)


def judge_remedy(session: Session, remedy_id: UUID, lacking: str | None, *, by: Actor, key: str) -> None:
    """Find a remedy done that was reported, as another than who reported it, or ask for it again; None finds it done.

    The caller owns the transaction. Raises NotAllowedError, InspectionRefusedError, NotFoundError.
    """

    def work() -> dict[str, Any]:
        remedy, plan = _remedy_at(session, remedy_id, RemedyState.REPORTED)
        _require_rights(by, INSPECTORS, plan.unit_code)
        if not by.is_second_to(remedy.reported_by):
            raise InspectionRefusedError(Text(N_("Somebody other than who reported a remedy finds it done.")))
        remedy.reason = _reason(lacking)
        remedy.state = RemedyState.DONE if lacking is None else RemedyState.OPEN
        if lacking is None:
            remedy.done_at, remedy.done_by_name = clock.now(), by.name
        record_act(session, RemedyJudged(str(remedy_id), remedy.state, remedy.reason), by=by, subject=plan.code)
        return {}

    once(session, "judge_remedy", {"remedy": remedy_id, "lacking": lacking}, work, by=by, key=key)


def _visit_at(session: Session, visit_id: UUID, *states: VisitState) -> tuple[InspectionVisit, InspectionPlan]:
    """Return a visit that is in one of some states, locked, with its plan; whoever was faster is told of."""
    found = store.lock_visit(session, visit_id)
    if found.state not in states:
        raise InspectionRefusedError(Text(N_("This visit is no longer where it was; look at the page again.")))
    return found, store.plan_of(session, found.plan_code)


def _remedy_at(session: Session, remedy_id: UUID, state: RemedyState) -> tuple[InspectionRemedy, InspectionPlan]:
    """Return a remedy in a state, of findings that were checked, locked, with its plan."""
    found = store.lock_remedy(session, remedy_id)
    _, plan = _visit_at(session, found.visit_id, VisitState.CHECKED)
    if found.state != state:
        raise InspectionRefusedError(Text(N_("This remedy is no longer where it was; look at the page again.")))
    return found, plan


def _reason(lacking: str | None) -> str:
    if lacking is not None and not 0 < len(lacking.strip()) <= LONGEST:
        said = Text(N_("Say what is to be put right, in at most %(most)s characters."), {"most": LONGEST})
        raise InspectionRefusedError(said, "lacking")
    return (lacking or "").strip()


def _require_none(problem: Wrong | None) -> None:
    if problem is not None:
        raise InspectionRefusedError(*problem)


def _require_rights(by: Actor, roles: tuple[str, ...], unit: str) -> None:
    if not holds_over(by, roles, unit):
        raise NotAllowedError
