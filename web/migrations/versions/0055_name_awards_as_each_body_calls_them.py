"""Name awards as each body calls them, and know those of the armed forces and those entered in the register only."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("award", sa.Column("counts_as", sa.String(20), nullable=True))
    op.add_column("award", sa.Column("bodies", sa.String(200), server_default="", nullable=False))
    op.add_column("award", sa.Column("is_proposed", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("award_rule", sa.Column("through", sa.String(200), server_default="", nullable=False))
    op.create_table(
        "award_called",
        sa.Column("award_code", sa.String(20), nullable=False),
        sa.Column("body_code", sa.String(80), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["award_code"], ["award.code"], name=op.f("fk_award_called_award_code_award")),
        sa.PrimaryKeyConstraint("award_code", "body_code", name=op.f("pk_award_called")),
    )


def downgrade() -> None:
    op.drop_table("award_called")
    op.drop_column("award_rule", "through")
    for column in ("is_proposed", "bodies", "counts_as"):
        op.drop_column("award", column)
