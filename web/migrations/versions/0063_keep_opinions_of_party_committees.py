"""Keep opinions of party committees."""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "party_opinion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination", sa.String(length=40), nullable=False),
        sa.Column("committee", sa.String(length=200), nullable=False),
        sa.Column("paper_no", sa.String(length=60), nullable=False),
        sa.Column("paper_on", sa.Date(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination"], ["nomination.code"], name=op.f("fk_party_opinion_nomination_nomination")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_opinion")),
    )
    op.create_index(op.f("ix_party_opinion_nomination"), "party_opinion", ["nomination"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_party_opinion_nomination"), table_name="party_opinion")
    op.drop_table("party_opinion")
