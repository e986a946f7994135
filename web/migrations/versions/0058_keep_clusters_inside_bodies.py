"""Keep clusters inside bodies."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("bloc") as bloc:
        bloc.add_column(sa.Column("body_code", sa.String(length=80), nullable=True))
        bloc.create_index(op.f("ix_bloc_body_code"), ["body_code"], unique=False)
        bloc.create_foreign_key(op.f("fk_bloc_body_code_unit"), "unit", ["body_code"], ["code"])
    op.add_column("bloc_year", sa.Column("quota_source", sa.String(length=300), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("bloc_year", "quota_source")
    with op.batch_alter_table("bloc") as bloc:
        bloc.drop_constraint(op.f("fk_bloc_body_code_unit"), type_="foreignkey")
        bloc.drop_index(op.f("ix_bloc_body_code"))
        bloc.drop_column("body_code")
