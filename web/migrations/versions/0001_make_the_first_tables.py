"""Make the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "award",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("family", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("for_individuals", sa.Boolean(), nullable=False),
        sa.Column("for_collectives", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_award")),
    )
    op.create_table(
        "ballot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=50), nullable=False),
        sa.Column("subject_key", sa.String(length=80), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("award_code", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=False),
        sa.Column("numerator", sa.Integer(), nullable=False),
        sa.Column("denominator", sa.Integer(), nullable=False),
        sa.Column("comparator", sa.String(length=2), nullable=False),
        sa.Column("base", sa.String(length=10), nullable=False),
        sa.Column("quorum_numerator", sa.Integer(), nullable=False),
        sa.Column("quorum_denominator", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=60), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
    )
    op.create_index(op.f("ix_ballot_scope"), "ballot", ["scope"], unique=False)
    op.create_index(op.f("ix_ballot_subject_key"), "ballot", ["subject_key"], unique=False)
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "bloc",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_bloc")),
    )
    op.create_table(
        "command",
        sa.Column("actor_id", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("actor_id", "key", name=op.f("pk_command")),
    )
    op.create_table(
        "content",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_content")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("correlation_key", sa.String(length=300), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("sent_by", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_to", sa.Uuid(), nullable=True),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(
        "ix_message_waiting",
        "message",
        ["name", "correlation_key"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "nomination_counter",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_nomination_counter")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("business_key", sa.String(length=200), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_business_key"), "notice", ["business_key"], unique=False)
    op.create_index(op.f("ix_notice_recipient"), "notice", ["recipient"], unique=False)
    op.create_table(
        "regime",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("law", sa.String(length=200), nullable=False),
        sa.Column("decree", sa.String(length=200), nullable=False),
        sa.Column("circular", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_regime")),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(length=100), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("approver_id", sa.String(length=100), nullable=False),
        sa.Column("approver_name", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("author_id <> approver_id OR author_id = 'system'", name=op.f("ck_release_four_eyes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("procedure", "number", name=op.f("uq_release_procedure_number")),
    )
    op.create_index(op.f("ix_release_sha256"), "release", ["sha256"], unique=False)
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username_hash", sa.String(length=64), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    op.create_index(op.f("ix_sign_in_failure_username_hash"), "sign_in_failure", ["username_hash"], unique=False)
    op.create_table(
        "unit",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=80), nullable=False),
        sa.Column("search", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("parent_code", sa.String(length=80), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("dissolved", sa.Boolean(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_code"], ["unit.code"], name=op.f("fk_unit_parent_code_unit")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_unit")),
    )
    op.create_index(op.f("ix_unit_parent_code"), "unit", ["parent_code"], unique=False)
    op.create_index(op.f("ix_unit_search"), "unit", ["search"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=True),
        sa.Column("business_key", sa.String(length=200), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("uploaded_by", sa.String(length=100), nullable=False),
        sa.Column("uploaded_by_name", sa.String(length=200), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('uploaded', 'kept')", name=op.f("ck_attachment_state_known")),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_attachment_sha256_blob")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(
        "ix_attachment_business_key_uploaded_at", "attachment", ["business_key", "uploaded_at"], unique=False
    )
    op.create_index(op.f("ix_attachment_root_id"), "attachment", ["root_id"], unique=False)
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)
    op.create_index("ix_attachment_state_uploaded_at", "attachment", ["state", "uploaded_at"], unique=False)
    op.create_index(op.f("ix_attachment_task_id"), "attachment", ["task_id"], unique=False)
    op.create_table(
        "award_rule",
        sa.Column("award_code", sa.String(length=20), nullable=False),
        sa.Column("regime_code", sa.String(length=20), nullable=False),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("authority_en", sa.String(length=200), nullable=False),
        sa.Column("article", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["award_code"], ["award.code"], name=op.f("fk_award_rule_award_code_award")),
        sa.ForeignKeyConstraint(["regime_code"], ["regime.code"], name=op.f("fk_award_rule_regime_code_regime")),
        sa.PrimaryKeyConstraint("award_code", "regime_code", name=op.f("pk_award_rule")),
    )
    op.create_table(
        "ballot_contest",
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nomination", sa.String(length=80), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_ballot_contest_ballot_id_ballot")),
        sa.PrimaryKeyConstraint("ballot_id", "no", name=op.f("pk_ballot_contest")),
        sa.UniqueConstraint("ballot_id", "nomination", name=op.f("uq_ballot_contest_ballot_id_nomination")),
    )
    op.create_table(
        "ballot_seat",
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("seat_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("principal", sa.String(length=120), nullable=False),
        sa.Column("participated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("participated_by", sa.String(length=60), nullable=True),
        sa.Column("participated_name", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_ballot_seat_ballot_id_ballot")),
        sa.PrimaryKeyConstraint("ballot_id", "seat_no", name=op.f("pk_ballot_seat")),
    )
    op.create_table(
        "bloc_year",
        sa.Column("scope", sa.String(length=50), nullable=False),
        sa.Column("bloc_code", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("head_code", sa.String(length=80), nullable=False),
        sa.Column("deputy_code", sa.String(length=80), nullable=True),
        sa.Column("flag_quota", sa.Integer(), nullable=False),
        sa.CheckConstraint("flag_quota >= 0", name=op.f("ck_bloc_year_flag_quota")),
        sa.ForeignKeyConstraint(["bloc_code"], ["bloc.code"], name=op.f("fk_bloc_year_bloc_code_bloc")),
        sa.ForeignKeyConstraint(["deputy_code"], ["unit.code"], name=op.f("fk_bloc_year_deputy_code_unit")),
        sa.ForeignKeyConstraint(["head_code"], ["unit.code"], name=op.f("fk_bloc_year_head_code_unit")),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_bloc_year")),
        sa.UniqueConstraint("bloc_code", "year", name=op.f("uq_bloc_year_bloc_code_year")),
    )
    op.create_index(op.f("ix_bloc_year_deputy_code"), "bloc_year", ["deputy_code"], unique=False)
    op.create_index(op.f("ix_bloc_year_head_code"), "bloc_year", ["head_code"], unique=False)
    op.create_table(
        "council",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("body_code", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["body_code"], ["unit.code"], name=op.f("fk_council_body_code_unit")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_council")),
    )
    op.create_index(op.f("ix_council_body_code"), "council", ["body_code"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("base_release_id", sa.Uuid(), nullable=True),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(length=100), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=100), nullable=True),
        sa.Column("decided_by_name", sa.String(length=200), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["base_release_id"], ["release.id"], name=op.f("fk_draft_base_release_id_release")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_draft_release_id_release")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_procedure"), "draft", ["procedure"], unique=False)
    op.create_table(
        "instance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("process_id", sa.String(length=200), nullable=False),
        sa.Column("business_key", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.String(length=100), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_instance_release_id_release")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instance")),
    )
    op.create_index("ix_instance_key", "instance", ["business_key", "process_id"], unique=False)
    op.create_index(op.f("ix_instance_process_id"), "instance", ["process_id"], unique=False)
    op.create_index(op.f("ix_instance_release_id"), "instance", ["release_id"], unique=False)
    op.create_index(op.f("ix_instance_root_id"), "instance", ["root_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("sort_key", sa.String(length=400), nullable=False),
        sa.Column("search", sa.String(length=200), nullable=False),
        sa.Column("sex", sa.String(length=10), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("ethnicity", sa.String(length=40), nullable=False),
        sa.Column("position", sa.String(length=120), nullable=False),
        sa.Column("recruited_on", sa.Date(), nullable=True),
        sa.Column("unit_code", sa.String(length=80), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_person_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("code", name=op.f("uq_person_code")),
    )
    op.create_index(op.f("ix_person_search"), "person", ["search"], unique=False)
    op.create_index(op.f("ix_person_sort_key"), "person", ["sort_key"], unique=False)
    op.create_index("ix_person_unit_code_sort_key", "person", ["unit_code", "sort_key"], unique=False)
    op.create_table(
        "process_version",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("process_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("start_message", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_process_version_release_id_release")),
        sa.PrimaryKeyConstraint("release_id", "process_id", name=op.f("pk_process_version")),
    )
    op.create_index("ix_process_version_newest", "process_version", ["process_id", "number"], unique=False)
    op.create_index(op.f("ix_process_version_start_message"), "process_version", ["start_message"], unique=False)
    op.create_table(
        "release_file",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_file_release_id_release")),
        sa.ForeignKeyConstraint(["sha256"], ["content.sha256"], name=op.f("fk_release_file_sha256_content")),
        sa.PrimaryKeyConstraint("release_id", "path", name=op.f("pk_release_file")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(length=100), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_index(op.f("ix_account_person_id"), "account", ["person_id"], unique=False)
    op.create_table(
        "award_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_code", sa.String(length=80), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("(person_id IS NULL) <> (unit_code IS NULL)", name=op.f("ck_award_hold_one_subject")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_award_hold_person_id_person")),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_award_hold_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_hold")),
    )
    op.create_index(op.f("ix_award_hold_person_id"), "award_hold", ["person_id"], unique=False)
    op.create_index(op.f("ix_award_hold_unit_code"), "award_hold", ["unit_code"], unique=False)
    op.create_table(
        "ballot_vote",
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("seat_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contest_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id", "contest_no"],
            ["ballot_contest.ballot_id", "ballot_contest.no"],
            name=op.f("fk_ballot_vote_ballot_id_contest_no_ballot_contest"),
        ),
        sa.ForeignKeyConstraint(
            ["ballot_id", "seat_no"],
            ["ballot_seat.ballot_id", "ballot_seat.seat_no"],
            name=op.f("fk_ballot_vote_ballot_id_seat_no_ballot_seat"),
        ),
        sa.PrimaryKeyConstraint("ballot_id", "seat_no", "contest_no", name=op.f("pk_ballot_vote")),
    )
    op.create_table(
        "bloc_member",
        sa.Column("scope", sa.String(length=50), nullable=False),
        sa.Column("body_code", sa.String(length=80), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_code"], ["unit.code"], name=op.f("fk_bloc_member_body_code_unit")),
        sa.ForeignKeyConstraint(["scope"], ["bloc_year.scope"], name=op.f("fk_bloc_member_scope_bloc_year")),
        sa.PrimaryKeyConstraint("scope", "body_code", name=op.f("pk_bloc_member")),
    )
    op.create_table(
        "council_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council_code", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["council_code"], ["council.code"], name=op.f("fk_council_member_council_code_council")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_council_member_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_member")),
        sa.UniqueConstraint(
            "council_code",
            "person_id",
            "role",
            "valid_from",
            name=op.f("uq_council_member_council_code_person_id_role_valid_from"),
        ),
    )
    op.create_index(op.f("ix_council_member_person_id"), "council_member", ["person_id"], unique=False)
    op.create_table(
        "element_instance",
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("container_id", sa.Uuid(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("spec", sa.String(length=300), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=True),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("triggered", sa.Boolean(), nullable=False),
        sa.Column("scope_id", sa.Uuid(), nullable=False),
        sa.Column("internal", sa.Text(), nullable=False),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["instance_id"], ["instance.id"], name=op.f("fk_element_instance_instance_id_instance")
        ),
        sa.PrimaryKeyConstraint("instance_id", "id", name=op.f("pk_element_instance")),
    )
    op.create_table(
        "event",
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("actor_id", sa.String(length=100), nullable=False),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=200), nullable=True),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("element_name", sa.String(length=500), nullable=False),
        sa.Column("element_instance_id", sa.Uuid(), nullable=True),
        sa.Column("data", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_event_instance_id_instance")),
        sa.PrimaryKeyConstraint("instance_id", "seq", name=op.f("pk_event")),
    )
    op.create_index("ix_event_at", "event", ["at"], unique=False)
    op.create_table(
        "incident",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("element_instance_id", sa.Uuid(), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_incident_instance_id_instance")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    op.create_index(op.f("ix_incident_instance_id"), "incident", ["instance_id"], unique=False)
    op.create_table(
        "initiative",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("decision_no", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_initiative_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
        sa.UniqueConstraint("person_id", "year", "name", name=op.f("uq_initiative_person_id_year_name")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("element_instance_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_job_instance_id_instance")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("element_instance_id", name=op.f("uq_job_element_instance_id")),
    )
    op.create_index("ix_job_due", "job", ["due_at", "id"], unique=False)
    op.create_index(op.f("ix_job_instance_id"), "job", ["instance_id"], unique=False)
    op.create_table(
        "nomination",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("award_code", sa.String(length=20), nullable=False),
        sa.Column("regime", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("subject_unit_code", sa.String(length=80), nullable=True),
        sa.Column("subject_name", sa.String(length=200), nullable=False),
        sa.Column("subject_search", sa.String(length=300), nullable=False),
        sa.Column("unit_code", sa.String(length=80), nullable=False),
        sa.Column("body_code", sa.String(length=80), nullable=False),
        sa.Column("bloc_code", sa.String(length=40), nullable=True),
        sa.Column("bloc_scope", sa.String(length=50), nullable=True),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=60), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bloc_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("central_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (subject_unit_code IS NULL)", name=op.f("ck_nomination_one_subject")
        ),
        sa.ForeignKeyConstraint(["award_code"], ["award.code"], name=op.f("fk_nomination_award_code_award")),
        sa.ForeignKeyConstraint(["bloc_code"], ["bloc.code"], name=op.f("fk_nomination_bloc_code_bloc")),
        sa.ForeignKeyConstraint(["bloc_scope"], ["bloc_year.scope"], name=op.f("fk_nomination_bloc_scope_bloc_year")),
        sa.ForeignKeyConstraint(["body_code"], ["unit.code"], name=op.f("fk_nomination_body_code_unit")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_nomination_person_id_person")),
        sa.ForeignKeyConstraint(["regime"], ["regime.code"], name=op.f("fk_nomination_regime_regime")),
        sa.ForeignKeyConstraint(
            ["subject_unit_code"], ["unit.code"], name=op.f("fk_nomination_subject_unit_code_unit")
        ),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_nomination_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("code", name=op.f("uq_nomination_code")),
    )
    op.create_index("ix_nomination_award_code_year", "nomination", ["award_code", "year"], unique=False)
    op.create_index("ix_nomination_bloc_scope_stage", "nomination", ["bloc_scope", "stage"], unique=False)
    op.create_index(op.f("ix_nomination_body_code"), "nomination", ["body_code"], unique=False)
    op.create_index(op.f("ix_nomination_person_id"), "nomination", ["person_id"], unique=False)
    op.create_index(op.f("ix_nomination_stage"), "nomination", ["stage"], unique=False)
    op.create_index(op.f("ix_nomination_subject_search"), "nomination", ["subject_search"], unique=False)
    op.create_index(op.f("ix_nomination_subject_unit_code"), "nomination", ["subject_unit_code"], unique=False)
    op.create_index(op.f("ix_nomination_unit_code"), "nomination", ["unit_code"], unique=False)
    op.create_table(
        "post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_code", sa.String(length=80), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_person_id_person")),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_post_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint(
            "person_id", "unit_code", "role", "valid_from", name=op.f("uq_post_person_id_unit_code_role_valid_from")
        ),
    )
    op.create_index(op.f("ix_post_person_id"), "post", ["person_id"], unique=False)
    op.create_index("ix_post_role_unit_code", "post", ["role", "unit_code"], unique=False)
    op.create_table(
        "subscription",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("element_instance_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("correlation_key", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_subscription_instance_id_instance")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("element_instance_id", name=op.f("uq_subscription_element_instance_id")),
    )
    op.create_index(op.f("ix_subscription_instance_id"), "subscription", ["instance_id"], unique=False)
    op.create_index("ix_subscription_match", "subscription", ["name", "correlation_key", "created_at"], unique=False)
    op.create_table(
        "title_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_code", sa.String(length=80), nullable=True),
        sa.Column("award_code", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("decision_no", sa.String(length=80), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("authority", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("(person_id IS NULL) <> (unit_code IS NULL)", name=op.f("ck_title_record_one_subject")),
        sa.ForeignKeyConstraint(["award_code"], ["award.code"], name=op.f("fk_title_record_award_code_award")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_title_record_person_id_person")),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_title_record_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_record")),
        sa.UniqueConstraint("person_id", "award_code", "year", name=op.f("uq_title_record_person_id_award_code_year")),
        sa.UniqueConstraint("unit_code", "award_code", "year", name=op.f("uq_title_record_unit_code_award_code_year")),
    )
    op.create_index("ix_title_record_award_code_year", "title_record", ["award_code", "year"], unique=False)
    op.create_table(
        "user_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("procedure", sa.String(length=100), nullable=False),
        sa.Column("process_id", sa.String(length=200), nullable=False),
        sa.Column("element_id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("name_en", sa.String(length=500), nullable=False),
        sa.Column("form_id", sa.String(length=200), nullable=False),
        sa.Column("business_key", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.String(length=100), nullable=True),
        sa.Column("owner_name", sa.String(length=200), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("follow_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_by", sa.String(length=100), nullable=True),
        sa.Column("completed_by_name", sa.String(length=200), nullable=True),
        sa.Column("properties", sa.Text(), nullable=False),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_user_task_instance_id_instance")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_task")),
    )
    op.create_index("ix_user_task_done_by", "user_task", ["completed_by", "completed_at"], unique=False)
    op.create_index(op.f("ix_user_task_instance_id"), "user_task", ["instance_id"], unique=False)
    op.create_index("ix_user_task_key", "user_task", ["business_key", "element_id"], unique=False)
    op.create_index(
        "ix_user_task_open_due",
        "user_task",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_user_task_owner_id"), "user_task", ["owner_id"], unique=False)
    op.create_table(
        "variable",
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("scope_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_variable_instance_id_instance")),
        sa.PrimaryKeyConstraint("instance_id", "scope_id", "name", name=op.f("pk_variable")),
    )
    op.create_table(
        "variable_change",
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("scope_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_variable_change_instance_id_instance")),
        sa.PrimaryKeyConstraint("instance_id", "seq", "scope_id", "name", name=op.f("pk_variable_change")),
    )
    op.create_table(
        "variable_scope",
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"], name=op.f("fk_variable_scope_instance_id_instance")),
        sa.PrimaryKeyConstraint("instance_id", "id", name=op.f("pk_variable_scope")),
    )
    op.create_table(
        "year_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_code", sa.String(length=80), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("rating", sa.String(length=20), nullable=False),
        sa.Column("discipline", sa.String(length=20), nullable=False),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("members_done", sa.Integer(), nullable=True),
        sa.Column("ldtt_members", sa.Integer(), nullable=True),
        sa.Column("cstdcs_members", sa.Integer(), nullable=True),
        sa.Column("leads_cluster", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(person_id IS NULL) <> (unit_code IS NULL)", name=op.f("ck_year_record_one_subject")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_year_record_person_id_person")),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_year_record_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_record")),
        sa.UniqueConstraint("person_id", "year", name=op.f("uq_year_record_person_id_year")),
        sa.UniqueConstraint("unit_code", "year", name=op.f("uq_year_record_unit_code_year")),
    )
    op.create_table(
        "user_task_candidate",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("principal", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["user_task.id"], name=op.f("fk_user_task_candidate_task_id_user_task")),
        sa.PrimaryKeyConstraint("task_id", "principal", name=op.f("pk_user_task_candidate")),
    )
    op.create_index("ix_user_task_candidate_principal", "user_task_candidate", ["principal", "task_id"], unique=False)
    op.create_table(
        "web_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_web_session_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_web_session")),
    )
    op.create_index(op.f("ix_web_session_account_id"), "web_session", ["account_id"], unique=False)
    op.create_index(op.f("ix_web_session_seen_at"), "web_session", ["seen_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_web_session_seen_at"), table_name="web_session")
    op.drop_index(op.f("ix_web_session_account_id"), table_name="web_session")
    op.drop_table("web_session")
    op.drop_index("ix_user_task_candidate_principal", table_name="user_task_candidate")
    op.drop_table("user_task_candidate")
    op.drop_table("year_record")
    op.drop_table("variable_scope")
    op.drop_table("variable_change")
    op.drop_table("variable")
    op.drop_index(op.f("ix_user_task_owner_id"), table_name="user_task")
    op.drop_index(
        "ix_user_task_open_due",
        table_name="user_task",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index("ix_user_task_key", table_name="user_task")
    op.drop_index(op.f("ix_user_task_instance_id"), table_name="user_task")
    op.drop_index("ix_user_task_done_by", table_name="user_task")
    op.drop_table("user_task")
    op.drop_index("ix_title_record_award_code_year", table_name="title_record")
    op.drop_table("title_record")
    op.drop_index("ix_subscription_match", table_name="subscription")
    op.drop_index(op.f("ix_subscription_instance_id"), table_name="subscription")
    op.drop_table("subscription")
    op.drop_index("ix_post_role_unit_code", table_name="post")
    op.drop_index(op.f("ix_post_person_id"), table_name="post")
    op.drop_table("post")
    op.drop_index(op.f("ix_nomination_unit_code"), table_name="nomination")
    op.drop_index(op.f("ix_nomination_subject_unit_code"), table_name="nomination")
    op.drop_index(op.f("ix_nomination_subject_search"), table_name="nomination")
    op.drop_index(op.f("ix_nomination_stage"), table_name="nomination")
    op.drop_index(op.f("ix_nomination_person_id"), table_name="nomination")
    op.drop_index(op.f("ix_nomination_body_code"), table_name="nomination")
    op.drop_index("ix_nomination_bloc_scope_stage", table_name="nomination")
    op.drop_index("ix_nomination_award_code_year", table_name="nomination")
    op.drop_table("nomination")
    op.drop_index(op.f("ix_job_instance_id"), table_name="job")
    op.drop_index("ix_job_due", table_name="job")
    op.drop_table("job")
    op.drop_table("initiative")
    op.drop_index(op.f("ix_incident_instance_id"), table_name="incident")
    op.drop_table("incident")
    op.drop_index("ix_event_at", table_name="event")
    op.drop_table("event")
    op.drop_table("element_instance")
    op.drop_index(op.f("ix_council_member_person_id"), table_name="council_member")
    op.drop_table("council_member")
    op.drop_table("bloc_member")
    op.drop_table("ballot_vote")
    op.drop_index(op.f("ix_award_hold_unit_code"), table_name="award_hold")
    op.drop_index(op.f("ix_award_hold_person_id"), table_name="award_hold")
    op.drop_table("award_hold")
    op.drop_index(op.f("ix_account_person_id"), table_name="account")
    op.drop_table("account")
    op.drop_table("release_file")
    op.drop_index(op.f("ix_process_version_start_message"), table_name="process_version")
    op.drop_index("ix_process_version_newest", table_name="process_version")
    op.drop_table("process_version")
    op.drop_index("ix_person_unit_code_sort_key", table_name="person")
    op.drop_index(op.f("ix_person_sort_key"), table_name="person")
    op.drop_index(op.f("ix_person_search"), table_name="person")
    op.drop_table("person")
    op.drop_index(op.f("ix_instance_root_id"), table_name="instance")
    op.drop_index(op.f("ix_instance_release_id"), table_name="instance")
    op.drop_index(op.f("ix_instance_process_id"), table_name="instance")
    op.drop_index("ix_instance_key", table_name="instance")
    op.drop_table("instance")
    op.drop_index(op.f("ix_draft_procedure"), table_name="draft")
    op.drop_table("draft")
    op.drop_index(op.f("ix_council_body_code"), table_name="council")
    op.drop_table("council")
    op.drop_index(op.f("ix_bloc_year_head_code"), table_name="bloc_year")
    op.drop_index(op.f("ix_bloc_year_deputy_code"), table_name="bloc_year")
    op.drop_table("bloc_year")
    op.drop_table("ballot_seat")
    op.drop_table("ballot_contest")
    op.drop_table("award_rule")
    op.drop_index(op.f("ix_attachment_task_id"), table_name="attachment")
    op.drop_index("ix_attachment_state_uploaded_at", table_name="attachment")
    op.drop_index(op.f("ix_attachment_sha256"), table_name="attachment")
    op.drop_index(op.f("ix_attachment_root_id"), table_name="attachment")
    op.drop_index("ix_attachment_business_key_uploaded_at", table_name="attachment")
    op.drop_table("attachment")
    op.drop_index(op.f("ix_unit_search"), table_name="unit")
    op.drop_index(op.f("ix_unit_parent_code"), table_name="unit")
    op.drop_table("unit")
    op.drop_index(op.f("ix_sign_in_failure_username_hash"), table_name="sign_in_failure")
    op.drop_table("sign_in_failure")
    op.drop_index(op.f("ix_release_sha256"), table_name="release")
    op.drop_table("release")
    op.drop_table("regime")
    op.drop_index(op.f("ix_notice_recipient"), table_name="notice")
    op.drop_index(op.f("ix_notice_business_key"), table_name="notice")
    op.drop_table("notice")
    op.drop_table("nomination_counter")
    op.drop_index(
        "ix_message_waiting",
        table_name="message",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_table("message")
    op.drop_table("content")
    op.drop_table("command")
    op.drop_table("bloc")
    op.drop_table("blob")
    op.drop_index(op.f("ix_ballot_subject_key"), table_name="ballot")
    op.drop_index(op.f("ix_ballot_scope"), table_name="ballot")
    op.drop_table("ballot")
    op.drop_table("award")
