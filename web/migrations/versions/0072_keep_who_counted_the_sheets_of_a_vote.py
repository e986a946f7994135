"""Keep who counted the sheets of a vote."""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vote_count",
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("vote", sa.String(length=20), nullable=False),
        sa.Column("tellers", sa.Text(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("about", "vote", name=op.f("pk_vote_count")),
    )


def downgrade() -> None:
    op.drop_table("vote_count")
