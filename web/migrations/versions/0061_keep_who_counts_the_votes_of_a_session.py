"""Keep who counts the votes of a session."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("council_seat", sa.Column("teller", sa.String(length=10), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("council_seat", "teller")
