"""Keep emulation movements."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "movement",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("search", sa.String(length=300), nullable=False),
        sa.Column("unit_code", sa.String(length=80), nullable=False),
        sa.Column("for_all", sa.Boolean(), nullable=False),
        sa.Column("goals", sa.Text(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("subjects", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("mid_due", sa.Date(), nullable=True),
        sa.Column("final_due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drafted_by", sa.String(length=60), nullable=False),
        sa.Column("drafted_by_name", sa.String(length=120), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.String(length=60), nullable=False),
        sa.Column("checked_by_name", sa.String(length=120), nullable=False),
        sa.Column("launched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("launched_by", sa.String(length=60), nullable=False),
        sa.Column("launched_by_name", sa.String(length=120), nullable=False),
        sa.Column("mid_held_on", sa.Date(), nullable=True),
        sa.Column("mid_results", sa.Text(), nullable=False),
        sa.Column("final_held_on", sa.Date(), nullable=True),
        sa.Column("final_results", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_movement_unit_code_unit")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_movement")),
    )
    op.create_index(op.f("ix_movement_search"), "movement", ["search"], unique=False)
    op.create_index("ix_movement_unit_code_state", "movement", ["unit_code", "state"], unique=False)
    op.create_table(
        "movement_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("movement_code", sa.String(length=40), nullable=False),
        sa.Column("unit_code", sa.String(length=80), nullable=False),
        sa.Column("targets", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["movement_code"], ["movement.code"], name=op.f("fk_movement_member_movement_code_movement")
        ),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_movement_member_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement_member")),
        sa.UniqueConstraint("movement_code", "unit_code", name=op.f("uq_movement_member_movement_code_unit_code")),
    )
    op.create_table(
        "movement_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("movement_code", sa.String(length=40), nullable=False),
        sa.Column("unit_code", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["movement_code"], ["movement.code"], name=op.f("fk_movement_report_movement_code_movement")
        ),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_movement_report_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement_report")),
    )
    op.create_index(op.f("ix_movement_report_movement_code"), "movement_report", ["movement_code"], unique=False)
    op.add_column("nomination", sa.Column("movement", sa.String(length=40), nullable=True))
    op.create_index(op.f("ix_nomination_movement"), "nomination", ["movement"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_nomination_movement"), table_name="nomination")
    op.drop_column("nomination", "movement")
    op.drop_index(op.f("ix_movement_report_movement_code"), table_name="movement_report")
    op.drop_table("movement_report")
    op.drop_table("movement_member")
    op.drop_index("ix_movement_unit_code_state", table_name="movement")
    op.drop_index(op.f("ix_movement_search"), table_name="movement")
    op.drop_table("movement")
