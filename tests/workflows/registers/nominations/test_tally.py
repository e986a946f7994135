"""What the triggers keep of nominations is what counting anew finds, whatever was changed and by whom."""

import random
from typing import Any

from sqlalchemy import delete, func, select, update

from tests.workflows.registers.nominations.many import add_many, progress, standing
from web.health import checks
from web.health.finding import Grade
from workflows.registers.nominations.model import Nomination, NominationEntry
from workflows.registers.nominations.tally.model import NominationTally
from workflows.registers.nominations.tally.store import counted_anew, fold, kinds
from workflows.registers.nominations.words.model import NominationWord


def change_some(session: Any, codes: list[str], chance: random.Random) -> None:
    """Change nominations, entries or neither as commands do, and as no command does: many at once, and removed."""
    some, one = chance.sample(codes, 5), Nomination
    session.execute(update(one).where(one.code.in_(some)).values(progress(chance)))
    entry = NominationEntry
    session.execute(update(entry).where(entry.nomination.in_(chance.sample(codes, 9))).values(standing(chance)))
    session.execute(delete(entry).where(entry.nomination.in_(chance.sample(codes, 2)), entry.no == 2))
    session.execute(update(one).where(one.code.in_(some)).values(held_at=None))


def rows(session: Any) -> int:
    return session.scalar(select(func.count()).select_from(NominationTally)) or 0


def test_counts_kept_are_counts_made_anew_and_folding_loses_none(office: Any) -> None:
    chance = random.Random(2019)
    with office.database.transaction() as session:
        codes = add_many(session, 40, office.subject, chance)
        before = counted_anew(session)
        assert kinds(session) == before
        for _ in range(8):
            change_some(session, codes, chance)
            assert kinds(session) == counted_anew(session)
        assert counted_anew(session) != before
        many = rows(session)
    fold(office.database)
    [finding] = checks.check_counts(office.database)
    assert finding.grade is Grade.GOOD
    with office.database.transaction() as session:
        session.execute(update(NominationTally).values(number=NominationTally.number + 1))
    [finding] = checks.check_counts(office.database)
    assert finding.grade is Grade.WARNING
    with office.database.transaction() as session:
        session.execute(update(NominationTally).values(number=NominationTally.number - 1))
        assert kinds(session) == counted_anew(session)
        assert rows(session) == len(kinds(session)) < many
        session.execute(delete(NominationEntry))
        session.execute(delete(Nomination))
        assert kinds(session) == {}
        assert session.scalar(select(func.count()).select_from(NominationWord)) == 0


def test_a_nomination_that_goes_its_way_is_counted_where_it_is(office: Any) -> None:
    code = office.propose_person("CSTDCS")
    office.hand_in(code)
    with office.database.read() as session:
        found = kinds(session)
        assert found == counted_anew(session)
        [(kind, number)] = found.items()
    assert number == 1
    assert office.nomination(code).stage in kind
