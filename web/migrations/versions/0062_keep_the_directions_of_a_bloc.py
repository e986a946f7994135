"""Keep the directions of a bloc."""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bloc_direction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=50), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("owner_code", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=60), server_default=sa.text("''"), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_name", sa.String(length=120), server_default=sa.text("''"), nullable=False),
        sa.Column("closing", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["owner_code"], ["unit.code"], name=op.f("fk_bloc_direction_owner_code_unit")),
        sa.ForeignKeyConstraint(["scope"], ["bloc_year.scope"], name=op.f("fk_bloc_direction_scope_bloc_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bloc_direction")),
        sa.UniqueConstraint("scope", "no", name=op.f("uq_bloc_direction_scope_no")),
    )
    op.create_table(
        "bloc_progress",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("direction_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_done", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["direction_id"], ["bloc_direction.id"], name=op.f("fk_bloc_progress_direction_id_bloc_direction")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bloc_progress")),
    )
    op.create_index(op.f("ix_bloc_progress_direction_id"), "bloc_progress", ["direction_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_bloc_progress_direction_id"), table_name="bloc_progress")
    op.drop_table("bloc_progress")
    op.drop_table("bloc_direction")
