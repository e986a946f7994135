"""Words find what they found when every nomination was looked at, whether a word is rare or frequent."""

import random
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.store.database import Database
from tests.workflows.procedures.nomination.office import Office
from tests.workflows.registers.nominations.many import add_many
from web.cases.search import store as search
from web.layout.words import mentions
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import Unit

ASKED = (
    *(
        "hanh",
        "Hạnh",
        "Đức",
        "duc",
        "ðặng",
        "Ɖặng",
        "anh",
        "nh",
        "khanh",
        "k\u200bhanh",
        "binh",
        '"binh"',
        "\\",
        "%",
        "_",
    ),
    *(
        "2019-00012",
        "12",
        "-0001",
        "tdkt",
        "TĐKT-2019",
        "dang duc",
        "duc dang 0002",
        "an bca",
        "khong-co",
        "\u200b",
        "anh-đào",
    ),
    *("cong", "Tổ chức", "bộ hạnh 1"),
)


@pytest.fixture
def office(database: Database, clock: Any) -> Office:
    """Return a bloc of eight bodies, one with a part whose name is searched."""
    found = Office(database)
    with database.transaction() as session:
        session.execute(update(Unit).where(Unit.code == "VKSNDTC.V15").values(search="vu to chuc can bo"))
        session.execute(update(Unit).where(Unit.code == "BCA").values(search="bo cong an"))
    return found


@pytest.mark.parametrize("few", [0, 3, search.FEW])
def test_words_find_what_looking_at_each_finds(office: Office, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "FEW", few)
    with office.database.transaction() as session:
        add_many(session, 40, office.subject, random.Random(7))
        every = select(Nomination.code).outerjoin(Unit, Unit.code == Nomination.unit_code).order_by(Nomination.code)
        for words in ASKED:
            looked = mentions(words, [Nomination.subject_search, Unit.search], [Nomination.code])
            found = select(Nomination.code).where(*search.mentioning(session, words)).order_by(Nomination.code)
            assert session.scalars(found).all() == session.scalars(every.where(*looked)).all(), words
        assert session.scalars(select(Nomination.code).where(*search.mentioning(session, "hanh"))).all()
