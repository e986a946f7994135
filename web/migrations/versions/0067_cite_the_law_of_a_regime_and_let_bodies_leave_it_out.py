"""Cite the law of a regime as papers do, and let bodies leave it out."""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("law_cited", "decree_cited"):
        op.add_column("regime", sa.Column(name, sa.String(length=200), server_default=sa.text("''"), nullable=False))
    act = sa.Column("act", sa.String(length=10), server_default=sa.text("'print'"), nullable=False)
    op.add_column("legal_base", act)


def downgrade() -> None:
    op.drop_column("legal_base", "act")
    op.drop_column("regime", "decree_cited")
    op.drop_column("regime", "law_cited")
