"""Let releases come into force on a day."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("release", sa.Column("effective_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("release", "effective_at")
