"""What a session decides on and who sits: taken from the waiting list and the council of the day."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.store.turns import take_turns
from workflows.procedures.council_session import store
from workflows.procedures.council_session.model import AgendaItem, CouncilSession, SessionMember
from workflows.procedures.council_session.recusals import renew_recusals
from workflows.procedures.nomination.cases import Case, cases_of
from workflows.procedures.nomination.content import require_unchanged
from workflows.registers.organisation.model import CouncilMember
from workflows.registers.organisation.store import council_members


class SessionRefusedError(BangVangError):
    """A session cannot be convened or go on as asked; the text says why."""


def lay_agenda(
    session: Session, sitting: CouncilSession, codes: Sequence[str] | None, quotas: Mapping[str, int]
) -> None:
    """Put the waiting nominations (all, or those named) on the agenda, and seat the council as it is today.

    Raises SessionRefusedError where nothing waits or nobody votes, ContentChangedError.
    """
    take_turns(session, "agenda", sitting.council_code)
    store.clear_agenda(session, sitting.code)
    session.expire(sitting, ["items", "members", "recusals"])
    waiting = store.waiting_for_council(session, sitting.council_code, besides=sitting.code)
    chosen = [n for n in waiting if codes is None or n.code in codes]
    cases = cases_of(session, chosen)
    if not cases:
        raise SessionRefusedError(Text(N_("No nomination of this agenda waits for the council any more.")))
    seats = [seat for seat in council_members(session, sitting.council_code) if seat.is_voting]
    if not seats:
        raise SessionRefusedError(Text(N_("The council has no voting member today.")))
    handed = require_unchanged(session, [case.nomination for case in cases])
    session.add_all(
        _item(sitting.code, no, case, quotas, handed.get(case.nomination, "")) for no, case in enumerate(cases, start=1)
    )
    session.add_all(_member(sitting.code, no, seat) for no, seat in enumerate(seats, start=1))
    session.flush()
    session.expire(sitting, ["items", "members", "recusals"])
    renew_recusals(session, sitting)


def _item(code: str, no: int, case: Case, quotas: Mapping[str, int], content: str) -> AgendaItem:
    return AgendaItem(
        session_code=code,
        no=no,
        key=case.key,
        nomination=case.nomination,
        entry_no=case.entry_no,
        label=case.label,
        unit_code=case.unit_code,
        award_code=case.award,
        regime=case.regime,
        is_preferred=case.is_preferred,
        quota=quotas.get(case.award),
        content=content,
    )


def _member(code: str, no: int, seat: CouncilMember) -> SessionMember:
    return SessionMember(
        session_code=code, seat_no=no, person_id=seat.person_id, name=seat.person.full_name, role=seat.role
    )
