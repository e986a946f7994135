"""Let instances be suspended."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("instance", sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("instance", sa.Column("suspended_reason", sa.Text(), server_default="", nullable=False))
    op.add_column("job", sa.Column("held", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("subscription", sa.Column("held", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("subscription", "held")
    op.drop_column("job", "held")
    op.drop_column("instance", "suspended_reason")
    op.drop_column("instance", "suspended_at")
