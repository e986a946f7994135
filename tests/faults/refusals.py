"""Many people ask at the same instant for what only one may have: one gets it, the others a clear refusal."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import AlreadyDoneError, BangVangError
from engine.model import Instance
from engine.model.base import new_id
from tests.faults import contests, turns
from tests.faults.contests import Ask, Contest, each, new_person, rows
from tests.workflows.procedures.nomination.office import UNIT, Office
from web.inbox.asked import Asked
from web.inbox.batch.commands import TooLateToUndoError
from web.inbox.filters.commands import MOST, FilterRefusedError, save_filter
from web.inbox.filters.model import SavedFilter
from workflows.across.documents.bases.commands import BaseRefusedError
from workflows.across.documents.commands import DocumentStandsError, issue_document
from workflows.across.documents.model import Document
from workflows.procedures.bloc_vote.commands import VoteRunningError, start_bloc_vote
from workflows.procedures.bloc_year.commands import YearBegunError
from workflows.procedures.bloc_year.pace.commands import PaceRefusedError
from workflows.procedures.council_session.agenda import SessionRefusedError, lay_agenda
from workflows.procedures.council_session.model import AgendaItem, CouncilSession
from workflows.procedures.council_session.store import find_session
from workflows.procedures.nomination.commands import create_nomination, withdraw_nomination
from workflows.procedures.nomination.letters.commands import add_entry
from workflows.procedures.nomination.standing.rules import NominationRefusedError
from workflows.procedures.revocation.commands import RevocationRefusedError, start_revocation
from workflows.procedures.unit_review.posting.commands import CommentRefusedError
from workflows.registers.attachments import UploadRefusedError
from workflows.registers.awards.model import TitleRecord
from workflows.registers.awards.store import regime_on
from workflows.registers.nominations.model import Nomination, NominationEntry
from workflows.registers.organisation.absence.commands import AbsenceRefusedError
from workflows.registers.revocations.model import Revocation


@dataclass(frozen=True)
class Scenario:
    """What is asked for: `prepare` returns who asks for it, and how many have it; `refusal` is what the others hear."""

    refusal: type[BangVangError]
    prepare: Callable[[Office, int], Contest]
    are_all_served: bool = False


def contest(office: Office, name: str, people: int) -> list[str]:
    """Let some people ask for one thing at the same instant; return what is wrong with what came of it."""
    scenario = SCENARIOS[name]
    asks, count = scenario.prepare(office, people)
    barrier = Barrier(people)

    def ask(work: Ask) -> str:
        barrier.wait()
        try:
            office.database.perform(work)
        except scenario.refusal:
            return "refused"
        return "done"

    with ThreadPoolExecutor(people) as pool:
        outcomes = Counter(pool.map(ask, list(asks)))
    with office.database.read() as session:
        have = count(session)
    wrong = have != 1 or outcomes["done"] != (people if scenario.are_all_served else 1)
    return [f"{name}: {have} have what one may have, {dict(outcomes)}"] if wrong else []


def _nominations(office: Office, people: int) -> Contest:
    person = new_person(office)
    by = office.writer(UNIT)
    asked = {"award": "LDTT", "year": 2019, "unit": UNIT, "person": str(person), "by": by}
    asks = each(people, lambda s, key: create_nomination(s, **asked, key=key))
    return asks, rows(Nomination, Nomination.person_id == person)


def _letters(office: Office, people: int) -> Contest:
    """Half propose a person alone, half put them on letters."""
    person, by = new_person(office), office.writer(UNIT)
    codes = [_letter(office) for _ in range(people // 2)]
    asked = {"award": "LDTT", "year": 2019, "unit": UNIT, "person": str(person), "by": by}

    said = {"summary": "Tốt", "person": str(person), "by": by}
    asks = [lambda s, code=code: add_entry(s, code, **said, key=code) for code in codes]
    asks += each(people - len(codes), lambda s, key: create_nomination(s, **asked, key=key))
    alone, listed = (
        rows(Nomination, Nomination.person_id == person),
        rows(NominationEntry, NominationEntry.person_id == person),
    )
    return asks, lambda session: alone(session) + listed(session)


def _letter(office: Office, stage: str = "draft", scope: str | None = None) -> str:
    """Return an empty letter at a stage."""
    code = f"DS-{new_id().hex[-12:]}"
    with office.database.read() as session:
        regime = regime_on(session, clock.today())
    row = Nomination(code=code, award_code="LDTT", regime=regime, year=2019, subject_kind="list", body_code="VKSNDTC")
    row.subject_unit_code, row.unit_code, row.stage, row.bloc_scope = UNIT, UNIT, stage, scope
    row.subject_name, row.subject_search, row.created_at, row.created_by = "Danh sách", "danh sach", clock.now(), "x"
    office.give(row)
    return code


def _withdrawals(office: Office, people: int) -> Contest:
    asked = {"award": "LDTT", "year": 2019, "unit": UNIT, "person": str(new_person(office)), "by": office.writer(UNIT)}
    code = office.database.perform(lambda s: create_nomination(s, **asked, key=str(new_id())).code)
    by = office.writer(UNIT)
    asks = each(people, lambda s, key: withdraw_nomination(s, code, "Nhầm", by=by, key=key))
    return asks, rows(Nomination, Nomination.code == code, Nomination.outcome == "withdrawn")


def _revocations(office: Office, people: int) -> Contest:
    title = TitleRecord(id=new_id(), person_id=new_person(office), award_code="LDTT", year=2019, decision_no="9/QĐ")
    title.recorded_at, title.recorded_by, found = clock.now(), "test", title.id
    office.give(title)
    by = office.actor("emulation_dept@VKSNDTC")
    asks = each(people, lambda s, key: start_revocation(s, found, "fraud", by=by, key=key))
    return asks, rows(Revocation, Revocation.title_id == found)


def _agendas(office: Office, people: int) -> Contest:
    asked = {"award": "LDTT", "year": 2019, "unit": UNIT, "person": str(new_person(office)), "by": office.writer(UNIT)}
    code = office.database.perform(lambda s: create_nomination(s, **asked, key=str(new_id())).code)
    with office.database.transaction() as session:
        session.get_one(Nomination, _id_of(session, code)).council_at = clock.now()
    sittings = [_sitting(office) for _ in range(people)]
    asks = (lambda s, key=key: _lay(s, key, code) for key in sittings)
    return asks, rows(AgendaItem, AgendaItem.nomination == code)


def _lay(session: Session, key: str, code: str) -> None:
    sitting = find_session(session, key)
    lay_agenda(session, sitting, [code], {})
    sitting.state = "convened"


def _sitting(office: Office) -> str:

    code = f"PH-{new_id().hex[-12:]}"
    office.give(CouncilSession(code=code, council_code="VKSNDTC", created_at=clock.now(), created_by="x"))
    return code


def _id_of(session: Session, code: str) -> UUID:
    return session.scalars(select(Nomination.id).where(Nomination.code == code)).one()


def _documents(office: Office, people: int) -> Contest:
    """Ask for the number of a list of who is proposed."""
    code, by = _letter(office), office.actor("emulation_dept@VKSNDTC")
    row = NominationEntry(nomination=code, no=1, person_id=new_person(office), name="Người thử", findings=[])
    office.give(row)
    asks = each(people, lambda s, key: issue_document(s, "entries", code, by=by, key=key))
    return asks, rows(Document, Document.about == code, Document.voided_at.is_(None))


def _votes(office: Office, people: int) -> Contest:

    scope = contests.new_bloc_year(office)
    _letter(office, "bloc_vote", scope)
    by = office.actor(f"bloc_head@{scope}")
    asks = each(people, lambda s, key: start_bloc_vote(s, scope, by=by, key=key))

    return asks, rows(Instance, Instance.business_key == scope)


def _filters(office: Office, people: int) -> Contest:

    by = Actor(id=new_id().hex, name="Người lọc")
    office.give(*[_filter(by, f"Lọc {n}") for n in range(MOST - 1)])
    asks = (lambda s, n=n: save_filter(s, f"Mới {n}", Asked(), body_code=None, by=by) for n in range(people))
    return asks, rows(SavedFilter, SavedFilter.owner_id == by.id, SavedFilter.name.startswith("Mới"))


def _filter(by: Actor, name: str) -> SavedFilter:
    return SavedFilter(owner_id=by.id, owner_name=by.name, name=name, created_at=clock.now(), query={})


SCENARIOS = {
    "one nomination of a subject": Scenario(NominationRefusedError, _nominations),
    "one nomination, alone or on a letter": Scenario(NominationRefusedError, _letters),
    "one withdrawal": Scenario(NominationRefusedError, _withdrawals),
    "one revocation of an award": Scenario(RevocationRefusedError, _revocations),
    "one live agenda of a case": Scenario(SessionRefusedError, _agendas),
    "one live document of a kind": Scenario(DocumentStandsError, _documents),
    "one legal base of its words": Scenario(BaseRefusedError, contests.bases),
    "one vote of a bloc": Scenario(VoteRunningError, _votes),
    "the same days away": Scenario(AbsenceRefusedError, contests.absences),
    "one acceptance of a grant": Scenario(AbsenceRefusedError, contests.acceptances, are_all_served=True),
    "one comment of a reader": Scenario(CommentRefusedError, contests.comments),
    "the last room for files": Scenario(UploadRefusedError, contests.uploads),
    "one year of a bloc": Scenario(YearBegunError, contests.bloc_years),
    "the last filter": Scenario(FilterRefusedError, _filters),
    "one vote of a seat": Scenario(AlreadyDoneError, turns.votes),
    "one account of a person": Scenario(BangVangError, turns.accounts, are_all_served=True),
    "one second administrator": Scenario(BangVangError, turns.seconds),
    "one batch of a key": Scenario(BangVangError, turns.batches, are_all_served=True),
    "one undoing of a batch": Scenario(TooLateToUndoError, turns.undone, are_all_served=True),
    "one question a day": Scenario(PaceRefusedError, turns.nudges),
    "going on once": Scenario(PaceRefusedError, turns.going_on),
}
