"""Keep the digest of what is handed over."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "content_round",
        sa.Column("nomination", sa.String(length=40), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination"], ["nomination.code"], name=op.f("fk_content_round_nomination_nomination")
        ),
        sa.PrimaryKeyConstraint("nomination", "no", name=op.f("pk_content_round")),
    )
    op.add_column("ballot_contest", sa.Column("content", sa.String(length=64), server_default="", nullable=False))
    op.add_column("council_agenda_item", sa.Column("content", sa.String(length=64), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("council_agenda_item", "content")
    op.drop_column("ballot_contest", "content")
    op.drop_table("content_round")
