"""Keep what is said about a bloc's year."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bloc_remark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=50), nullable=False),
        sa.Column("unit_code", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["scope"], ["bloc_year.scope"], name=op.f("fk_bloc_remark_scope_bloc_year")),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_bloc_remark_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bloc_remark")),
    )
    op.create_index(op.f("ix_bloc_remark_scope"), "bloc_remark", ["scope"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_bloc_remark_scope"), table_name="bloc_remark")
    op.drop_table("bloc_remark")
