"""The script that writes migrations gives an added column a value that rows which are there already can hold."""

from typing import Any

import pytest
import sqlalchemy as sa
from alembic.operations import ops

from engine.model.base import Json, UtcDateTime
from scripts.schema_migration import added_columns, default_for_rows


@pytest.mark.parametrize(
    ("kind", "default", "written"),
    [
        (sa.String(20), None, ""),
        (sa.Text(), "open", "open"),
        (sa.Integer(), None, "0"),
        (sa.Integer(), 8, "8"),
        (sa.Boolean(), None, "false"),
        (sa.Boolean(), True, "true"),
        (Json(), list, "[]"),
    ],
)
def test_a_column_that_must_be_filled_gets_a_default(kind: Any, default: Any, written: str) -> None:
    given = default_for_rows(sa.Column("added", kind, default=default, nullable=False))
    assert str(given.arg) == written


@pytest.mark.parametrize("kind", [UtcDateTime(), sa.Date(), sa.Uuid(), sa.Numeric(), Json()])
def test_a_column_without_a_plain_value_is_refused(kind: Any) -> None:
    with pytest.raises(SystemExit, match="added: rows that are there already need a value"):
        default_for_rows(sa.Column("added", kind, nullable=False))
    assert default_for_rows(sa.Column("added", kind, nullable=True)) is None


def test_columns_are_found_within_changes_of_a_table() -> None:
    column: sa.Column[Any] = sa.Column("added", sa.Integer())
    changed = ops.ModifyTableOps("case", [ops.AddColumnOp("case", column)])
    assert list(added_columns(ops.UpgradeOps([changed]))) == [column]
