"""Keep registrations for a year."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "registered_target",
        sa.Column("unit_code", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.String(length=300), nullable=False),
        sa.Column("measure", sa.String(length=60), nullable=False),
        sa.Column("planned", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("july", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("december", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_registered_target_unit_code_unit")),
        sa.PrimaryKeyConstraint("unit_code", "year", "no", name=op.f("pk_registered_target")),
    )
    op.create_table(
        "registration_rule",
        sa.Column("body_code", sa.String(length=80), nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=True),
        sa.Column("is_exact", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["body_code"], ["unit.code"], name=op.f("fk_registration_rule_body_code_unit")),
        sa.PrimaryKeyConstraint("body_code", name=op.f("pk_registration_rule")),
    )
    op.create_table(
        "registration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("award_code", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_code", sa.String(length=80), nullable=True),
        sa.Column("place_code", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.CheckConstraint("(person_id IS NULL) <> (unit_code IS NULL)", name=op.f("ck_registration_one_subject")),
        sa.ForeignKeyConstraint(["award_code"], ["award.code"], name=op.f("fk_registration_award_code_award")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_registration_person_id_person")),
        sa.ForeignKeyConstraint(["place_code"], ["unit.code"], name=op.f("fk_registration_place_code_unit")),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_registration_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("person_id", "award_code", "year", name=op.f("uq_registration_person_id_award_code_year")),
        sa.UniqueConstraint("unit_code", "award_code", "year", name=op.f("uq_registration_unit_code_award_code_year")),
    )
    op.create_index("ix_registration_place_code_year", "registration", ["place_code", "year"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_registration_place_code_year", table_name="registration")
    op.drop_table("registration")
    op.drop_table("registration_rule")
    op.drop_table("registered_target")
