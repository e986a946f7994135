"""What an award is proposed for must be told, and nobody is proposed twice for it."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.store.turns import take_turns
from workflows.procedures.nomination.standing.store import Standing, SubjectId, Wanted
from workflows.registers.awards.achievement import ADHOC, MOST_FEATS, MOVEMENT, Achievement
from workflows.registers.awards.model import COMMENDATION, Award
from workflows.registers.awards.store import find_award

SHORTEST_FEAT = 10  # characters that say at least something
_OF_ONE_FORM = "forms"


class NominationRefusedError(BangVangError):
    """A nomination cannot be opened or withdrawn as asked; the text says why."""


def require_given(award: Award, body: str) -> None:
    """Refuse an award that a body does not give, or of which nothing but the name is known.

    Raises NominationRefusedError.
    """
    said = {"award": award.name}
    _require(award.is_proposed, Text(N_("“%(award)s” can only be entered in the register, not proposed here."), said))
    _require(award.is_given_in(body), Text(N_("“%(award)s” is not given in this body."), said))


def told_achievement(award: Award, year: int, told: Achievement | None) -> Achievement:
    """Return what an award is proposed for, on its usual ground where none is told.

    A feat and its day are kept of ad-hoc commendations, a name of movements, nothing else of others.

    Raises NominationRefusedError where the award is not given on that ground or something is missing.
    """
    found = told or Achievement(award.commendation_types[0])
    if found.commendation_type not in award.commendation_types:
        raise NominationRefusedError(
            Text(N_("“%(award)s” is not given for this type of commendation."), {"award": award.name})
        )
    feat = " ".join(found.feat.split())
    if found.commendation_type == MOVEMENT:
        _require(bool(feat), Text(N_("Name the movement.")))
        return Achievement(MOVEMENT, feat, movement=found.movement)
    if found.commendation_type != ADHOC:
        return Achievement(found.commendation_type)
    _require(len(feat) >= SHORTEST_FEAT and found.feat_on is not None, Text(N_("Describe the feat and give its day.")))
    _require(found.feat_on is None or found.feat_on <= clock.today(), Text(N_("The feat lies in the future.")))
    _require(found.feat_on is None or found.feat_on.year == year, Text(N_("The feat was not in this year.")))
    _require(1 <= found.feat_no <= MOST_FEATS, Text(N_("Number the feats of one day from 1.")))
    return Achievement(ADHOC, feat, found.feat_on, found.feat_no)


def _require(is_told: bool, otherwise: Text) -> None:
    if not is_told:
        raise NominationRefusedError(otherwise)


def wait_in_turn(session: Session, award: Award, year: int) -> None:
    """Let all who propose for an award in a year, or in any form of commendation, go one after the other."""
    take_turns(session, "proposal", _OF_ONE_FORM if award.family == COMMENDATION else award.code, year)


def refusal_of(session: Session, name: str, other: Standing, award: str) -> Text:
    """Return why somebody is not proposed again, naming the other proposal."""
    if other.award == award:
        said = {"name": name, "code": other.code}
        return Text(N_("%(name)s is already proposed for this award and achievement: %(code)s."), said)
    return Text(
        N_("%(name)s is already proposed for the same achievement in another form: %(award)s (%(code)s)."),
        {"name": name, "award": find_award(session, other.award).name, "code": other.code},
    )


def require_none(
    session: Session, standing: Mapping[SubjectId, Standing], subject: tuple[SubjectId, str], wanted: Wanted
) -> None:
    """Refuse a subject (its id and name) that is proposed already.

    Raises NominationRefusedError.
    """
    other = standing.get(subject[0])
    if other is not None:
        raise NominationRefusedError(refusal_of(session, subject[1], other, wanted.award.code))
