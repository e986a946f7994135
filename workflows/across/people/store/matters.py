"""What belongs to a case: the nominations it is about, and the sessions, votes and complaints about those."""

from typing import Any

from sqlalchemy import CTE, String, and_, case, exists, literal, null, or_, select, type_coerce, union
from sqlalchemy.sql.expression import CompoundSelect, Select

from engine.model import UserTask
from engine.model.base import Json
from engine.store.involvement import deed_columns, is_done
from workflows.procedures.council_session.model import AgendaItem
from workflows.registers.awards.model import TitleRecord
from workflows.registers.ballot.model import Ballot, BallotContest, BallotRecusal, BallotSeat
from workflows.registers.complaints.model import Complaint
from workflows.registers.nominations.model import Nomination, NominationEntry, NominationStage
from workflows.registers.revocations.model import Revocation

BLOC_YEAR, BLOC_VOTE = "bloc_year", "bloc_vote"
OF_BLOC = (BLOC_YEAR, BLOC_VOTE)
"""A bloc's year and its votes share a key; each stands for itself, and neither is a case of one nomination."""
COUNCIL = "council_session"
VOTED = "Biểu quyết"
OPENED = "Mở hồ sơ đề nghị"
PROPOSED = "Đề nghị thu hồi"


def about(asked: CTE) -> CTE:
    """Return the nominations that cases are about, as (key, process, nomination, is accused)."""
    of_session = select(*_case(asked), AgendaItem.nomination, _no()).join(asked, AgendaItem.session_code == asked.c.key)
    of_bloc = select(*_case(asked), Nomination.code, _no()).join(asked, Nomination.bloc_scope == asked.c.key)
    itself = select(*_case(asked), Nomination.code.label("nomination"), _no().label("accused"))
    return union(
        itself.join(asked, Nomination.code == asked.c.key),
        select(*_case(asked), Complaint.nomination_code, _yes()).join(asked, Complaint.code == asked.c.key),
        select(*_case(asked), Nomination.code, _yes())
        .join(TitleRecord, TitleRecord.source == Nomination.code)
        .join(Revocation, Revocation.title_id == TitleRecord.id)
        .join(asked, Revocation.code == asked.c.key),
        of_session,
        of_bloc.where(Nomination.stage == NominationStage.BLOC_VOTE, asked.c.process == BLOC_VOTE),
    ).cte("about")


def deeds(asked: CTE, named: CTE) -> CompoundSelect[Any]:
    """Return what was done on cases and on what belongs to them (`about`), as the engine asks for it."""
    return union(_own(asked), _linked(named), _votes(named), *_opened(asked, named))


def _own(asked: CTE) -> Select[Any]:
    """Return the tasks of the key; of a bloc's, those of the same process."""
    of_case = [column != process for column in (UserTask.process_id, asked.c.process) for process in OF_BLOC]
    same = or_(UserTask.process_id == asked.c.process, and_(*of_case))
    query = select(*deed_columns(asked)).join(asked, UserTask.business_key == asked.c.key)
    return query.where(is_done(), UserTask.business_key != "", same)


def _linked(named: CTE) -> Select[Any]:
    """Return the tasks of the nominations a case is about, and of the sessions, votes and complaints about them.

    Who voted on a nomination is read from the ballots: a sheet is about many. The keys are gathered first and tasks
    found by them, so that what it costs does not grow with all the tasks there are.
    """
    linked = union(
        _kin(named, named.c.nomination, sheets=True),
        _kin(named, AgendaItem.session_code).join(AgendaItem, AgendaItem.nomination == named.c.nomination),
        _kin(named, Nomination.bloc_scope, process=BLOC_VOTE)
        .join(Nomination, Nomination.code == named.c.nomination)
        .where(Nomination.bloc_at.is_not(None)),
        _kin(named, Complaint.code, sheets=True).join(Complaint, Complaint.nomination_code == named.c.nomination),
    ).cte("linked")
    query = select(*deed_columns(linked, is_linked=True)).join(linked, UserTask.business_key == linked.c.work)
    of_process = or_(linked.c.only == "", UserTask.process_id == linked.c.only)
    of_sheets = or_(linked.c.sheets == 1, UserTask.capacity != "vote")
    return query.where(is_done(), linked.c.work != linked.c.key, of_process, of_sheets)


def _kin(named: CTE, work: Any, *, process: str = "", sheets: bool = False) -> Select[Any]:
    """Return keys of what belongs to cases: of one process only where it says so, sheets of votes where they count."""
    only = literal(process, String).label("only")
    return select(*_case(named), work.label("work"), only, (_yes() if sheets else _no()).label("sheets")).select_from(
        named
    )


def _votes(named: CTE) -> Select[Any]:
    """Return who voted on the nominations, or on an entry of theirs, and did not stand aside."""
    entry = NominationEntry.nomination + "/" + NominationEntry.no.cast(String)
    entries = select(*_case(named), entry).join(named, named.c.nomination == NominationEntry.nomination)
    contests = union(select(*_case(named), named.c.nomination.label("contest")), entries).cte("contest")
    aside = exists().where(
        BallotRecusal.ballot_id == BallotContest.ballot_id,
        BallotRecusal.contest_no == BallotContest.no,
        BallotRecusal.seat_no == BallotSeat.seat_no,
    )
    of_bloc: Any = case((Ballot.subject_key == Ballot.scope, BLOC_VOTE), else_=COUNCIL)
    query = (
        select(*_case(contests), *_deed(BallotSeat.participated_by, of_bloc, "vote", VOTED, "vote"))
        .select_from(contests)
        .join(BallotContest, BallotContest.nomination == contests.c.contest)
        .join(Ballot, Ballot.id == BallotContest.ballot_id)
        .join(BallotSeat, BallotSeat.ballot_id == Ballot.id)
    )
    return query.where(BallotSeat.participated_at.is_not(None), ~aside)


def _opened(asked: CTE, named: CTE) -> list[Select[Any]]:
    """Return who opened the nominations, and who proposed the revocation."""
    made = _deed(Nomination.created_by, literal("nomination", String), "create", OPENED, "propose")
    began = _deed(Revocation.created_by, literal("revocation", String), "create", PROPOSED, "investigate")
    return [
        select(*_case(named), *made).join(named, named.c.nomination == Nomination.code),
        select(*_case(asked), *began).join(asked, asked.c.key == Revocation.code),
    ]


def _deed(by: Any, process: Any, element: str, name: str, capacity: str) -> list[Any]:
    words = [literal(word, String) for word in (element, name, capacity)]
    return [by, null(), type_coerce(literal("[]", String), Json), process, *words, _yes()]


def _case(asked: CTE) -> tuple[Any, Any]:
    return asked.c.key.label("key"), asked.c.process.label("process")


def _yes() -> Any:
    return literal(1)


def _no() -> Any:
    return literal(0)
