"""Let one letter carry many entries."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "nomination_entry",
        sa.Column("nomination", sa.String(length=40), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_code", sa.String(length=80), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.CheckConstraint("(person_id IS NULL) <> (unit_code IS NULL)", name=op.f("ck_nomination_entry_one_subject")),
        sa.ForeignKeyConstraint(
            ["nomination"], ["nomination.code"], name=op.f("fk_nomination_entry_nomination_nomination")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_nomination_entry_person_id_person")),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_nomination_entry_unit_code_unit")),
        sa.PrimaryKeyConstraint("nomination", "no", name=op.f("pk_nomination_entry")),
    )
    op.create_index(op.f("ix_nomination_entry_person_id"), "nomination_entry", ["person_id"], unique=False)
    op.create_index(op.f("ix_nomination_entry_unit_code"), "nomination_entry", ["unit_code"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_nomination_entry_unit_code"), table_name="nomination_entry")
    op.drop_index(op.f("ix_nomination_entry_person_id"), table_name="nomination_entry")
    op.drop_table("nomination_entry")
