"""Keep what administrators set."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chosen_setting",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chosen_setting")),
    )


def downgrade() -> None:
    op.drop_table("chosen_setting")
