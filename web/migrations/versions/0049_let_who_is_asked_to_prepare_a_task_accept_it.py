"""Let who is asked to prepare a task accept it."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("user_task", sa.Column("delegation_accepted_at", sa.DateTime(timezone=True), nullable=True))
    # Who prepares a task already was not asked; it stays in their hands.
    task = sa.table(
        "user_task",
        sa.column("state", sa.String),
        sa.column("delegated_by", sa.String),
        sa.column("delegation_accepted_at", sa.DateTime(timezone=True)),
    )
    standing = sa.and_(task.c.state == "open", task.c.delegated_by.is_not(None))
    op.execute(task.update().where(standing).values(delegation_accepted_at=datetime.now(UTC)))


def downgrade() -> None:
    op.drop_column("user_task", "delegation_accepted_at")
