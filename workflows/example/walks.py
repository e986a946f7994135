"""What moves one nomination, or the bloc's vote, one step on at a given moment."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import UserTask
from engine.store.database import Database
from engine.store.tasks import OpenStep, find_task, open_steps, tasks_of
from workflows.across.party.commands import Said, record_party_opinion
from workflows.example.answers import Moment, answer
from workflows.example.cases import Case
from workflows.example.deeds import Holders, complete_by_somebody
from workflows.example.people import find_somebody
from workflows.example.sessions import Councils
from workflows.procedures.bloc_vote.commands import start_bloc_vote
from workflows.procedures.nomination.commands import create_nomination
from workflows.procedures.nomination.store import get_nomination, progress_of, waiting_for_bloc
from workflows.registers.ballot.store import ballots_of

WINNER = "VKSNDTC"
ASKS_THE_PARTY = frozenset({"CTDCP", "HCLD3"})
LATEST = 2026
COMMITTEE = "Đảng ủy cơ quan (ví dụ)"


class Walk(Protocol):
    """Something of the example that goes on, step by step."""

    def step(self, database: Database) -> bool:
        """Do what can be done now; return whether there will be more."""


class NominationWalk:
    """A nomination on its way to where it stops."""

    def __init__(self, case: Case, holders: Holders, councils: Councils) -> None:
        self.case, self.holders, self.councils = case, holders, councils
        self.code = ""
        self.done: Counter[str] = Counter()

    def step(self, database: Database) -> bool:
        """Open the nomination, or complete what is open for it unless it stops there."""
        if not self.code:
            self.code = database.perform(self._open)
            self.councils.cases[self.code] = self.case
            return True
        with database.read() as session:
            now = progress_of(session, self.code)
            waiting = [step for step in open_steps(session, self.code) if step.element_id != self.case.stop]
        for task in waiting:
            self._complete(database, task)
        if now.council_at is not None and self.case.stop != "council":
            self.councils.advance(database, now.reviewer)
        return now.outcome is None

    def _open(self, session: Session) -> str:
        case = self.case
        by = self.holders[f"unit_officer@{case.unit}"][0]
        person = str(find_somebody(case.person).id) if case.person else None
        made = create_nomination(
            session,
            award=case.award,
            year=case.year,
            unit=case.unit,
            person=person,
            achievement=case.feat,
            by=by,
            key=f"example:{case.number}",
        )
        return made.code

    def _complete(self, database: Database, task: OpenStep) -> None:
        if task.element_id == "endorse" and self.case.award in ASKS_THE_PARTY and self.case.year == LATEST:
            database.perform(self._record_opinion)
        given = answer(task.element_id, Moment(self.case, clock.now(), self.done))
        complete_by_somebody(database, task, given, self.holders)
        self.done[task.element_id] += 1

    def _record_opinion(self, session: Session) -> None:
        """Record what the party committee of the body said, before the head endorses."""
        by = self.holders[f"unit_officer@{self.case.unit}"][0]
        said = Said(COMMITTEE, f"{self.case.number}-CV/ĐU", clock.today(), agrees=True)
        record_party_opinion(session, self.code, said, by=by, key=f"example:party:{self.case.number}")


class VoteWalk:
    """The vote of the bloc in a year, which the procuracy wins."""

    def __init__(self, scope: str, holders: Holders) -> None:
        self.scope, self.holders = scope, holders
        self.is_open = False

    def step(self, database: Database) -> bool:
        """Call the vote, or complete all that is open in it."""
        if not self.is_open:
            by = self.holders[f"bloc_head@{self.scope}"][0]
            database.perform(lambda s: start_bloc_vote(s, self.scope, by=by, key=f"example:{self.scope}"))
            self.is_open = True
            return True
        with database.read() as session:
            waiting = tasks_of(session, self.scope, open_only=True)
        for task in waiting:
            with database.read() as session:
                given = self._answer(session, task)
            complete_by_somebody(database, task, given, self.holders)
        return bool(waiting)

    def _answer(self, session: Session, task: UserTask) -> dict[str, Any]:
        now = clock.now()
        match task.element_id:
            case "prepare_agenda":
                codes = [one.code for one in waiting_for_bloc(session, self.scope)]
                return {"nominations": codes, "closes_at": now + timedelta(days=10), "note": None}
            case "vote":
                return {"votes": self._votes(session, task)}
            case "sign_minutes":
                signed = {"document_no": "01/BB-KTĐ", "signed_on": clock.today()}
                return signed | {"comment": None, "confirmed": True}
        return {"comment": None, "confirmed": True}

    def _votes(self, session: Session, task: UserTask) -> list[dict[str, str]]:
        """Return one body's choices: all are for the winner, and each is for itself and a neighbour or two."""
        ballot = ballots_of(session, self.scope)[0]
        voter = find_task(session, task.id).candidates[0].principal.partition("@")[2]
        votes = []
        for contest in ballot.contests:
            body = get_nomination(session, contest.nomination).body_code
            is_yes = body in {WINNER, voter} or (len(body) + len(voter)) % 3 == 0
            votes.append({"nomination": contest.nomination, "choice": "yes" if is_yes else "no"})
        return votes


def first_hour(day: date, number: int) -> datetime:
    """Return a working hour of a day."""
    at = datetime(day.year, day.month, day.day, 8, 5, tzinfo=clock.local_zone())
    return at + timedelta(minutes=37 * (number % 13))
