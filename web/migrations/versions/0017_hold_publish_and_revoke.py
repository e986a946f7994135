"""Hold, publish and revoke."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "series_counter",
        sa.Column("series", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_series_counter")),
    )
    op.create_table(
        "clock_pause",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["nomination"], ["nomination.code"], name=op.f("fk_clock_pause_nomination_nomination")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_pause")),
    )
    op.create_index(op.f("ix_clock_pause_nomination"), "clock_pause", ["nomination"], unique=False)
    op.create_table(
        "complaint",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("nomination_code", sa.String(length=40), nullable=False),
        sa.Column("body_code", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("document_no", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=60), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["body_code"], ["unit.code"], name=op.f("fk_complaint_body_code_unit")),
        sa.ForeignKeyConstraint(
            ["nomination_code"], ["nomination.code"], name=op.f("fk_complaint_nomination_code_nomination")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_complaint")),
    )
    op.create_index(op.f("ix_complaint_body_code"), "complaint", ["body_code"], unique=False)
    op.create_index(op.f("ix_complaint_nomination_code"), "complaint", ["nomination_code"], unique=False)
    op.create_table(
        "opinion",
        sa.Column("nomination", sa.String(length=40), nullable=False),
        sa.Column("body_code", sa.String(length=80), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["body_code"], ["unit.code"], name=op.f("fk_opinion_body_code_unit")),
        sa.ForeignKeyConstraint(["nomination"], ["nomination.code"], name=op.f("fk_opinion_nomination_nomination")),
        sa.PrimaryKeyConstraint("nomination", "body_code", name=op.f("pk_opinion")),
    )
    op.create_table(
        "public_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=60), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination"], ["nomination.code"], name=op.f("fk_public_comment_nomination_nomination")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_comment")),
    )
    op.create_index(op.f("ix_public_comment_nomination"), "public_comment", ["nomination"], unique=False)
    op.create_table(
        "revocation",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("title_id", sa.Uuid(), nullable=False),
        sa.Column("body_code", sa.String(length=80), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decision_no", sa.String(length=80), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("recovered", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=60), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["body_code"], ["unit.code"], name=op.f("fk_revocation_body_code_unit")),
        sa.ForeignKeyConstraint(["title_id"], ["title_record.id"], name=op.f("fk_revocation_title_id_title_record")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_revocation")),
    )
    op.create_index(op.f("ix_revocation_body_code"), "revocation", ["body_code"], unique=False)
    op.create_index(op.f("ix_revocation_title_id"), "revocation", ["title_id"], unique=False)
    op.add_column("nomination", sa.Column("held_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("nomination", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("nomination", sa.Column("published_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("title_record", sa.Column("revoked_on", sa.Date(), nullable=True))
    op.add_column("title_record", sa.Column("revoked_no", sa.String(length=80), server_default="", nullable=False))
    op.add_column("title_record", sa.Column("revoked_for", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("title_record", "revoked_for")
    op.drop_column("title_record", "revoked_no")
    op.drop_column("title_record", "revoked_on")
    op.drop_column("nomination", "published_until")
    op.drop_column("nomination", "published_at")
    op.drop_column("nomination", "held_at")
    op.drop_index(op.f("ix_revocation_title_id"), table_name="revocation")
    op.drop_index(op.f("ix_revocation_body_code"), table_name="revocation")
    op.drop_table("revocation")
    op.drop_index(op.f("ix_public_comment_nomination"), table_name="public_comment")
    op.drop_table("public_comment")
    op.drop_table("opinion")
    op.drop_index(op.f("ix_complaint_nomination_code"), table_name="complaint")
    op.drop_index(op.f("ix_complaint_body_code"), table_name="complaint")
    op.drop_table("complaint")
    op.drop_index(op.f("ix_clock_pause_nomination"), table_name="clock_pause")
    op.drop_table("clock_pause")
    op.drop_table("series_counter")
