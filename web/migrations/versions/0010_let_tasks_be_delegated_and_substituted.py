"""Let tasks be delegated and substituted."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("substitute_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=100), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.String(length=100), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_absence_in_order")),
        sa.CheckConstraint("person_id <> substitute_id", name=op.f("ck_absence_somebody_else")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id_person")),
        sa.ForeignKeyConstraint(["substitute_id"], ["person.id"], name=op.f("fk_absence_substitute_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_person_id"), "absence", ["person_id"], unique=False)
    op.create_index(op.f("ix_absence_substitute_id"), "absence", ["substitute_id"], unique=False)
    op.add_column("user_task", sa.Column("completed_for", sa.String(length=100), nullable=True))
    op.add_column("user_task", sa.Column("delegated_by", sa.String(length=100), nullable=True))
    op.add_column("user_task", sa.Column("delegated_by_name", sa.String(length=200), nullable=True))
    op.add_column("user_task", sa.Column("attention", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("user_task", sa.Column("excluded", sa.Text(), server_default="[]", nullable=False))
    op.drop_index(op.f("ix_user_task_owner_id"), table_name="user_task")
    op.create_index(
        "ix_user_task_open_delegated",
        "user_task",
        ["delegated_by"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_user_task_open_owner",
        "user_task",
        ["owner_id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.add_column("user_task_candidate", sa.Column("is_open", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.execute(
        "UPDATE user_task_candidate SET is_open = false "
        "WHERE task_id IN (SELECT id FROM user_task WHERE state <> 'open')"
    )
    op.drop_index(op.f("ix_user_task_candidate_principal"), table_name="user_task_candidate")
    op.create_index(
        "ix_user_task_candidate_open",
        "user_task_candidate",
        ["principal", "task_id"],
        unique=False,
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_user_task_candidate_open",
        table_name="user_task_candidate",
        sqlite_where=sa.text("is_open = 1"),
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        op.f("ix_user_task_candidate_principal"), "user_task_candidate", ["principal", "task_id"], unique=False
    )
    op.drop_column("user_task_candidate", "is_open")
    op.drop_index(
        "ix_user_task_open_owner",
        table_name="user_task",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index(
        "ix_user_task_open_delegated",
        table_name="user_task",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_user_task_owner_id"), "user_task", ["owner_id"], unique=False)
    op.drop_column("user_task", "excluded")
    op.drop_column("user_task", "attention")
    op.drop_column("user_task", "delegated_by_name")
    op.drop_column("user_task", "delegated_by")
    op.drop_column("user_task", "completed_for")
    op.drop_index(op.f("ix_absence_substitute_id"), table_name="absence")
    op.drop_index(op.f("ix_absence_person_id"), table_name="absence")
    op.drop_table("absence")
