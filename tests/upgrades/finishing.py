"""Every running case of the example brought to its end, whatever version's diagrams it runs on."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import clock
from engine.model import Event, Instance, UserTask
from engine.store.database import Database
from engine.worker import run_until_idle
from workflows.example.cases import Case
from workflows.example.deeds import Holders, complete_by_somebody
from workflows.example.nominations import find_holders
from workflows.example.sessions import Councils
from workflows.example.walks import NominationWalk, VoteWalk
from workflows.nomination.model import Nomination
from workflows.nomination.store import waiting_for_bloc

MOST_DAYS = 150
SCOPE = "NC-2026"


class OldWalk(NominationWalk):
    """A nomination that some version left on its way, and that now goes on to its end."""

    def __init__(self, nomination: Nomination, holders: Holders, councils: Councils) -> None:
        number = int(nomination.code.rpartition("-")[2])
        begins = nomination.created_at.date()
        case = Case(number, nomination.award_code, nomination.year, nomination.unit_code, begins, person="somebody")
        super().__init__(case, holders, councils)
        self.code = nomination.code
        councils.cases[self.code] = case

    def _complete(self, database: Database, task: UserTask) -> None:
        if task.element_id != "council_result":
            super()._complete(database, task)
            return
        complete_by_somebody(database, task, self._counted(), self.holders)

    def _counted(self) -> dict[str, Any]:
        """Return what the secretary wrote down in the version that had no sessions of councils."""
        members = len(self.holders[f"council_member@{self.case.unit.partition('.')[0]}"])
        votes = {"members": members, "present": members - 1, "written": 1, "yes": members, "no": 0}
        return votes | {"held_on": clock.today(), "document_no": "1/BB", "lower_award": None, "note": None, "files": []}


def finish_everything(database: Database) -> None:
    """Let everybody do what waits for them, a working day after the other, until nothing runs any more."""
    with database.read() as session:
        now = _last_moment(session)
        live = list(session.scalars(select(Nomination).where(Nomination.outcome.is_(None))))
    holders = find_holders(database)
    councils = Councils(holders)
    walks = [OldWalk(nomination, holders, councils) for nomination in live]
    vote = VoteWalk(SCOPE, holders)
    for day in range(1, MOST_DAYS):
        with clock.travel_to(now + timedelta(days=day)):
            run_until_idle(database)
            walks = [walk for walk in walks if walk.step(database)]
            if vote.is_open or _bloc_is_waited_for(database):
                vote.step(database)
            if not run_until_idle(database) and not still_running(database):
                return


def still_running(database: Database) -> list[str]:
    """Return the keys of cases that have not ended."""
    with database.read() as session:
        running = select(Instance.business_key, Instance.process_id).where(Instance.state == "active")
        return sorted(f"{process} of {key}" for key, process in session.execute(running))


def _last_moment(session: Session) -> datetime:
    found = session.scalar(select(func.max(Event.at)))
    assert found
    return found


def _bloc_is_waited_for(database: Database) -> bool:
    with database.read() as session:
        return bool(waiting_for_bloc(session, SCOPE))
