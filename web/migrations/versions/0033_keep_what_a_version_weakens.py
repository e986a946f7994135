"""Keep what a version weakens, as its approver took note of it."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("release", sa.Column("weakened", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("release", "weakened")
