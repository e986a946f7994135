"""Who stands aside from which case: what follows from the records, what is proposed, and who confirms it.

Who must stand aside is found in `automatic_recusals`; how recusals are kept, confirmed and counted is the rest.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from engine.base.errors import AnswersRefusedError, BangVangError
from engine.base.text import N_, Text
from workflows.procedures.council_session.model import GROUNDS, CouncilSession, SessionRecusal
from workflows.registers.ballot.aside import NAMED, Recusal, involvement_on, why_aside

WORDS = {
    **NAMED,
    "acted": "Thành viên đã xử lý hồ sơ ở khâu trước",
    "party": "Thành viên là người khiếu nại, tố cáo hoặc người bị khiếu nại, tố cáo",
    "other": "Lý do khác",
}


class RecusalUnconfirmedError(BangVangError):
    """Somebody is said to stand aside, and no second person has confirmed it."""

    def __init__(self) -> None:
        super().__init__(Text(N_("Who stands aside must be confirmed by a second person before the vote.")))


def automatic_recusals(
    session: Session, code: str, items: Mapping[int, str], seats: Mapping[int, UUID]
) -> Iterator[SessionRecusal]:
    """Yield who stands aside without being asked: whom the case concerns, and who acted on it before.

    `items` and `seats` are nominations and people by their numbers. A letter is one case: whom it names stands aside
    from all of it.
    """
    done = involvement_on(session, items.values())
    for seat_no, person in seats.items():
        found = {nomination: why_aside(one, str(person)) for nomination, one in done.items()}
        for item_no, nomination in items.items():
            why = found[nomination]
            if why is not None:
                yield automatic(code, (seat_no, item_no), why)


def renew_recusals(session: Session, sitting: CouncilSession) -> None:
    """Add who must stand aside by what the records say now; what stands stays."""
    known = {(one.seat_no, one.item_no): one for one in sitting.recusals}
    items = {item.no: item.nomination for item in sitting.items}
    seats = {member.seat_no: member.person_id for member in sitting.members}
    for one in automatic_recusals(session, sitting.code, items, seats):
        proposed = known.get((one.seat_no, one.item_no))
        if proposed is None:
            session.add(one)
        elif not proposed.is_automatic:
            proposed.is_automatic = True
            proposed.ground, proposed.reason, proposed.proposed_by = one.ground, one.reason, one.proposed_by
    session.flush()
    session.expire(sitting, ["recusals"])


def automatic(code: str, place: tuple[int, int], why: Recusal) -> SessionRecusal:
    """Return a recusal that follows from the records: nobody proposes it, and nobody can drop it."""
    seat_no, item_no = place
    return SessionRecusal(
        session_code=code,
        seat_no=seat_no,
        item_no=item_no,
        ground=why.ground,
        reason=why.reason,
        is_automatic=True,
        proposed_by=SYSTEM.id,
    )


def record_recusals(session: Session, sitting: CouncilSession, proposed: Sequence[Any], *, by: Actor) -> None:
    """Keep who is proposed to stand aside, in the place of those proposed before; the automatic ones stay.

    Raises AnswersRefusedError as `check_recusals` does.
    """
    check_recusals(proposed)
    for known in [one for one in sitting.recusals if not one.is_automatic]:
        session.delete(known)
    session.flush()
    session.expire(sitting, ["recusals"])
    renew_recusals(session, sitting)
    numbers = {item.key: item.no for item in sitting.items}
    seats = {member.seat_no for member in sitting.members}
    taken = {(one.seat_no, one.item_no) for one in sitting.recusals}
    for row in proposed:
        place = (int(row.get("seat") or 0), numbers.get(str(row.get("item")), 0))
        if place[0] in seats and place[1] and place not in taken:
            taken.add(place)
            session.add(_proposed(sitting.code, place, row, by))
    session.flush()
    session.expire(sitting, ["recusals"])


def check_recusals(proposed: Sequence[Any]) -> None:
    """Refuse recusals on no known ground, or on another that is not told in words.

    Raises AnswersRefusedError.
    """
    for ground, reason in map(_why, proposed):
        if ground not in GROUNDS:
            raise AnswersRefusedError({"recusals": Text(N_("Choose the ground of the recusal."))})
        if ground == "other" and not reason:
            raise AnswersRefusedError({"recusals": Text(N_("Say in words why the member stands aside."))})


def _why(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return ground and reason; forms of earlier versions ask for the reason in words alone."""
    return str(row.get("ground") or "other"), str(row.get("reason") or "").strip()


def _proposed(code: str, place: tuple[int, int], row: Mapping[str, Any], by: Actor) -> SessionRecusal:
    ground, reason = _why(row)
    seat_no, item_no = place
    return SessionRecusal(
        session_code=code,
        seat_no=seat_no,
        item_no=item_no,
        ground=ground,
        reason=reason[:300] or WORDS[ground],
        proposed_by=by.id,
    )


def confirm_recusals(sitting: CouncilSession, *, by: Actor) -> None:
    """Let a second person confirm who is proposed to stand aside.

    Raises RecusalUnconfirmedError where the same person proposed it.
    """
    for one in sitting.recusals:
        if not one.is_automatic and one.proposed_by == by.id:
            raise RecusalUnconfirmedError
        one.confirmed_by, one.confirmed_name, one.confirmed_at = by.id, by.name, clock.now()


def confirmed_recusals(sitting: CouncilSession, *, is_inherited: bool = False) -> dict[int, dict[int, Recusal]]:
    """Return who stands aside, by item and seat; `is_inherited`: the session began before two had to agree.

    Raises RecusalUnconfirmedError.
    """
    found: dict[int, dict[int, Recusal]] = {}
    for one in sitting.recusals:
        if not (one.is_automatic or one.confirmed_by or is_inherited):
            raise RecusalUnconfirmedError
        found.setdefault(one.item_no, {})[one.seat_no] = Recusal(one.ground, one.reason)
    return found
