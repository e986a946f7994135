"""Void documents, and keep every signed copy."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

LIVE = sa.text("voided_at IS NULL")
REASON = "Hồ sơ có nhiều văn bản cùng loại; bản đã ký, nếu không thì bản mới nhất, còn hiệu lực (khi nâng cấp)."


def upgrade() -> None:
    op.create_table(
        "signed_copy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("brought_by_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_signed_copy_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_copy")),
    )
    op.create_index(op.f("ix_signed_copy_document_id"), "signed_copy", ["document_id"], unique=False)
    op.add_column("document", sa.Column("signed_grade", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("document", sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "document", sa.Column("voided_by_name", sa.String(length=120), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("document", sa.Column("void_reason", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("document", sa.Column("replaced_by", sa.Uuid(), nullable=True))
    _keep_copies()
    _void_doubles()
    op.create_index(
        "uq_document_live", "document", ["kind", "about"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )


def _keep_copies() -> None:
    """Keep the copies brought until now among the others, as checked by the rules of their day."""
    op.execute(
        "INSERT INTO signed_copy (id, document_id, attachment_id, sha256, grade, seal, brought_at, brought_by_name) "
        "SELECT signed_id, document.id, signed_id, attachment.sha256, 0, COALESCE(seal, '[]'), signed_at, "
        "signed_by_name FROM document JOIN attachment ON attachment.id = signed_id WHERE signed_at IS NOT NULL"
    )


def _void_doubles() -> None:
    """Let one document of each kind and case live: the one that was signed, else the newest."""
    table = sa.table(
        "document",
        *map(sa.column, ("id", "kind", "about", "signed_id", "issued_at", "number", "voided_at", "void_reason")),
        sa.column("replaced_by"),
    )
    better = sa.case((table.c.signed_id.is_not(None), 1), else_=0)
    rows = op.get_bind().execute(sa.select(table).order_by(better, table.c.issued_at, table.c.number)).all()
    live = {(row.kind, row.about): row.id for row in rows}
    for row in rows:
        kept = live[row.kind, row.about]
        if row.id != kept:
            voided = {"voided_at": row.issued_at, "void_reason": REASON, "replaced_by": kept}
            op.execute(table.update().where(table.c.id == row.id).values(**voided))


def downgrade() -> None:
    op.drop_index("uq_document_live", table_name="document", sqlite_where=LIVE, postgresql_where=LIVE)
    for name in ("replaced_by", "void_reason", "voided_by_name", "voided_at", "signed_grade"):
        op.drop_column("document", name)
    op.drop_index(op.f("ix_signed_copy_document_id"), table_name="signed_copy")
    op.drop_table("signed_copy")
