"""Keep the criteria of a bloc's year, version by version."""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bloc_criteria_version",
        sa.Column("scope", sa.String(length=50), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["scope"], ["bloc_year.scope"], name=op.f("fk_bloc_criteria_version_scope_bloc_year")),
        sa.PrimaryKeyConstraint("scope", "version", name=op.f("pk_bloc_criteria_version")),
    )


def downgrade() -> None:
    op.drop_table("bloc_criteria_version")
