"""Let offers carry what lists begin with: deadline, owner, and whether to look closely."""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

NEVER = "9999-01-01 00:00:00.000000"
FREE = "is_open AND owner_id IS NULL"
FREE_SQLITE = "is_open = 1 AND owner_id IS NULL"
LOOK = "is_open AND attention AND owner_id IS NULL"
LOOK_SQLITE = "is_open = 1 AND attention = 1 AND owner_id IS NULL"
HANDED = "state = 'open' AND delegated_by IS NOT NULL"
OWNED = "state = 'open' AND owner_id IS NOT NULL"
CARRY = """
UPDATE user_task_candidate SET
    due_at = COALESCE((SELECT t.due_at FROM user_task t WHERE t.id = user_task_candidate.task_id), :never),
    owner_id = (SELECT t.owner_id FROM user_task t WHERE t.id = user_task_candidate.task_id),
    attention = (SELECT t.attention FROM user_task t WHERE t.id = user_task_candidate.task_id)
WHERE is_open
"""


def upgrade() -> None:
    for column in (
        sa.Column("due_at", sa.DateTime(timezone=True), server_default=NEVER, nullable=False),
        sa.Column("owner_id", sa.String(length=100), nullable=True),
        sa.Column("attention", sa.Boolean(), server_default=sa.false(), nullable=False),
    ):
        op.add_column("user_task_candidate", column)
    op.execute(CARRY.replace(":never", f"'{NEVER}'"))
    _index("ix_user_task_candidate_free", "user_task_candidate", ["principal", "due_at", "task_id"], FREE, FREE_SQLITE)
    _index("ix_user_task_candidate_look", "user_task_candidate", ["principal", "due_at", "task_id"], LOOK, LOOK_SQLITE)
    _index("ix_user_task_open_owned", "user_task", ["owner_id", "due_at", "id"], OWNED, OWNED)
    op.drop_index("ix_user_task_candidate_open", table_name="user_task_candidate")
    _index("ix_user_task_open_handed", "user_task", ["delegated_by"], HANDED, HANDED)
    for name in ("ix_user_task_open_owner", "ix_user_task_open_delegated"):
        op.drop_index(name, table_name="user_task")


def downgrade() -> None:
    open_sqlite, is_open = sa.text("is_open = 1"), sa.text("is_open")
    op.create_index(
        "ix_user_task_candidate_open",
        "user_task_candidate",
        ["principal", "task_id"],
        sqlite_where=open_sqlite,
        postgresql_where=is_open,
    )
    state = sa.text("state = 'open'")
    for short, column in (("owner", "owner_id"), ("delegated", "delegated_by")):
        name = f"ix_user_task_open_{short}"
        op.create_index(name, "user_task", [column], sqlite_where=state, postgresql_where=state)
    for name in ("ix_user_task_open_owned", "ix_user_task_open_handed"):
        op.drop_index(name, table_name="user_task")
    for name in ("ix_user_task_candidate_look", "ix_user_task_candidate_free"):
        op.drop_index(name, table_name="user_task_candidate")
    for column in ("attention", "owner_id", "due_at"):
        op.drop_column("user_task_candidate", column)


def _index(name: str, table: str, columns: list[str], postgres: str, sqlite: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(sqlite), postgresql_where=sa.text(postgres))
