"""Keep exemplary models."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exemplary_model",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("search", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("unit_code", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_by", sa.String(length=60), nullable=False),
        sa.Column("found_by_name", sa.String(length=120), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.String(length=60), nullable=False),
        sa.Column("checked_by_name", sa.String(length=120), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.String(length=60), nullable=False),
        sa.Column("published_by_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_exemplary_model_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemplary_model")),
    )
    op.create_index(op.f("ix_exemplary_model_search"), "exemplary_model", ["search"], unique=False)
    op.create_index("ix_exemplary_model_unit_code_state", "exemplary_model", ["unit_code", "state"], unique=False)
    op.create_index(op.f("ix_exemplary_model_year"), "exemplary_model", ["year"], unique=False)
    op.create_table(
        "model_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("model_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("unit_code", sa.String(length=80), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["model_id"], ["exemplary_model.id"], name=op.f("fk_model_note_model_id_exemplary_model")
        ),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_model_note_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_note")),
    )
    op.create_index(op.f("ix_model_note_model_id"), "model_note", ["model_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_model_note_model_id"), table_name="model_note")
    op.drop_table("model_note")
    op.drop_index(op.f("ix_exemplary_model_year"), table_name="exemplary_model")
    op.drop_index("ix_exemplary_model_unit_code_state", table_name="exemplary_model")
    op.drop_index(op.f("ix_exemplary_model_search"), table_name="exemplary_model")
    op.drop_table("exemplary_model")
