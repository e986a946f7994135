"""Entries in the register of who holds which award."""

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.store.turns import take_turns
from workflows.registers.awards import store
from workflows.registers.awards.achievement import OF_THE_YEAR, Achievement
from workflows.registers.awards.model import TitleRecord
from workflows.registers.organisation.model import Person


def register_in_turn(session: Session) -> None:
    """Let all who write in the register go one after the other: what is entered twice is found, not refused."""
    take_turns(session, "title_record")


def record_title(  # noqa: PLR0913 - the columns of the register
    session: Session,
    subject: store.Subject,
    award: str,
    year: int,
    *,
    by: Actor,
    achievement: Achievement = OF_THE_YEAR,
) -> TitleRecord:
    """Return the entry of an award for an achievement, made now if there is none; one that was revoked stands again.

    The caller owns the transaction. Raises NotFoundError for an unknown award.
    """
    found = store.find_title(session, subject, award, year, achievement)
    if found is not None:
        found.revoked_on, found.revoked_no, found.revoked_for = None, "", ""
        return found
    store.find_award(session, award)
    title = TitleRecord(award_code=award, year=year, recorded_at=clock.now(), recorded_by=by.id)
    title.commendation_type, title.occasion = achievement.commendation_type, achievement.occasion
    title.feat, title.feat_on = achievement.feat, achievement.feat_on
    if isinstance(subject, Person):
        title.person_id = subject.id
    else:
        title.unit_code = subject.code
    session.add(title)
    session.flush()
    return title
