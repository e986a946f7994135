"""Record what is done outside of cases."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "admin_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("actor_id", sa.String(length=100), nullable=False),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_event")),
    )
    op.create_index("ix_admin_event_at", "admin_event", ["at"], unique=False)
    op.create_index("ix_admin_event_subject", "admin_event", ["subject", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_admin_event_subject", table_name="admin_event")
    op.drop_index("ix_admin_event_at", table_name="admin_event")
    op.drop_table("admin_event")
