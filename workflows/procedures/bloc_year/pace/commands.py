"""What is done about who is silent: ask for what is missing, go on without it, take a step of the head or deputy on."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import FieldError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands import correlate_message
from engine.commands.once import once
from engine.commands.operators import require_reason
from engine.commands.remarks import LONGEST
from engine.history.administration import Act, record_act
from engine.history.fact import fact
from engine.model import Instance
from engine.store.instances import active_instance, variables_of
from engine.store.tasks import offer_also
from workflows.procedures.bloc_year import store
from workflows.procedures.bloc_year.commands import PROCESS, key_of
from workflows.procedures.bloc_year.model import BlocAbsence, BlocNudge
from workflows.procedures.bloc_year.pace.lead import lead_steps
from workflows.procedures.bloc_year.pace.missing import GO_ON, Missing, missing_at, steps_to_go_on
from workflows.procedures.nomination.store import add_notice
from workflows.registers.organisation.store import bloc_members, find_bloc_year, lock_bloc_year


@fact("bloc_went_on")
class BlocWentOn(Act):
    """A bloc's year went on from a step without some bodies, named by their codes."""

    step: str
    absent: Sequence[str]
    reason: str


class PaceRefusedError(FieldError):
    """A step cannot be gone on from, or a member not be asked, as things stand; the text says why."""


def go_on_without(  # noqa: PLR0913 - a command's whole address
    session: Session, bloc_year: str, step: str, reason: str, *, by: Actor, key: str
) -> list[str]:
    """Let a bloc's year go on from a step whose time is over; return the bodies it goes on without.

    They are told, and may still hand in late, save votes once the poll is closed. At a step of the head or the deputy
    (`process:element`) the actor may do it from then on beside who is silent. The caller owns the transaction.
    Raises NotFoundError, NotAllowedError, ReasonMissingError, PaceRefusedError.
    """
    is_leads = ":" in step
    if not is_leads:
        _require_head(session, bloc_year, by)
    require_reason(reason)
    if len(reason) > LONGEST:
        raise PaceRefusedError(Text(N_("Please write at most %(most)s letters."), {"most": LONGEST}), "reason")

    def work() -> dict[str, Any]:
        lock_bloc_year(session, bloc_year)
        if is_leads:
            return {"absent": [_take_on(session, bloc_year, step, reason.strip(), by)]}
        instance = _running(session, bloc_year)
        missing = missing_at(session, instance.id, step)
        _require_over(session, instance, bloc_year, step, missing)
        absent = sorted(one.body for one in missing)
        _keep_absences(session, bloc_year, missing, reason.strip(), by)
        said = {"absent": absent, "reason": reason.strip(), "by": by.name}
        correlate_message(session, f"{GO_ON}{step}", bloc_year, said, by=by, key=f"{key}:message")
        record_act(session, BlocWentOn(step, absent, reason.strip()), by=by, subject=bloc_year)
        return {"absent": absent}

    request = {"bloc_year": bloc_year, "step": step, "reason": reason}
    return list(once(session, "go_on_without", request, work, by=by, key=key)["absent"])


def nudge_member(  # noqa: PLR0913 - a command's whole address
    session: Session, bloc_year: str, step: str, body: str, *, by: Actor, key: str
) -> None:
    """Ask a member for what it has not handed in at a step, at most once a day; it gets a notice.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, PaceRefusedError.
    """
    _require_head(session, bloc_year, by)

    def work() -> dict[str, Any]:
        lock_bloc_year(session, bloc_year)
        missing = missing_at(session, _running(session, bloc_year).id, step, with_late=True)
        found = next((one for one in missing if one.body == body), None)
        if found is None:
            raise PaceRefusedError(Text(N_("Nothing is missing there any more.")))
        if (step, body) in store.nudges_on(session, bloc_year, clock.today()):
            raise PaceRefusedError(Text(N_("This body has been asked today already.")))
        common = {"scope": bloc_year, "step": step, "body_code": body, "by_id": by.id, "by_name": by.name}
        session.add(BlocNudge(**common, day=clock.today(), at=clock.now()))
        add_notice(session, key_of(bloc_year), found.principal, "year_nudged", step)
        return {"nudged": body}

    request = {"bloc_year": bloc_year, "step": step, "body": body}
    once(session, "nudge_member", request, work, by=by, key=key)


def _take_on(session: Session, scope: str, step: str, reason: str, by: Actor) -> str:
    """Offer an overdue step of the head or the deputy to the actor too; return the body that is silent."""
    found = next((one for one in lead_steps(session, find_bloc_year(session, scope)) if one.code == step), None)
    taker = found.taker(by) if found is not None else None
    if found is not None and taker is None:
        text = N_("This step can be taken on once its time is over, by the other of head and deputy or by the Board.")
        raise PaceRefusedError(Text(text))
    if found is None or taker is None or not offer_also(session, found.task.id, taker):
        raise PaceRefusedError(Text(N_("Nothing is missing there any more.")))
    common = {"scope": scope, "step": step, "body_code": found.body, "reason": reason}
    session.merge(BlocAbsence(**common, by_id=by.id, by_name=by.name, at=clock.now()))
    add_notice(session, key_of(scope), f"{found.post}@{scope}", "year_taken_on", found.task.element_id)
    record_act(session, BlocWentOn(step, [found.body], reason), by=by, subject=scope)
    return found.body


def _require_head(session: Session, bloc_year: str, by: Actor) -> None:
    find_bloc_year(session, bloc_year)
    if not by.holds("bloc_head", bloc_year):
        raise NotAllowedError(Text(N_("Only who heads the bloc or cluster this year may do this.")))


def _running(session: Session, bloc_year: str) -> Instance:
    found = active_instance(session, PROCESS, key_of(bloc_year))
    if found is None:
        raise PaceRefusedError(Text(N_("This year is not under way.")))
    return found


def _require_over(session: Session, instance: Instance, scope: str, step: str, missing: Sequence[Missing]) -> None:
    """Refuse to go on where nobody is missing, its time is not over, or too few have done the step."""
    # A year that was taken over to another order of steps may come to one again.
    if not missing or any(one.at >= missing[0].since for one in store.absences_of(session, scope, step)):
        raise PaceRefusedError(Text(N_("Nothing is missing there any more.")))
    if step not in steps_to_go_on(session, instance.id):
        raise PaceRefusedError(
            Text(N_("This year runs on a version of the diagram that does not go on from there without all members."))
        )
    if any(one.due_at is not None and not one.is_overdue for one in missing):
        raise PaceRefusedError(Text(N_("The time of this step is not over yet.")))
    least = Decimal((variables_of(session, instance.id).get("terms") or {}).get(step, {}).get("least") or 0)
    members = len(bloc_members(session, scope))
    if (members - len(missing)) * 100 < least * members:
        text = N_("At least %(least)s percent of the members must have done this step.")
        raise PaceRefusedError(Text(text, {"least": least}))


def _keep_absences(session: Session, scope: str, missing: Sequence[Missing], reason: str, by: Actor) -> None:
    for one in missing:
        common = {"scope": scope, "step": one.step, "body_code": one.body, "reason": reason}
        session.merge(BlocAbsence(**common, by_id=by.id, by_name=by.name, at=clock.now()))
        add_notice(session, key_of(scope), one.principal, "year_went_on", one.step)
    session.flush()
