"""Let what is delegated come back by itself."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

LONGEST = timedelta(days=90)


def upgrade() -> None:
    op.add_column("user_task", sa.Column("delegated_until", sa.DateTime(timezone=True), nullable=True))
    task = sa.table(
        "user_task",
        sa.column("state", sa.String),
        sa.column("delegated_by", sa.String),
        sa.column("delegated_until", sa.DateTime(timezone=True)),
    )
    standing = sa.and_(task.c.state == "open", task.c.delegated_by.is_not(None))
    op.execute(task.update().where(standing).values(delegated_until=datetime.now(UTC) + LONGEST))


def downgrade() -> None:
    op.drop_column("user_task", "delegated_until")
