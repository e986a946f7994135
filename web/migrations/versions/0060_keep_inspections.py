"""Keep inspections."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inspection_plan",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("search", sa.String(length=300), nullable=False),
        sa.Column("unit_code", sa.String(length=80), nullable=False),
        sa.Column("bloc_scope", sa.String(length=50), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["bloc_scope"], ["bloc_year.scope"], name=op.f("fk_inspection_plan_bloc_scope_bloc_year")
        ),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_inspection_plan_unit_code_unit")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_inspection_plan")),
    )
    op.create_index(op.f("ix_inspection_plan_search"), "inspection_plan", ["search"], unique=False)
    op.create_index("ix_inspection_plan_unit_code_year", "inspection_plan", ["unit_code", "year"], unique=False)
    op.create_table(
        "inspection_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_code", sa.String(length=40), nullable=False),
        sa.Column("unit_code", sa.String(length=80), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found_by", sa.String(length=60), nullable=False),
        sa.Column("found_by_name", sa.String(length=120), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.String(length=60), nullable=False),
        sa.Column("checked_by_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_code"], ["inspection_plan.code"], name=op.f("fk_inspection_visit_plan_code_inspection_plan")
        ),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_inspection_visit_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_visit")),
    )
    op.create_index(op.f("ix_inspection_visit_plan_code"), "inspection_visit", ["plan_code"], unique=False)
    op.create_index(op.f("ix_inspection_visit_unit_code"), "inspection_visit", ["unit_code"], unique=False)
    op.create_table(
        "inspection_remedy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("unit_code", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_by", sa.String(length=60), nullable=False),
        sa.Column("reported_by_name", sa.String(length=120), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_inspection_remedy_unit_code_unit")),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["inspection_visit.id"], name=op.f("fk_inspection_remedy_visit_id_inspection_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_remedy")),
    )
    op.create_index(op.f("ix_inspection_remedy_unit_code"), "inspection_remedy", ["unit_code"], unique=False)
    op.create_index(op.f("ix_inspection_remedy_visit_id"), "inspection_remedy", ["visit_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_inspection_remedy_visit_id"), table_name="inspection_remedy")
    op.drop_index(op.f("ix_inspection_remedy_unit_code"), table_name="inspection_remedy")
    op.drop_table("inspection_remedy")
    op.drop_index(op.f("ix_inspection_visit_unit_code"), table_name="inspection_visit")
    op.drop_index(op.f("ix_inspection_visit_plan_code"), table_name="inspection_visit")
    op.drop_table("inspection_visit")
    op.drop_index("ix_inspection_plan_unit_code_year", table_name="inspection_plan")
    op.drop_index(op.f("ix_inspection_plan_search"), table_name="inspection_plan")
    op.drop_table("inspection_plan")
