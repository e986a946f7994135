"""Keep what rules on awards ask of units, people and holds."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

_COLUMNS = (
    ("unit", "legal_person"),
    ("unit", "sector"),
    ("year_record", "cluster_members"),
    ("year_record", "cluster_yes"),
    ("year_record", "movement_years"),
    ("year_record", "post"),
    ("year_record", "retires_later"),
    ("award_hold", "nomination"),
)


def upgrade() -> None:
    op.add_column("unit", sa.Column("legal_person", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("unit", sa.Column("sector", sa.String(20), nullable=False, server_default=""))
    op.add_column("year_record", sa.Column("cluster_members", sa.Integer(), nullable=True))
    op.add_column("year_record", sa.Column("cluster_yes", sa.Integer(), nullable=True))
    op.add_column("year_record", sa.Column("movement_years", sa.Integer(), nullable=True))
    op.add_column("year_record", sa.Column("post", sa.String(20), nullable=False, server_default=""))
    op.add_column("year_record", sa.Column("retires_later", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("award_hold", sa.Column("nomination", sa.String(40), nullable=True))
    op.create_index(op.f("ix_award_hold_nomination"), "award_hold", ["nomination"])


def downgrade() -> None:
    op.drop_index(op.f("ix_award_hold_nomination"), table_name="award_hold")
    for table, column in reversed(_COLUMNS):
        op.drop_column(table, column)
