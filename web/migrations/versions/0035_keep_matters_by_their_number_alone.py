"""Keep confidential matters by their number alone: titles tell neither kind nor people, tasks are for who handles them."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

MATTERS = "process_id IN ('complaint', 'revocation')"
ROLES = {
    "emulation_dept": "matter_dept",
    "body_leader": "matter_leader",
    "council_secretary": "matter_council",
    "central_officer": "matter_central",
}


def upgrade() -> None:
    for table in ("instance", "user_task"):
        op.execute(sa.text(f"UPDATE {table} SET title = 'Vụ việc ' || business_key WHERE {MATTERS}"))  # noqa: S608
    for before, after in ROLES.items():
        op.execute(
            sa.text(
                f"UPDATE user_task_candidate SET principal = '{after}@' || "  # noqa: S608
                "(SELECT t.business_key FROM user_task t WHERE t.id = user_task_candidate.task_id) "
                f"WHERE principal LIKE '{before}@%' AND task_id IN "
                f"(SELECT id FROM user_task WHERE {MATTERS} AND business_key <> '')"
            )
        )


def downgrade() -> None:
    """Nothing: what titles told is not brought back."""
