"""Keep what rules on awards ask of units, people and holds."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

_NEW = {
    "unit": (
        sa.Column("legal_person", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("sector", sa.String(20), nullable=False, server_default=""),
    ),
    "year_record": (
        sa.Column("cluster_members", sa.Integer(), nullable=True),
        sa.Column("cluster_yes", sa.Integer(), nullable=True),
        sa.Column("movement_years", sa.Integer(), nullable=True),
        sa.Column("post", sa.String(20), nullable=False, server_default=""),
        sa.Column("retires_later", sa.Boolean(), nullable=False, server_default=sa.false()),
    ),
    "award_hold": (sa.Column("nomination", sa.String(40), nullable=True),),
}


def upgrade() -> None:
    for table, columns in _NEW.items():
        for column in columns:
            op.add_column(table, column.copy())
    op.create_index(op.f("ix_award_hold_nomination"), "award_hold", ["nomination"])


def downgrade() -> None:
    op.drop_index(op.f("ix_award_hold_nomination"), table_name="award_hold")
    for table, columns in _NEW.items():
        for column in columns:
            op.drop_column(table, column.name)
