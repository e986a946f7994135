"""Strike withdrawn nominations off open votes."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ballot_contest", sa.Column("struck", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("ballot_contest", "struck")
