"""Find what a person uploaded within a day."""

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_attachment_uploaded_by_uploaded_at", "attachment", ["uploaded_by", "uploaded_at"])


def downgrade() -> None:
    op.drop_index("ix_attachment_uploaded_by_uploaded_at", "attachment")
