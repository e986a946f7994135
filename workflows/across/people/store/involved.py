"""Whom a case concerns: one query for every step, vote, read and grant that asks."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import CTE, String, and_, case, exists, func, literal, or_, select, union
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import CompoundSelect, Select

from engine.base.text import N_
from engine.model import UserTask
from engine.model.capacity import Involvement
from engine.store.involvement import TODAY, Casework, involvement_in, is_done
from workflows.across.people.earlier import said_today
from workflows.across.people.relations.model import DeclaredRelation as Relation
from workflows.across.people.store.matters import about, deeds
from workflows.registers.awards.model import TitleRecord
from workflows.registers.complaints.model import Complaint
from workflows.registers.nominations.model import LIST, EntryState, Nomination, NominationEntry
from workflows.registers.organisation.model import Post
from workflows.registers.revocations.model import Revocation

SENDER, SAID_SENDER = "sender", "said_sender"
KINDS: Mapping[str, str] = {
    "nominee": N_("you are proposed for the award"),
    "head": N_("the unit proposed is headed by you"),
    "accused": N_("it is about you"),
    "relative": N_("a close relative of yours is proposed, or it is about them"),
    "said_relative": N_("a close relative of yours is proposed, or it is about them"),
}


def case_people(session: Session, key: str, process: str = "") -> dict[str, frozenset[str]]:
    """Return whom a case concerns: the person's id, and in which ways (`KINDS`).

    A case is a nomination, a letter for many, a complaint, a revocation, or all that stands on the agenda of a
    session; of a bloc's vote (`process`) what it votes on. Authors and whoever acted on it are among the deeds of
    `involvement_in_cases`.
    """
    return dict(involvement_in(session, [key], process)[key].concerned)


def involvement_in_cases(session: Session, keys: Collection[str]) -> dict[str, Involvement]:
    """Return whom cases concern and what was done on them, by their keys."""
    return involvement_in(session, keys)


def case_work() -> Casework:
    """Return how the engine learns of the people of a case."""
    return Casework(queries=_queries, kinds=KINDS, earlier=said_today)


def _queries(asked: CTE) -> tuple[CompoundSelect[Any], CompoundSelect[Any]]:
    """Return whom cases concern and what was done on them; what they are about is looked up once for both."""
    named = about(asked)
    return _people(asked, named), deeds(asked, named)


def _people(asked: CTE, named: CTE) -> CompoundSelect[Any]:
    subjects = union(*_nominees(named), *_holders(asked), _senders(named)).cte("subject")
    units = union(*_units(named), *_holding_units(asked)).cte("subject_unit")
    return union(
        select(subjects.c.key, subjects.c.process, subjects.c.person, subjects.c.kind),
        _heads(units),
        *_relatives(subjects),
    )


def _kind(named: CTE) -> Any:
    return case((named.c.accused == 1, "accused"), else_="nominee").label("kind")


def _nominees(named: CTE) -> list[Select[Any]]:
    own = select(named.c.key, named.c.process, Nomination.person_id.label("person"), _kind(named))
    listed = select(named.c.key, named.c.process, NominationEntry.person_id, _kind(named))
    return [
        own.join(named, named.c.nomination == Nomination.code).where(Nomination.person_id.is_not(None)),
        listed.join(named, named.c.nomination == NominationEntry.nomination).where(
            NominationEntry.person_id.is_not(None), NominationEntry.state != EntryState.WITHDRAWN
        ),
    ]


def _holders(asked: CTE) -> list[Select[Any]]:
    """Return who holds an award that is to be revoked."""
    query = select(asked.c.key, asked.c.process, TitleRecord.person_id, literal("accused", String))
    query = query.join(Revocation, Revocation.title_id == TitleRecord.id)
    return [query.join(asked, asked.c.key == Revocation.code).where(TitleRecord.person_id.is_not(None))]


def _senders(named: CTE) -> Select[Any]:
    """Return who raised a matter about the nominations; no page says so (`KINDS`).

    Until somebody else has worked on the matter, only the one who took it up says so.
    """
    kind = case((_second_person(), "sender"), else_="said_sender")
    query = select(named.c.key, named.c.process, Complaint.sender_id, kind)
    query = query.join(named, named.c.nomination == Complaint.nomination_code)
    return query.where(Complaint.sender_id.is_not(None))


def _second_person() -> Any:
    """Tell whether a matter was worked on by anybody but who took it up, and not in their place."""
    done_for = func.coalesce(UserTask.completed_for, "")
    by_another = UserTask.completed_by != Complaint.created_by, done_for != Complaint.created_by
    return exists().where(is_done(), UserTask.business_key == Complaint.code, *by_another).correlate(Complaint)


def _relatives(subjects: CTE) -> list[Select[Any]]:
    """Return who was declared a close relative of those proposed or accused, whichever of the two declared it.

    Until a second person confirms it, whoever did not declare it themselves was only said to be one.
    """
    either = (
        (Relation.person_id, Relation.relative_id, Relation.binds_relative),
        (Relation.relative_id, Relation.person_id, Relation.binds_person),
    )
    return [
        select(subjects.c.key, subjects.c.process, to, case((binds, "relative"), else_="said_relative"))
        .join(subjects, of == subjects.c.person)
        .where(subjects.c.kind != SENDER, subjects.c.kind != SAID_SENDER, Relation.withdrawn_at.is_(None))
        for of, to, binds in either
    ]


def _units(named: CTE) -> list[Select[Any]]:
    """Return the units proposed; the unit that proposes a letter is none of them."""
    own = select(named.c.key, named.c.process, Nomination.subject_unit_code.label("unit"), named.c.accused)
    listed = select(named.c.key, named.c.process, NominationEntry.unit_code, named.c.accused)
    return [
        own.join(named, named.c.nomination == Nomination.code).where(
            Nomination.subject_unit_code.is_not(None), Nomination.subject_kind != LIST
        ),
        listed.join(named, named.c.nomination == NominationEntry.nomination).where(
            NominationEntry.unit_code.is_not(None), NominationEntry.state != EntryState.WITHDRAWN
        ),
    ]


def _holding_units(asked: CTE) -> list[Select[Any]]:
    query = select(asked.c.key, asked.c.process, TitleRecord.unit_code, literal(1))
    query = query.join(Revocation, Revocation.title_id == TitleRecord.id)
    return [query.join(asked, asked.c.key == Revocation.code).where(TitleRecord.unit_code.is_not(None))]


def _heads(units: CTE) -> Select[Any]:
    """Return who heads a unit proposed or one around it; the body itself is everybody's, so its head is not counted."""
    kind = case((units.c.accused == 1, "accused"), else_="head")
    around = Post.unit_code + "."
    is_headed = or_(units.c.unit == Post.unit_code, func.substr(units.c.unit, 1, func.length(around)) == around)
    query = select(units.c.key, units.c.process, Post.person_id, kind)
    return query.join(units, and_(is_headed, Post.unit_code.contains(".", autoescape=True))).where(
        Post.role == "unit_head", Post.valid_from <= TODAY, or_(Post.valid_to.is_(None), Post.valid_to >= TODAY)
    )
