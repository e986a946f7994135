"""Keep what starts a process."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "process_start",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("process_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_process_start_release_id_release")),
        sa.PrimaryKeyConstraint("release_id", "process_id", "number", name=op.f("pk_process_start")),
    )
    op.create_index("ix_process_start_name", "process_start", ["kind", "name"], unique=False)
    # What was deployed before begins where a person would begin it.
    op.execute(
        "INSERT INTO process_start (release_id, process_id, number, element_id, kind, name) "
        "SELECT release_id, process_id, 0, '', 'message', start_message FROM process_version "
        "WHERE start_message IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_index("ix_process_start_name", table_name="process_start")
    op.drop_table("process_start")
