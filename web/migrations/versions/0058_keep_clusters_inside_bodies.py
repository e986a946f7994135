"""Keep clusters inside bodies."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":  # a batch would make the table anew, which others refer to
        reference = "CONSTRAINT fk_bloc_body_code_unit REFERENCES unit (code)"
        op.execute(f"ALTER TABLE bloc ADD COLUMN body_code VARCHAR(80) {reference}")
    else:
        op.add_column("bloc", sa.Column("body_code", sa.String(length=80), nullable=True))
        op.create_foreign_key(op.f("fk_bloc_body_code_unit"), "bloc", "unit", ["body_code"], ["code"])
    op.create_index(op.f("ix_bloc_body_code"), "bloc", ["body_code"], unique=False)
    op.add_column("bloc_year", sa.Column("quota_source", sa.String(length=300), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("bloc_year", "quota_source")
    with op.batch_alter_table("bloc") as bloc:
        bloc.drop_constraint(op.f("fk_bloc_body_code_unit"), type_="foreignkey")
        bloc.drop_index(op.f("ix_bloc_body_code"))
        bloc.drop_column("body_code")
