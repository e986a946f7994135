"""Say on what ground awards are given, and for which feat."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

KEYS = {
    "person_id": ("uq_title_record_person_id_award_code_year", "uq_title_record_person_achievement"),
    "unit_code": ("uq_title_record_unit_code_award_code_year", "uq_title_record_unit_achievement"),
}
# Awards that are given on other grounds than merit; the catalogue says the same.
GROUNDS = {
    "CTDCP": "merit,movement",
    "GK": "merit,adhoc,movement",
    "BKB": "merit,adhoc,movement,contribution",
    "BKTTG": "merit,adhoc,movement",
    "HCLD3": "merit,contribution",
    "AHLD": "merit,adhoc",
    "KNC": "contribution",
}


def upgrade() -> None:
    op.add_column("award", sa.Column("types", sa.String(100), server_default="merit", nullable=False))
    for table in ("nomination", "title_record"):
        op.add_column(table, sa.Column("commendation_type", sa.String(20), server_default="merit", nullable=False))
        op.add_column(table, sa.Column("feat", sa.Text(), server_default="", nullable=False))
        op.add_column(table, sa.Column("feat_on", sa.Date(), nullable=True))
        op.add_column(table, sa.Column("occasion", sa.String(80), server_default="", nullable=False))
    award = sa.table("award", sa.column("code"), sa.column("types"))
    for code, types in GROUNDS.items():
        op.execute(award.update().where(award.c.code == code).values(types=types))
    for table in ("nomination", "title_record"):
        kept = sa.table(table, sa.column("award_code"), sa.column("commendation_type"))
        op.execute(kept.update().where(kept.c.award_code == "KNC").values(commendation_type="contribution"))
    _key_titles_by(["award_code", "year", "commendation_type", "occasion"], is_newer=True)


def downgrade() -> None:
    _key_titles_by(["award_code", "year"], is_newer=False)
    for table in ("title_record", "nomination"):
        for column in ("occasion", "feat_on", "feat", "commendation_type"):
            op.drop_column(table, column)
    op.drop_column("award", "types")


def _key_titles_by(columns: list[str], *, is_newer: bool) -> None:
    """Give the register other keys; SQLite makes the table anew, which what refers to it must not notice."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        op.execute("CREATE TEMPORARY TABLE kept_revocation AS SELECT * FROM revocation")
        op.execute("DELETE FROM revocation")
    with op.batch_alter_table("title_record") as table:
        for subject, names in KEYS.items():
            table.drop_constraint(op.f(names[not is_newer]), type_="unique")
            table.create_unique_constraint(op.f(names[is_newer]), [subject, *columns])
    if is_sqlite:
        op.execute("INSERT INTO revocation SELECT * FROM kept_revocation")
        op.execute("DROP TABLE kept_revocation")
