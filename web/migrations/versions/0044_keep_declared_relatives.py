"""Keep who declared close relatives."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "declared_relation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("relative_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("grounds", sa.String(500), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declared_by", sa.String(100), nullable=False),
        sa.Column("declared_by_name", sa.String(200), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_name", sa.String(200), nullable=False),
        sa.Column("withdrawal", sa.String(500), nullable=False),
        sa.CheckConstraint("person_id <> relative_id", name=op.f("ck_declared_relation_two_people")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_declared_relation_person_id_person")),
        sa.ForeignKeyConstraint(["relative_id"], ["person.id"], name=op.f("fk_declared_relation_relative_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_relation")),
    )
    op.create_index(op.f("ix_declared_relation_person_id"), "declared_relation", ["person_id"])
    op.create_index(op.f("ix_declared_relation_relative_id"), "declared_relation", ["relative_id"])


def downgrade() -> None:
    op.drop_table("declared_relation")
