"""Count votes by one reckoning: a quorum and a floor for each contest, recusals by two, decisions to vote openly."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

OWN, HEADED = "Hồ sơ của chính thành viên", "Thành viên là người đứng đầu tập thể được đề nghị"
BEGUN_BEFORE = "Phiên được mở trước khi có bước ghi quyết định này; phiếu đã ghi rõ là biểu quyết công khai."


def upgrade() -> None:
    op.create_table(
        "ballot_opening",
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("subject_key", sa.String(80), nullable=False),
        sa.Column("decided_by", sa.String(60), nullable=False),
        sa.Column("decided_name", sa.String(200), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", name=op.f("pk_ballot_opening")),
    )
    op.create_index(op.f("ix_ballot_opening_subject_key"), "ballot_opening", ["subject_key"])
    for name in ("floor_numerator", "floor_denominator"):
        op.add_column("ballot", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("ballot", sa.Column("opening_by", sa.String(60), nullable=True))
    op.add_column("ballot", sa.Column("opening_name", sa.String(200), nullable=True))
    op.add_column("ballot", sa.Column("opening_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("ballot", sa.Column("opening_reason", sa.Text(), nullable=True))
    for name in ("quorum_numerator", "quorum_denominator", "floor_numerator", "floor_denominator"):
        op.add_column("ballot_contest", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("ballot_recusal", sa.Column("ground", sa.String(20), nullable=False, server_default="other"))
    op.add_column(
        "council_agenda_item", sa.Column("is_put_off", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _widen_recusals()
    _inherit_openings()


def _widen_recusals() -> None:
    table = "council_recusal"
    op.add_column(table, sa.Column("ground", sa.String(20), nullable=False, server_default="other"))
    op.add_column(table, sa.Column("is_automatic", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column(table, sa.Column("proposed_by", sa.String(60), nullable=False, server_default=""))
    op.add_column(table, sa.Column("confirmed_by", sa.String(60), nullable=False, server_default=""))
    op.add_column(table, sa.Column("confirmed_name", sa.String(200), nullable=False, server_default=""))
    op.add_column(table, sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
    for reason, ground in ((OWN, "nominee"), (HEADED, "head")):
        known = sa.table(table, *(sa.column(name) for name in ("reason", "ground", "is_automatic", "proposed_by")))
        marked = {"ground": ground, "is_automatic": sa.true(), "proposed_by": "system"}
        op.execute(sa.update(known).where(known.c.reason == reason).values(**marked))


def _inherit_openings() -> None:
    """Let the votes that are under way go on: their diagrams have no step in which somebody decides."""
    instance = sa.table(
        "instance", *(sa.column(n) for n in ("id", "business_key", "process_id", "state", "started_at"))
    )
    running = sa.select(
        instance.c.id,
        sa.func.coalesce(instance.c.business_key, ""),
        sa.literal("system"),
        sa.literal("Hệ thống"),
        instance.c.started_at,
        sa.literal(BEGUN_BEFORE),
    ).where(instance.c.process_id.in_(("council_session", "bloc_vote")), instance.c.state == "active")
    columns = ("instance_id", "subject_key", "decided_by", "decided_name", "decided_at", "reason")
    opening = sa.table("ballot_opening", *(sa.column(name) for name in columns))
    op.execute(sa.insert(opening).from_select(columns, running))


def downgrade() -> None:
    for name in ("confirmed_at", "confirmed_name", "confirmed_by", "proposed_by", "is_automatic", "ground"):
        op.drop_column("council_recusal", name)
    op.drop_column("council_agenda_item", "is_put_off")
    op.drop_column("ballot_recusal", "ground")
    for name in ("quorum_numerator", "quorum_denominator", "floor_numerator", "floor_denominator"):
        op.drop_column("ballot_contest", name)
    for name in ("floor_numerator", "floor_denominator", "opening_by", "opening_name", "opening_at", "opening_reason"):
        op.drop_column("ballot", name)
    op.drop_table("ballot_opening")
