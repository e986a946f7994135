"""Keep who prepared a task and in which capacity it is done."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

# What was done before the diagrams said it themselves.
CAPACITIES = {
    "propose": (
        ("nomination", "prepare_dossier"),
        ("nomination", "review_findings"),
        ("nomination", "supplement_review"),
        ("nomination", "supplement_central"),
    ),
    "endorse": (("nomination", "endorse"),),
    "appraise": (
        ("unit_review", "intake"),
        ("unit_review", "appraisal"),
        ("unit_review", "publication_comments"),
        ("central_submission", "receive"),
        ("central_submission", "check_completeness"),
        ("central_submission", "appraise"),
        ("central_submission", "appraise_again"),
        ("central_submission", "consult"),
    ),
    "advise": (("unit_review", "give_opinion"),),
    "investigate": (("complaint", "verify"), ("revocation", "record_finding")),
    "vote": (("council_session", "vote"), ("bloc_vote", "vote"), ("bloc_year", "elect")),
    "sign": (
        ("council_session", "sign_minutes"),
        ("bloc_vote", "sign_minutes"),
        ("bloc_vote", "cosign_minutes"),
        ("bloc_year", "sign_minutes"),
        ("central_submission", "submit_pm"),
    ),
    "decide": (
        ("unit_review", "leader_sign"),
        ("central_submission", "central_council"),
        ("complaint", "conclude"),
        ("revocation", "leader_decide"),
    ),
    "record": (("central_submission", "record_decision"), ("revocation", "central_decide")),
}


def upgrade() -> None:
    op.add_column("user_task", sa.Column("prepared_by", sa.Text(), server_default="[]", nullable=False))
    op.add_column("user_task", sa.Column("capacity", sa.String(length=20), server_default="", nullable=False))
    _tell_capacities()
    op.create_index(op.f("ix_ballot_contest_nomination"), "ballot_contest", ["nomination"], unique=False)


def _tell_capacities() -> None:
    task = sa.table("user_task", sa.column("process_id"), sa.column("element_id"), sa.column("capacity"))
    for capacity, steps in CAPACITIES.items():
        for process, element in steps:
            where = sa.and_(task.c.process_id == process, task.c.element_id == element)
            op.execute(task.update().where(where).values(capacity=capacity))


def downgrade() -> None:
    op.drop_index(op.f("ix_ballot_contest_nomination"), table_name="ballot_contest")
    op.drop_column("user_task", "capacity")
    op.drop_column("user_task", "prepared_by")
