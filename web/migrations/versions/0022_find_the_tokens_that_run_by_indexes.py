"""Find the tokens that run by indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_element_parent", "element_instance", ["parent_id", "instance_id"], unique=False)
    op.create_index(
        "ix_element_undone",
        "element_instance",
        ["instance_id"],
        unique=False,
        sqlite_where=sa.text("internal LIKE '%\"order\":%'"),
        postgresql_where=sa.text("internal LIKE '%\"order\":%'"),
    )
    op.create_index(
        "ix_element_unfinished",
        "element_instance",
        ["instance_id"],
        unique=False,
        sqlite_where=sa.text("state < 64"),
        postgresql_where=sa.text("state < 64"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_element_unfinished",
        table_name="element_instance",
        sqlite_where=sa.text("state < 64"),
        postgresql_where=sa.text("state < 64"),
    )
    op.drop_index(
        "ix_element_undone",
        table_name="element_instance",
        sqlite_where=sa.text("internal LIKE '%\"order\":%'"),
        postgresql_where=sa.text("internal LIKE '%\"order\":%'"),
    )
    op.drop_index("ix_element_parent", table_name="element_instance")
