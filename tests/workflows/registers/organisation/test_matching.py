"""Vietnamese text is matched and put in order alike on both databases, whatever their collation."""

import pytest
from sqlalchemy import Column, MetaData, String, Table, select

from engine.store.database import Database
from workflows.registers.organisation.folding import fold_text
from workflows.registers.organisation.matching import by_bytes, folded

WORDS = [
    "Đặng Văn Đức",
    "ĐẶNG",
    "đa",
    "da",
    "Ða (U+00D0)",
    "Nguyễn",
    "Nguye\u0302\u0303n",
    "zwsp\u200bx",
    "Ðỗ \u202e\u2066Ɖ",
    "Ửng",
    "ß",
    "a_b",
]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_columns_are_folded_as_texts_are_and_ordered_by_bytes(database: Database) -> None:
    table = Table("words", MetaData(), Column("word", String))
    with database.engine.connect() as connection:
        table.create(connection)
        connection.execute(table.insert(), [{"word": word} for word in WORDS])
        shown = dict(tuple(row) for row in connection.execute(select(table.c.word, folded(table.c.word))))
        ordered = list(connection.scalars(select(table.c.word).order_by(by_bytes(table.c.word))))
        found = connection.scalars(select(table.c.word).where(folded(table.c.word).contains(fold_text("ĐẶ"))))
        assert set(found) >= {"Đặng Văn Đức", "ĐẶNG", "đa", "da"}
        connection.rollback()
    assert shown == {word: fold_text(word).replace("ss", "ß") for word in WORDS}
    assert ordered == sorted(WORDS, key=str.encode)
