"""Let two people say who stands aside: bodies from a bloc's vote, and relatives whom only one of two declared."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

NAMES = (
    ("ballot_recusal", "proposed_name"),
    ("ballot_recusal", "confirmed_name"),
    ("council_recusal", "proposed_name"),
)


def upgrade() -> None:
    op.create_table(
        "ballot_proposed_recusal",
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.String(80), nullable=False),
        sa.Column("nomination", sa.String(80), nullable=False),
        sa.Column("subject_key", sa.String(80), nullable=False),
        sa.Column("ground", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("proposed_by", sa.String(100), nullable=False),
        sa.Column("proposed_name", sa.String(200), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(100), nullable=False),
        sa.Column("confirmed_name", sa.String(200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("instance_id", "holder", "nomination", name=op.f("pk_ballot_proposed_recusal")),
    )
    op.create_index(op.f("ix_ballot_proposed_recusal_subject_key"), "ballot_proposed_recusal", ["subject_key"])
    for table, name in NAMES:
        op.add_column(table, sa.Column(name, sa.String(200), nullable=False, server_default=""))
    # What was declared before goes on as it was; what an older program declares meanwhile does too.
    for name in ("binds_person", "binds_relative"):
        op.add_column("declared_relation", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true()))
    for name, length in (("confirmed_by", 100), ("confirmed_by_name", 200)):
        text = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("declared_relation", text)
    op.add_column("declared_relation", sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for name in ("confirmed_at", "confirmed_by_name", "confirmed_by", "binds_relative", "binds_person"):
        op.drop_column("declared_relation", name)
    for table, name in NAMES:
        op.drop_column(table, name)
    op.drop_table("ballot_proposed_recusal")
