"""Let the head of a bloc launch a movement for it."""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("movement", sa.Column("bloc_scope", sa.String(length=50), nullable=True))
    op.create_index(op.f("ix_movement_bloc_scope"), "movement", ["bloc_scope"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_movement_bloc_scope"), table_name="movement")
    op.drop_column("movement", "bloc_scope")
