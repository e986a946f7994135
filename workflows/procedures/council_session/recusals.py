"""Who stands aside from which case: what follows from the records, what is proposed, and who confirms it.

Who must stand aside is found in `automatic_recusals`; how recusals are kept, confirmed and counted is the rest.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor
from workflows.procedures.council_session.model import CouncilSession, SessionRecusal
from workflows.registers.ballot.aside import WORDS, Recusal, involvement_on, why_aside
from workflows.registers.ballot.recusals import RecusalUnconfirmedError, check_grounds, ground_of

SAID_SO = "Theo khai báo, chưa có người thứ hai xác nhận"


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
            proposed.ground, proposed.reason = one.ground, one.reason
            proposed.proposed_by, proposed.proposed_name = one.proposed_by, ""
    session.flush()
    session.expire(sitting, ["recusals"])


def worth_proposing(session: Session, sitting: CouncilSession) -> list[tuple[int, int]]:
    """Return by seat and item who was said by one other person to be a relative, for the secretary to propose."""
    done = involvement_on(session, [item.nomination for item in sitting.items])
    known = {(one.seat_no, one.item_no) for one in sitting.recusals}
    places = [(member, item) for item in sitting.items for member in sitting.members]
    return [
        (member.seat_no, item.no)
        for member, item in places
        if "said_relative" in done[item.nomination].concerned.get(str(member.person_id), ())
        and (member.seat_no, item.no) not in known
    ]


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

    Raises AnswersRefusedError as `check_grounds` does.
    """
    check_grounds(proposed)
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


def _proposed(code: str, place: tuple[int, int], row: Mapping[str, Any], by: Actor) -> SessionRecusal:
    ground, reason = ground_of(row)
    seat_no, item_no = place
    return SessionRecusal(
        session_code=code,
        seat_no=seat_no,
        item_no=item_no,
        ground=ground,
        reason=reason[:300] or WORDS[ground],
        proposed_by=by.id,
        proposed_name=by.name,
    )


def confirm_recusals(sitting: CouncilSession, *, by: Actor) -> None:
    """Let a second person confirm who is proposed to stand aside.

    Raises RecusalUnconfirmedError where the same person, or whom they stand in for, proposed it.
    """
    for one in sitting.recusals:
        if not (one.is_automatic or by.is_second_to(one.proposed_by)):
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
        found.setdefault(one.item_no, {})[one.seat_no] = _as_confirmed(one)
    return found


def _as_confirmed(one: SessionRecusal) -> Recusal:
    """Return a recusal as the ballot keeps it; what follows from the records is nobody's word."""
    if one.is_automatic:
        return Recusal(one.ground, one.reason)
    return Recusal(one.ground, one.reason, one.proposed_name, one.confirmed_name)
