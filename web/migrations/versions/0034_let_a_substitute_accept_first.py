"""Let a substitute accept before they act: those who act already have."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("absence", sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("absence", sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE absence SET accepted_at = created_at")


def downgrade() -> None:
    op.drop_column("absence", "declined_at")
    op.drop_column("absence", "accepted_at")
