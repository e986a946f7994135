"""Keep with which certificates people sign."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signer_certificate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(400), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.String(400), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signer_certificate_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signer_certificate")),
    )
    op.create_index(op.f("ix_signer_certificate_person_id"), "signer_certificate", ["person_id"])
    standing = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "uq_signer_certificate_standing",
        "signer_certificate",
        ["fingerprint"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )


def downgrade() -> None:
    op.drop_table("signer_certificate")
