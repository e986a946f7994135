"""Move many instances and remove old ones."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("business_key", sa.String(length=200), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_by", sa.String(length=100), nullable=False),
        sa.Column("placed_by_name", sa.String(length=200), nullable=False),
        sa.Column("lift_reason", sa.Text(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(length=100), nullable=True),
        sa.Column("lifted_by_name", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(
        "ix_legal_hold_key",
        "legal_hold",
        ["business_key"],
        unique=False,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_index(
        "ix_legal_hold_root",
        "legal_hold",
        ["root_id"],
        unique=False,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "removed_instance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("process_id", sa.String(length=200), nullable=False),
        sa.Column("business_key", sa.String(length=200), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removed_instance")),
    )
    op.create_index("ix_removed_instance_key", "removed_instance", ["business_key"], unique=False)
    op.create_table(
        "retention",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(length=100), nullable=False),
        sa.Column("set_by_name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention")),
    )
    op.create_index("ix_retention_procedure", "retention", ["procedure", "set_at"], unique=False)
    op.create_table(
        "migration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("from_release_id", sa.Uuid(), nullable=False),
        sa.Column("to_release_id", sa.Uuid(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=100), nullable=False),
        sa.Column("created_by_name", sa.String(length=200), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_by", sa.String(length=100), nullable=True),
        sa.Column("started_by_name", sa.String(length=200), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["from_release_id"], ["release.id"], name=op.f("fk_migration_from_release_id_release")),
        sa.ForeignKeyConstraint(["to_release_id"], ["release.id"], name=op.f("fk_migration_to_release_id_release")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_migration")),
    )
    op.create_index("ix_migration_procedure", "migration", ["procedure", "created_at"], unique=False)
    op.create_index("ix_migration_state", "migration", ["state"], unique=False)
    op.create_table(
        "migration_item",
        sa.Column("migration_id", sa.Uuid(), nullable=False),
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("messages", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["migration_id"], ["migration.id"], name=op.f("fk_migration_item_migration_id_migration")
        ),
        sa.PrimaryKeyConstraint("migration_id", "instance_id", name=op.f("pk_migration_item")),
    )
    op.create_index(op.f("ix_migration_item_root_id"), "migration_item", ["root_id"], unique=False)
    op.create_index("ix_migration_item_state", "migration_item", ["migration_id", "state", "instance_id"], unique=False)
    op.create_index(op.f("ix_batch_item_root_id"), "batch_item", ["root_id"], unique=False)
    op.create_index("ix_command_removal", "command", ["removal_at"], unique=False)
    op.create_index(
        "ix_instance_removal",
        "instance",
        ["removal_at", "id"],
        unique=False,
        sqlite_where=sa.text("removal_at IS NOT NULL"),
        postgresql_where=sa.text("removal_at IS NOT NULL"),
    )
    op.create_index("ix_instance_state", "instance", ["state", "started_at", "id"], unique=False)
    op.create_index(
        "ix_message_removal",
        "message",
        ["removal_at"],
        unique=False,
        sqlite_where=sa.text("removal_at IS NOT NULL"),
        postgresql_where=sa.text("removal_at IS NOT NULL"),
    )
    op.create_index("ix_message_root", "message", ["root_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_message_root", table_name="message")
    op.drop_index(
        "ix_message_removal",
        table_name="message",
        sqlite_where=sa.text("removal_at IS NOT NULL"),
        postgresql_where=sa.text("removal_at IS NOT NULL"),
    )
    op.drop_index("ix_instance_state", table_name="instance")
    op.drop_index(
        "ix_instance_removal",
        table_name="instance",
        sqlite_where=sa.text("removal_at IS NOT NULL"),
        postgresql_where=sa.text("removal_at IS NOT NULL"),
    )
    op.drop_index("ix_command_removal", table_name="command")
    op.drop_index(op.f("ix_batch_item_root_id"), table_name="batch_item")
    op.drop_index("ix_migration_item_state", table_name="migration_item")
    op.drop_index(op.f("ix_migration_item_root_id"), table_name="migration_item")
    op.drop_table("migration_item")
    op.drop_index("ix_migration_state", table_name="migration")
    op.drop_index("ix_migration_procedure", table_name="migration")
    op.drop_table("migration")
    op.drop_index("ix_retention_procedure", table_name="retention")
    op.drop_table("retention")
    op.drop_index("ix_removed_instance_key", table_name="removed_instance")
    op.drop_table("removed_instance")
    op.drop_index(
        "ix_legal_hold_root",
        table_name="legal_hold",
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.drop_index(
        "ix_legal_hold_key",
        table_name="legal_hold",
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.drop_table("legal_hold")
