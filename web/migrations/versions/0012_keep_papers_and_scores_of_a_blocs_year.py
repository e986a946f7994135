"""Keep papers and scores of a bloc's year."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bloc_paper",
        sa.Column("scope", sa.String(length=50), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("body_code", sa.String(length=80), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body_code"], ["unit.code"], name=op.f("fk_bloc_paper_body_code_unit")),
        sa.ForeignKeyConstraint(["scope"], ["bloc_year.scope"], name=op.f("fk_bloc_paper_scope_bloc_year")),
        sa.PrimaryKeyConstraint("scope", "step", "body_code", name=op.f("pk_bloc_paper")),
    )
    op.create_table(
        "bloc_score",
        sa.Column("scope", sa.String(length=50), nullable=False),
        sa.Column("body_code", sa.String(length=80), nullable=False),
        sa.Column("criterion_code", sa.String(length=40), nullable=False),
        sa.Column("criterion", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("most", sa.Numeric(precision=6, scale=1), nullable=False),
        sa.Column("self_score", sa.Numeric(precision=6, scale=1), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("checked", sa.Numeric(precision=6, scale=1), nullable=True),
        sa.Column("checker", sa.String(length=80), nullable=True),
        sa.Column("difference", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Numeric(precision=6, scale=1), nullable=True),
        sa.ForeignKeyConstraint(["body_code"], ["unit.code"], name=op.f("fk_bloc_score_body_code_unit")),
        sa.ForeignKeyConstraint(["scope"], ["bloc_year.scope"], name=op.f("fk_bloc_score_scope_bloc_year")),
        sa.PrimaryKeyConstraint("scope", "body_code", "criterion_code", name=op.f("pk_bloc_score")),
    )


def downgrade() -> None:
    op.drop_table("bloc_score")
    op.drop_table("bloc_paper")
