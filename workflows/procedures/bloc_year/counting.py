"""Who counts a bloc's vote and its election, and how many paper sheets were invalid: kept by the head."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import FieldError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands.once import once
from engine.history.administration import Act, record_act
from engine.history.fact import fact
from workflows.procedures.bloc_year.store import papers_of
from workflows.registers.ballot.sheets import keep_count_of
from workflows.registers.ballot.store import ballots_of
from workflows.registers.organisation.store import bloc_members, find_bloc_year, lock_bloc_year

FLAG, ELECTION = "vote", "election"
VOTES = (FLAG, ELECTION)
LEAST, MOST_NAME, MOST_NOTE = 2, 120, 500


class CountRefusedError(FieldError):
    """A count cannot be kept as said; the text says why."""


@fact("bloc_count_kept")
class BlocCountKept(Act):
    """The head kept who counts a vote of its bloc, who leads them first, and how many sheets were invalid."""

    vote: str
    tellers: str
    invalid: int
    note: str


@dataclass(frozen=True)
class Counted:
    """Who counts (`(body, name)`, who leads them first), how many sheets are invalid, and why."""

    vote: str
    tellers: tuple[tuple[str, str], ...]
    invalid: int = 0
    note: str = ""


def keep_count(session: Session, scope: str, said: Counted, *, by: Actor, key: str) -> None:
    """Keep who counts a vote of a bloc and what they found of its sheets, in the place of what was kept before.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, CountRefusedError.
    """
    find_bloc_year(session, scope)
    if not by.holds("bloc_head", scope):
        raise NotAllowedError(Text(N_("Only who heads the bloc or cluster this year may do this.")))

    def work() -> dict[str, Any]:
        lock_bloc_year(session, scope)
        _require_team(session, scope, said)
        _require_sheets(session, scope, said)
        tellers = [{"body": body, "name": name.strip()} for body, name in said.tellers]
        keep_count_of(session, scope, said.vote, tellers=tellers, invalid=said.invalid, note=said.note.strip(), by=by)
        names = "; ".join(one["name"] for one in tellers)
        record_act(session, BlocCountKept(said.vote, names, said.invalid, said.note.strip()), by=by, subject=scope)
        return {}

    once(session, "keep_count", {"bloc_year": scope, **asdict(said)}, work, by=by, key=key)


def voted_in(session: Session, scope: str, vote: str) -> int:
    """Return how many members have a vote recorded in the newest vote of a bloc, or in its election."""
    if vote == ELECTION:
        return len(papers_of(session, scope, "elect"))
    ballots = ballots_of(session, scope)
    return sum(seat.participated_at is not None for seat in ballots[0].seats) if ballots else 0


def _require_team(session: Session, scope: str, said: Counted) -> None:
    members, bodies = {one.code for one in bloc_members(session, scope)}, [body for body, _ in said.tellers]
    is_named = all(0 < len(name.strip()) <= MOST_NAME for _, name in said.tellers)
    if said.vote not in VOTES or len(set(bodies)) < LEAST or not members.issuperset(bodies) or not is_named:
        text = N_("Choose at least two members, name who counts for each, and who of them leads.")
        raise CountRefusedError(Text(text), "body")


def _require_sheets(session: Session, scope: str, said: Counted) -> None:
    silent = len(bloc_members(session, scope)) - voted_in(session, scope, said.vote)
    if not 0 <= said.invalid <= silent or (said.invalid and not said.note.strip()) or len(said.note) > MOST_NOTE:
        text = N_("At most %(most)s sheets can be invalid: one of each member with no vote recorded. Say why.")
        raise CountRefusedError(Text(text, {"most": silent}), "invalid")
