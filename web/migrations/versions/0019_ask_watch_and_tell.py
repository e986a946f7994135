"""Ask watch and tell."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice_look",
        sa.Column("person_id", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notice_look")),
    )
    op.create_table(
        "notice_setting",
        sa.Column("person_id", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("ways", sa.Text(), nullable=False),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notice_setting")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("business_key", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("asked_by", sa.String(length=60), nullable=False),
        sa.Column("asked_by_name", sa.String(length=120), nullable=False),
        sa.Column("asked_to", sa.String(length=60), nullable=False),
        sa.Column("asked_to_name", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index("ix_question_asked_to_answered_at", "question", ["asked_to", "answered_at"], unique=False)
    op.create_index(op.f("ix_question_root_id"), "question", ["root_id"], unique=False)
    op.create_index(op.f("ix_question_task_id"), "question", ["task_id"], unique=False)
    op.create_table(
        "watch",
        sa.Column("person_id", sa.String(length=60), nullable=False),
        sa.Column("nomination", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["nomination"], ["nomination.code"], name=op.f("fk_watch_nomination_nomination")),
        sa.PrimaryKeyConstraint("person_id", "nomination", name=op.f("pk_watch")),
    )


def downgrade() -> None:
    op.drop_table("watch")
    op.drop_index(op.f("ix_question_task_id"), table_name="question")
    op.drop_index(op.f("ix_question_root_id"), table_name="question")
    op.drop_index("ix_question_asked_to_answered_at", table_name="question")
    op.drop_table("question")
    op.drop_table("notice_setting")
    op.drop_table("notice_look")
