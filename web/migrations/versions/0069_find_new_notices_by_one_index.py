"""Find new notices by one index: of a recipient, since a moment."""

from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_notice_recipient_at", "notice", ["recipient", "at"])
    op.drop_index("ix_notice_recipient", table_name="notice")


def downgrade() -> None:
    op.create_index("ix_notice_recipient", "notice", ["recipient"])
    op.drop_index("ix_notice_recipient_at", table_name="notice")
