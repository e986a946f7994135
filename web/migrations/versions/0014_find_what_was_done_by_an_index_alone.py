"""Find what was done by an index alone."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NAME = "ix_user_task_done_by"
COMPLETED = sa.text("state = 'completed'")


def upgrade() -> None:
    op.drop_index(NAME, table_name="user_task")
    op.create_index(
        NAME,
        "user_task",
        ["completed_by", "completed_at", "id"],
        sqlite_where=COMPLETED,
        postgresql_where=COMPLETED,
    )


def downgrade() -> None:
    op.drop_index(NAME, table_name="user_task")
    op.create_index(NAME, "user_task", ["completed_by", "completed_at"])
