"""Lease jobs and messages to workers, and keep incidents of all kinds of work."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LEASE = (
    ("available_at", sa.DateTime(timezone=True), None),
    ("owner", sa.String(length=100), None),
    ("fence", sa.Integer(), "0"),
)


def upgrade() -> None:
    with op.batch_alter_table("job") as job:
        _lease(job)
        job.add_column(sa.Column("name", sa.String(length=200), nullable=False, server_default=""))
        job.add_column(sa.Column("payload", sa.Text(), nullable=True))
        job.add_column(sa.Column("max_attempts", sa.Integer(), nullable=False, server_default="8"))
        for column in ("root_id", "instance_id", "element_instance_id"):
            job.alter_column(column, existing_type=sa.Uuid(), nullable=True)
        job.drop_constraint("uq_job_element_instance_id", type_="unique")
        job.drop_index("ix_job_due")
        job.create_index("ix_job_element_instance_id", ["element_instance_id"])
        job.create_index("ix_job_available", ["kind", "available_at", "id"])
    op.execute("UPDATE job SET available_at = due_at")
    with op.batch_alter_table("subscription") as subscription:
        subscription.add_column(sa.Column("kind", sa.String(length=20), nullable=False, server_default="message"))
    with op.batch_alter_table("message") as message:
        _lease(message)
        message.add_column(sa.Column("kind", sa.String(length=20), nullable=False, server_default="message"))
        message.add_column(sa.Column("message_id", sa.String(length=200), nullable=False, server_default=""))
    op.execute("UPDATE message SET available_at = coalesce(retry_at, created_at)")
    with op.batch_alter_table("message") as message:
        message.drop_column("retry_at")
    waiting, named = sa.text("state = 'waiting'"), sa.text("message_id <> ''")
    op.create_index("ix_message_inbox", "message", ["id"], sqlite_where=waiting, postgresql_where=waiting)
    columns = ["name", "correlation_key", "message_id"]
    op.create_index("ix_message_sender", "message", columns, unique=True, sqlite_where=named, postgresql_where=named)
    _widen_incidents()


def _lease(table: Any) -> None:
    for name, kind, default in LEASE:
        table.add_column(sa.Column(name, kind, nullable=default is None, server_default=default))


def _widen_incidents() -> None:
    with op.batch_alter_table("incident") as incident:
        for column in ("root_id", "instance_id", "element_instance_id"):
            incident.alter_column(column, existing_type=sa.Uuid(), nullable=True)
        incident.add_column(sa.Column("kind", sa.String(length=20), nullable=False, server_default="element"))
        incident.add_column(sa.Column("work_id", sa.Uuid(), nullable=True))
        incident.add_column(sa.Column("attempts", sa.Integer(), nullable=False, server_default="1"))
        incident.add_column(sa.Column("resolved_by", sa.String(length=100), nullable=False, server_default=""))
        incident.add_column(sa.Column("resolution", sa.String(length=20), nullable=False, server_default=""))
        incident.add_column(sa.Column("reason", sa.String(length=1000), nullable=False, server_default=""))
    still = sa.text("resolved_at IS NULL")
    op.create_index("ix_incident_open", "incident", ["created_at"], sqlite_where=still, postgresql_where=still)


def downgrade() -> None:
    op.drop_index("ix_incident_open", table_name="incident")
    op.execute("DELETE FROM incident WHERE instance_id IS NULL")
    with op.batch_alter_table("incident") as incident:
        for column in ("reason", "resolution", "resolved_by", "attempts", "work_id", "kind"):
            incident.drop_column(column)
        for column in ("element_instance_id", "instance_id", "root_id"):
            incident.alter_column(column, existing_type=sa.Uuid(), nullable=False)
    op.drop_index("ix_message_sender", table_name="message")
    op.drop_index("ix_message_inbox", table_name="message")
    with op.batch_alter_table("message") as message:
        message.add_column(sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True))
        for column in ("message_id", "kind", "fence", "owner", "available_at"):
            message.drop_column(column)
    with op.batch_alter_table("subscription") as subscription:
        subscription.drop_column("kind")
    op.execute("DELETE FROM job WHERE kind <> 'timer'")
    with op.batch_alter_table("job") as job:
        job.drop_index("ix_job_available")
        job.drop_index("ix_job_element_instance_id")
        for column in ("element_instance_id", "instance_id", "root_id"):
            job.alter_column(column, existing_type=sa.Uuid(), nullable=False)
        for column in ("max_attempts", "payload", "name", "fence", "owner", "available_at"):
            job.drop_column(column)
        job.create_unique_constraint("uq_job_element_instance_id", ["element_instance_id"])
        job.create_index("ix_job_due", ["due_at", "id"])
