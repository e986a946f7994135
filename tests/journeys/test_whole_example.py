"""What the whole example shows beyond single nominations: a cluster that voted, a movement, opinions of committees."""

from pathlib import Path

from sqlalchemy import select

from engine.store.database import Database
from workflows.example.clusters import JUSTICE
from workflows.example.movements import RUNNING_CODE
from workflows.procedures.nomination.party.model import PartyOpinion
from workflows.registers.awards.store import unit_year
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import scope_of
from workflows.registers.organisation.store import find_bloc_year


def test_a_cluster_has_voted_somebody_is_commended_in_a_movement_and_party_committees_were_heard(example: Path) -> None:
    database = Database(f"sqlite:///{example / 'bangvang.db'}")
    with database.read() as session:
        voted = [unit_year(session, code, JUSTICE.year) for code in JUSTICE.units]
        following = find_bloc_year(session, scope_of(JUSTICE.code, JUSTICE.year + 1))
        assert following.head_code == JUSTICE.units[1]
        commended = session.scalars(select(Nomination.outcome).where(Nomination.movement == RUNNING_CODE)).all()
        heard = session.scalars(select(PartyOpinion.nomination)).all()
    database.dispose()
    found = [(one.leads_cluster, one.cluster_yes, one.cluster_members) for one in voted if one is not None]
    assert found == [(True, 4, 4), *[(False, 1, 4)] * 3]
    assert set(commended) == {"awarded", None}
    assert len(set(heard)) >= 3
