"""People who together try to have an award entered in the register, by every command there is.

They are the example's: each holds what that person holds there. Each does whatever the commands let them, in any order,
over and over until nothing gives way any more; what is refused is left. They lie in every form, propose every act that
would help and approve each other's, stand in for each other, hand tasks to each other, write to the register, bring in
a procedure of their own, give posts to people who do not exist, and take over every account they get a link to.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from engine import commands
from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError
from engine.jobs.worker import run_until_idle
from engine.model import Draft, Event, Incident, Instance, Migration, ProposedAct, UserTask
from engine.store.database import Database
from tests.authority import cases, openings, powers
from tests.authority.people import EVERYBODY
from tests.authority.plot import ALSO_FAVOURED, AWARD, BODY, FAVOURED, YEAR, Try
from web.signin.model import Account
from workflows.example.people import find_somebody
from workflows.registers.awards.model import TitleRecord
from workflows.registers.ballot.model import Ballot
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.absence.model import Absence
from workflows.registers.organisation.model import CouncilMember, Person

MOST_ROUNDS = 24
TWICE = 2
QUIET = 4
ONCE = frozenset({"move_token", "set_variables", "second_administrator", "reset_password"})
"""What is refused as long as the one who asks and the case stay what they are."""
ORDER = {code: place for place, code in enumerate(EVERYBODY)}
"""Who goes first: where one who will vote had done an earlier step, they would stand aside."""
STEP = timedelta(days=2)
RUNNING = Instance.state == "active"


class Conspiracy:
    """Some people of the example, and what they have tried by now; `without` are commands and acts they leave alone."""

    def __init__(self, database: Database, *codes: str, without: Collection[str] = ()) -> None:
        self.database = database
        self.members = {code: find_somebody(code).id for code in codes}
        self.without = frozenset(without)
        self.tried: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self._used: Counter[tuple[str, str, str]] = Counter()
        self._keys = count()

    def succeeds(self, wanted: int = 1) -> bool:
        """Do everything over and over until so many awards are entered or nothing gives way any more."""
        seen: list[int] = []
        for _ in range(MOST_ROUNDS):
            seen.append(self._happened())
            if self.awards() >= wanted or seen[-QUIET:] == seen[-1:] * QUIET:
                break
            bent = list(self._cases())
            for code in self._able():
                for one in (*self._tries(code), *bent):
                    self._dare(code, one)
            run_until_idle(self.database)
            clock.advance(STEP)
            run_until_idle(self.database)
        return self.awards() >= wanted

    def awards(self) -> int:
        """Count those they favour who stand in the register for the year."""
        favoured = [find_somebody(code).id for code in (FAVOURED, ALSO_FAVOURED)]
        query = select(func.count()).where(TitleRecord.person_id.in_(favoured), TitleRecord.year == YEAR)
        with self.database.read() as session:
            return session.scalar(query.where(TitleRecord.award_code == AWARD)) or 0

    def _happened(self) -> int:
        tables = (Event, ProposedAct, Draft, Account, Absence)
        with self.database.read() as session:
            return len(self.members) + sum(
                session.scalar(select(func.count()).select_from(table)) or 0 for table in tables
            )

    def _dare(self, code: str, one: Try) -> None:
        """Try a deed on something, unless it was done or refused twice there, or is left alone."""
        place = (code, one.name, str(one.on))
        if self._used[place] >= (1 if one.name in ONCE or one.kind in ONCE else TWICE) or self.without & {
            one.name,
            one.kind,
        }:
            return
        self.tried[one.name] += 1
        self._used[place] += 1
        key = f"plot-{next(self._keys)}"
        with suppress(BangVangError), self.database.transaction() as session:
            one.deed(session, self._actor(session, code), key)
            self.done[one.kind or one.name] += 1
            self._used[place] = TWICE

    def _actor(self, session: Session, code: str) -> Actor:
        return replace(actor_for(session, self.members[code]), is_confirmed=True)

    def _able(self) -> list[str]:
        """Return who of them holds a post or was asked to stand in: whoever only has an account can do nothing yet."""
        asked = set(self._rows(select(Absence.substitute_id)))
        with self.database.read() as session:
            return [
                code
                for code, person in sorted(self.members.items(), key=lambda member: ORDER.get(member[0], len(ORDER)))
                if person in asked or self._actor(session, code).principals
            ]

    def _rows(self, query: Select[Any]) -> list[Any]:
        with self.database.read() as session:
            return list(session.scalars(query))

    def _tries(self, code: str) -> Iterator[Try]:
        yield from openings.openings()
        yield from openings.entries()
        yield from openings.papers()
        yield from self._procedures()
        yield from self._powers(code)
        for act in self._rows(select(ProposedAct).where(ProposedAct.state == "open")):
            yield approval(act)

    def _procedures(self) -> Iterator[Try]:
        yield from openings.procedures()
        for draft in self._rows(select(Draft).where(Draft.state.in_(("draft", "submitted")))):
            yield from openings.with_draft(draft)

    def _powers(self, code: str) -> Iterator[Try]:
        """Come by others' powers."""
        yield from powers.standing_in(self.members, code)
        for absence in self._rows(select(Absence).where(Absence.substitute_id == self.members[code])):
            yield from powers.accepting(absence)
        yield from powers.wider_grants()
        yield from powers.posts(self.members)
        if powers.PUPPETS[-1] in self.members:
            yield from powers.emptying(self._sitting())
        yield from powers.opening_accounts(self._rows(select(Person.id).where(Person.code.in_(powers.NEWCOMERS))))
        for account in self._rows(select(Account)):
            yield from powers.on_account(account)
            if not account.password_hash:
                yield Try("invite", account.id, lambda s, by, _key, on=account.id: self._take_over(s, on, by))

    def _sitting(self) -> list[CouncilMember]:
        """Return who sits on the council and is nobody of theirs."""
        query = select(CouncilMember).where(CouncilMember.council_code == BODY, CouncilMember.valid_to.is_(None))
        return [one for one in self._rows(query) if one.person.code not in self.members]

    def _take_over(self, session: Session, account: UUID, by: Actor) -> None:
        code, person = powers.taking_over(session, account, by)
        self.members.setdefault(code, person)

    def _cases(self) -> Iterator[Try]:
        """Bend what runs, and call the council to what waits for it."""
        with self.database.read() as session:
            yield from openings.sessions(session)
        for task in self._rows(select(UserTask).join(Instance).where(UserTask.state == "open", RUNNING)):
            yield from cases.on_task(self.database, task, list(self.members.values()))
        for ballot in self._rows(select(Ballot).where(Ballot.state == "open")):
            yield from cases.on_ballot(ballot)
        for instance in self._rows(select(Instance).where(RUNNING)) if "migrate_instance" not in self.without else ():
            yield from cases.on_instance(self.database, instance)
        for migration in self._rows(select(Migration).where(Migration.state == "checked")):
            yield from cases.on_migration(migration)
        for incident in self._rows(select(Incident).where(Incident.resolved_at.is_(None))):
            yield from cases.on_incident(incident)


def approval(act: ProposedAct) -> Try:
    """Return the approval of another's act."""
    deed = lambda s, by, key: commands.approve_act(s, act.id, by=by, key=key)  # noqa: E731
    return Try("approve_act", act.id, deed, act.kind)
