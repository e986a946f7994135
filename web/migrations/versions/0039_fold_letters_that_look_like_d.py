"""Fold letters that look like đ, and leave out spaces without width, in texts that are searched."""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

COLUMNS = {"unit": "search", "person": "search", "nomination": "subject_search"}


def upgrade() -> None:
    for table, column in COLUMNS.items():
        for letter, folded in (("ð", "d"), ("ɖ", "d"), ("\u200b", "")):
            op.execute(
                f"UPDATE {table} SET {column} = replace({column}, '{letter}', '{folded}') "  # noqa: S608 - our own names
                f"WHERE {column} LIKE '%{letter}%'"
            )


def downgrade() -> None:
    """Nothing was lost that anybody could tell."""
