"""Every running case of the example brought to its end, whatever version's diagrams it runs on."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.jobs.worker import run_until_idle
from engine.model import Event, Instance, UserTask
from engine.store.database import Database
from workflows.example.bodies import make_units
from workflows.example.cases import Case
from workflows.example.councils import make_council_members, make_councils
from workflows.example.deeds import Holders, complete_by_somebody
from workflows.example.nominations import find_holders
from workflows.example.people import everybody, make_people
from workflows.example.sessions import Councils
from workflows.example.walks import NominationWalk, VoteWalk
from workflows.example.years import PLANS, YearWalk
from workflows.procedures.nomination.store import waiting_for_bloc
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.model import Council, CouncilMember, Person, Unit, body_of

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


class OldYear(YearWalk):
    """A year of the bloc that some version left on its way: each of its steps is due now."""

    def __init__(self, holders: Holders) -> None:
        whole = PLANS[0]
        super().__init__(
            replace(whole, scope=SCOPE, year=2026, days=dict.fromkeys(whole.days, date(2026, 12, 1))), holders
        )
        self.is_begun = True

    def _is_due(self, task: UserTask) -> bool:
        return True

    def _answer(self, session: Session, task: UserTask) -> dict[str, Any]:
        """Return the answer of today, with the number that earlier forms asked for."""
        given = super()._answer(session, task)
        return given | {"document_no": "02/BB-KTĐ"} if task.element_id == "sign_minutes" else given


def seat_anew(database: Database) -> None:
    """Seat twice as many on each council, and none who appraised: of earlier ones too few may vote on some cases."""
    with database.transaction() as session:
        _open_anew(session)
        known = {person.id for person in session.scalars(select(Person))}
        session.add_all(person for person in make_people() if person.id not in known)
        session.execute(delete(CouncilMember))
        session.flush()
        codes = {who.id: who.place.code for who in everybody()}
        session.add_all(one for one in make_council_members() if not codes[one.person_id].endswith(".vutdkt"))
        more = [who for who in everybody() if who.place.code.endswith((".cv1", ".cv2", ".ccb", ".tonghop"))]
        session.add_all(_seat(who.id, body_of(who.place.unit)) for who in more if not _is_seated(who.id))


def _open_anew(session: Session) -> None:
    """Add the units and councils that the example has got since."""
    for model, made in ((Unit, make_units()), (Council, make_councils())):
        known = set(session.scalars(select(model.code)))
        session.add_all(one for one in made if one.code not in known)
        session.flush()


def _is_seated(person: UUID) -> bool:
    return any(one.person_id == person for one in make_council_members())


def _seat(person: UUID, council: str) -> CouncilMember:
    return CouncilMember(council_code=council, person_id=person, role="member", place=50, valid_from=date(2015, 1, 1))


def finish_everything(database: Database) -> None:
    """Let everybody do what waits for them, a working day after the other, until nothing runs any more."""
    with database.read() as session:
        now = _last_moment(session)
        live = list(session.scalars(select(Nomination).where(Nomination.outcome.is_(None))))
    seat_anew(database)
    holders = find_holders(database)
    holders |= {f"person:{one.id}": [one] for one in _everybody(database)}
    councils = Councils(holders)
    walks = [OldWalk(nomination, holders, councils) for nomination in live]
    vote, year = VoteWalk(SCOPE, holders), OldYear(holders)
    for day in range(1, MOST_DAYS):
        with clock.travel_to(now + timedelta(days=day)):
            run_until_idle(database)
            walks = [walk for walk in walks if walk.step(database)]
            if vote.is_open or _bloc_is_waited_for(database):
                vote.step(database)
            year.step(database)
            if not run_until_idle(database) and not still_running(database):
                return


def _everybody(database: Database) -> list[Actor]:
    with database.read() as session:
        return [replace(actor_for(session, who.id), is_confirmed=True) for who in everybody()]


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
