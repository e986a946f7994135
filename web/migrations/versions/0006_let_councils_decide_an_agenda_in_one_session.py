"""Let councils decide an agenda in one session."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "council_session_counter",
        sa.Column("council_code", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("council_code", "year", name=op.f("pk_council_session_counter")),
    )
    op.create_table(
        "ballot_recusal",
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("seat_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contest_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id", "contest_no"],
            ["ballot_contest.ballot_id", "ballot_contest.no"],
            name=op.f("fk_ballot_recusal_ballot_id_contest_no_ballot_contest"),
        ),
        sa.ForeignKeyConstraint(
            ["ballot_id", "seat_no"],
            ["ballot_seat.ballot_id", "ballot_seat.seat_no"],
            name=op.f("fk_ballot_recusal_ballot_id_seat_no_ballot_seat"),
        ),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_ballot_recusal_ballot_id_ballot")),
        sa.PrimaryKeyConstraint("ballot_id", "seat_no", "contest_no", name=op.f("pk_ballot_recusal")),
    )
    op.create_table(
        "council_session",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("council_code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("counts_recused", sa.Boolean(), nullable=False),
        sa.Column("presided_by", sa.String(length=200), nullable=False),
        sa.Column("document_no", sa.String(length=80), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("proceedings", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["council_code"], ["council.code"], name=op.f("fk_council_session_council_code_council")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_council_session")),
    )
    op.create_index(op.f("ix_council_session_council_code"), "council_session", ["council_code"], unique=False)
    op.create_index(op.f("ix_council_session_state"), "council_session", ["state"], unique=False)
    op.create_table(
        "council_agenda_item",
        sa.Column("session_code", sa.String(length=60), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("nomination", sa.String(length=40), nullable=False),
        sa.Column("entry_no", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("unit_code", sa.String(length=80), nullable=False),
        sa.Column("award_code", sa.String(length=20), nullable=False),
        sa.Column("regime", sa.String(length=20), nullable=False),
        sa.Column("is_preferred", sa.Boolean(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("no_votes", sa.Integer(), nullable=False),
        sa.Column("blank", sa.Integer(), nullable=False),
        sa.Column("not_returned", sa.Integer(), nullable=False),
        sa.Column("recused", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lower_award", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_code"], ["council_session.code"], name=op.f("fk_council_agenda_item_session_code_council_session")
        ),
        sa.PrimaryKeyConstraint("session_code", "no", name=op.f("pk_council_agenda_item")),
        sa.UniqueConstraint("session_code", "key", name=op.f("uq_council_agenda_item_session_code_key")),
    )
    op.create_index("ix_council_agenda_item_nomination", "council_agenda_item", ["nomination"], unique=False)
    op.create_table(
        "council_seat",
        sa.Column("session_code", sa.String(length=60), nullable=False),
        sa.Column("seat_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("attendance", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_council_seat_person_id_person")),
        sa.ForeignKeyConstraint(
            ["session_code"], ["council_session.code"], name=op.f("fk_council_seat_session_code_council_session")
        ),
        sa.PrimaryKeyConstraint("session_code", "seat_no", name=op.f("pk_council_seat")),
    )
    op.create_index(op.f("ix_council_seat_person_id"), "council_seat", ["person_id"], unique=False)
    op.create_table(
        "council_recusal",
        sa.Column("session_code", sa.String(length=60), nullable=False),
        sa.Column("seat_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_code", "item_no"],
            ["council_agenda_item.session_code", "council_agenda_item.no"],
            name=op.f("fk_council_recusal_session_code_item_no_council_agenda_item"),
        ),
        sa.ForeignKeyConstraint(
            ["session_code", "seat_no"],
            ["council_seat.session_code", "council_seat.seat_no"],
            name=op.f("fk_council_recusal_session_code_seat_no_council_seat"),
        ),
        sa.ForeignKeyConstraint(
            ["session_code"], ["council_session.code"], name=op.f("fk_council_recusal_session_code_council_session")
        ),
        sa.PrimaryKeyConstraint("session_code", "seat_no", "item_no", name=op.f("pk_council_recusal")),
    )
    op.add_column("ballot", sa.Column("counts_recused", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("ballot_contest", sa.Column("award_code", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("ballot_contest", sa.Column("quota", sa.Integer(), nullable=True))
    op.add_column("ballot_contest", sa.Column("is_preferred", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("ballot_contest", sa.Column("numerator", sa.Integer(), nullable=True))
    op.add_column("ballot_contest", sa.Column("denominator", sa.Integer(), nullable=True))
    op.add_column("ballot_contest", sa.Column("comparator", sa.String(length=2), nullable=True))
    op.add_column("ballot_contest", sa.Column("base", sa.String(length=10), nullable=True))
    op.add_column("ballot_contest", sa.Column("source", sa.Text(), nullable=False, server_default=""))
    op.add_column("ballot_contest", sa.Column("status", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("ballot_seat", sa.Column("attendance", sa.String(length=10), nullable=True))
    op.add_column("nomination", sa.Column("council_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_nomination_body_code_council_at", "nomination", ["body_code", "council_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_nomination_body_code_council_at", table_name="nomination")
    op.drop_column("nomination", "council_at")
    op.drop_column("ballot_seat", "attendance")
    op.drop_column("ballot_contest", "status")
    op.drop_column("ballot_contest", "source")
    op.drop_column("ballot_contest", "base")
    op.drop_column("ballot_contest", "comparator")
    op.drop_column("ballot_contest", "denominator")
    op.drop_column("ballot_contest", "numerator")
    op.drop_column("ballot_contest", "is_preferred")
    op.drop_column("ballot_contest", "quota")
    op.drop_column("ballot_contest", "award_code")
    op.drop_column("ballot", "counts_recused")
    op.drop_table("council_recusal")
    op.drop_index(op.f("ix_council_seat_person_id"), table_name="council_seat")
    op.drop_table("council_seat")
    op.drop_index("ix_council_agenda_item_nomination", table_name="council_agenda_item")
    op.drop_table("council_agenda_item")
    op.drop_index(op.f("ix_council_session_state"), table_name="council_session")
    op.drop_index(op.f("ix_council_session_council_code"), table_name="council_session")
    op.drop_table("council_session")
    op.drop_table("ballot_recusal")
    op.drop_table("council_session_counter")
