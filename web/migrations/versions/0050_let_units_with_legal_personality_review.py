"""Let units with legal personality review what is proposed there."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("nomination", sa.Column("review_code", sa.String(80), nullable=True))
    op.create_index(op.f("ix_nomination_review_code"), "nomination", ["review_code"])


def downgrade() -> None:
    op.drop_index(op.f("ix_nomination_review_code"), table_name="nomination")
    op.drop_column("nomination", "review_code")
