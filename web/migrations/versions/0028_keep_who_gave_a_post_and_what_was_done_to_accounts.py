"""Keep who gave a post and what was done to accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_event")),
    )
    op.create_index(op.f("ix_account_event_about"), "account_event", ["about"], unique=False)
    op.create_index(op.f("ix_account_event_at"), "account_event", ["at"], unique=False)
    op.add_column("council_member", sa.Column("given_by", sa.String(length=250), nullable=False, server_default=""))
    op.add_column("post", sa.Column("given_by", sa.String(length=250), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("post", "given_by")
    op.drop_column("council_member", "given_by")
    op.drop_index(op.f("ix_account_event_at"), table_name="account_event")
    op.drop_index(op.f("ix_account_event_about"), table_name="account_event")
    op.drop_table("account_event")
