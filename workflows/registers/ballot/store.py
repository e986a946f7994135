"""All queries on ballots."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from workflows.registers.ballot.model import (
    Ballot,
    BallotContest,
    BallotSeat,
    OpeningDecision,
    ProposedRecusal,
    RollCallVote,
)


def find_ballot(session: Session, ballot_id: UUID | str) -> Ballot:
    """Return a ballot by id.

    Raises NotFoundError.
    """
    return _found(session.get(Ballot, _as_id(ballot_id)))


def lock_ballot(session: Session, ballot_id: UUID | str) -> Ballot:
    """Return a ballot and keep others from casting or closing until the transaction ends.

    Raises NotFoundError.
    """
    query = select(Ballot).where(Ballot.id == _as_id(ballot_id)).with_for_update(of=Ballot)
    return _found(session.scalar(query.execution_options(populate_existing=True)))


def nominations_on(session: Session, ballot_id: UUID | str) -> dict[int, str]:
    """Return what is voted on in a ballot by contest number, in order; nothing of a ballot that there is not."""
    query = select(BallotContest.no, BallotContest.nomination).where(BallotContest.ballot_id == _as_id(ballot_id))
    return {no: nomination for no, nomination in session.execute(query.order_by(BallotContest.no))}  # noqa: C416


def ballots_of(session: Session, subject_key: str) -> list[Ballot]:
    """Return the ballots held under a business key, the newest first."""
    query = select(Ballot).where(Ballot.subject_key == subject_key)
    return list(session.scalars(query.order_by(Ballot.opened_at.desc(), Ballot.id.desc())))


def ballots_on(session: Session, nomination: str) -> list[Ballot]:
    """Return the ballots that a nomination, or an entry of it, stands on, the newest first."""
    contests = select(BallotContest.ballot_id).where(
        or_(
            BallotContest.nomination == nomination,
            BallotContest.nomination.startswith(f"{nomination}/", autoescape=True),
        )
    )
    query = select(Ballot).where(Ballot.id.in_(contests)).order_by(Ballot.opened_at.desc(), Ballot.id.desc())
    return list(session.scalars(query))


def opening_of(session: Session, instance_id: UUID) -> OpeningDecision | None:
    """Return the decision to vote openly in one run of a voting procedure, if there is one."""
    return session.get(OpeningDecision, instance_id)


def recusals_of(session: Session, instance_id: UUID) -> list[ProposedRecusal]:
    """Return who is proposed to stand aside in one run of a voting procedure."""
    query = select(ProposedRecusal).where(ProposedRecusal.instance_id == instance_id)
    return list(session.scalars(query.order_by(ProposedRecusal.nomination, ProposedRecusal.holder)))


def lock_recusals(session: Session, instance_id: UUID) -> list[ProposedRecusal]:
    """Return the same, once whoever writes them is done; nobody else writes them until the transaction ends."""
    query = select(ProposedRecusal).where(ProposedRecusal.instance_id == instance_id).with_for_update()
    query = query.order_by(ProposedRecusal.nomination, ProposedRecusal.holder)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def drop_recusals(session: Session, instance_id: UUID) -> None:
    """Take back all that was proposed in one run of a voting procedure."""
    session.execute(delete(ProposedRecusal).where(ProposedRecusal.instance_id == instance_id))


def keep_choices(session: Session, ballot_id: UUID, seat_no: int, choices: Mapping[int, str]) -> None:
    """Write a seat's choices on all contests in one statement."""
    session.flush()
    common = {"ballot_id": ballot_id, "seat_no": seat_no}
    rows = [common | {"contest_no": no, "choice": choice} for no, choice in choices.items()]
    if rows:
        session.execute(insert(RollCallVote), rows)


def count_choices(session: Session, ballot_id: UUID) -> dict[tuple[int, str], int]:
    """Return how many seats chose what, by contest number and choice."""
    query = select(RollCallVote.contest_no, RollCallVote.choice, func.count())
    query = query.where(RollCallVote.ballot_id == ballot_id).group_by(RollCallVote.contest_no, RollCallVote.choice)
    return {(contest, choice): count for contest, choice, count in session.execute(query)}


def roll_call(session: Session, ballot_id: UUID | str) -> list[tuple[BallotSeat, RollCallVote]]:
    """Return who voted how, in the order of seats: for the minutes of an open vote."""
    query = select(BallotSeat, RollCallVote).join(
        RollCallVote,
        (RollCallVote.ballot_id == BallotSeat.ballot_id) & (RollCallVote.seat_no == BallotSeat.seat_no),
    )
    query = query.where(BallotSeat.ballot_id == _as_id(ballot_id))
    rows = session.execute(query.order_by(BallotSeat.seat_no, RollCallVote.contest_no))
    return [(seat, vote) for seat, vote in rows]


def _as_id(value: UUID | str) -> UUID:
    try:
        return value if isinstance(value, UUID) else UUID(value)
    except ValueError:
        raise NotFoundError from None


def _found(ballot: Ballot | None) -> Ballot:
    if ballot is None:
        raise NotFoundError
    return ballot
