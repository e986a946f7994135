"""Keep who was late, whom a bloc went on without, and who was asked."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bloc_absence",
        sa.Column("scope", sa.String(length=50), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("body_code", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body_code"], ["unit.code"], name=op.f("fk_bloc_absence_body_code_unit")),
        sa.ForeignKeyConstraint(["scope"], ["bloc_year.scope"], name=op.f("fk_bloc_absence_scope_bloc_year")),
        sa.PrimaryKeyConstraint("scope", "step", "body_code", name=op.f("pk_bloc_absence")),
    )
    op.create_table(
        "bloc_nudge",
        sa.Column("scope", sa.String(length=50), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("body_code", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body_code"], ["unit.code"], name=op.f("fk_bloc_nudge_body_code_unit")),
        sa.ForeignKeyConstraint(["scope"], ["bloc_year.scope"], name=op.f("fk_bloc_nudge_scope_bloc_year")),
        sa.PrimaryKeyConstraint("scope", "step", "body_code", "day", name=op.f("pk_bloc_nudge")),
    )
    op.add_column("bloc_paper", sa.Column("late", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("bloc_paper", "late")
    op.drop_table("bloc_nudge")
    op.drop_table("bloc_absence")
