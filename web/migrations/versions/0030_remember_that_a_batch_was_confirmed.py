"""Remember that a batch was confirmed by its person's password.

Expand: programs of the version before go on with the new tables. A batch that waits in this moment counts as unconfirmed:
where it holds a signature, its person is asked once more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("batch", sa.Column("is_confirmed", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("batch", "is_confirmed")
