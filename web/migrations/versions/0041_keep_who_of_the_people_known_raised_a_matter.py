"""Keep who of the people known raised a matter."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("complaint", sa.Column("sender_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("complaint", "sender_id")
