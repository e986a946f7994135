"""Keep what more rules ask of years and units."""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("unit", sa.Column("locality", sa.String(length=80), server_default="", nullable=False))
    op.add_column("year_record", sa.Column("disciplined_until", sa.Date(), nullable=True))
    op.add_column(
        "year_record", sa.Column("discipline_counted", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("year_record", sa.Column("training_months", sa.Integer(), nullable=True))
    op.add_column("year_record", sa.Column("training_good", sa.Boolean(), nullable=True))
    op.add_column("year_record", sa.Column("absent_months", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("year_record", "absent_months")
    op.drop_column("year_record", "training_good")
    op.drop_column("year_record", "training_months")
    op.drop_column("year_record", "discipline_counted")
    op.drop_column("year_record", "disciplined_until")
    op.drop_column("unit", "locality")
