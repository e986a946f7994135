"""Say how a hold on an award ended."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("award_hold", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("award_hold", sa.Column("ended_by", sa.String(length=100), server_default="", nullable=False))
    op.add_column("award_hold", sa.Column("ended_by_name", sa.String(length=200), server_default="", nullable=False))
    op.add_column("award_hold", sa.Column("end_reason", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("award_hold", "end_reason")
    op.drop_column("award_hold", "ended_by_name")
    op.drop_column("award_hold", "ended_by")
    op.drop_column("award_hold", "ended_at")
