"""Write null variables as values.

The first version wrote a variable that is null as SQL's NULL; since then it is the text of a value like any other, and
an instance that holds the old form could not be read back.
"""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE variable SET value = 'null' WHERE value IS NULL")
    op.execute("UPDATE variable_change SET value = 'null' WHERE value IS NULL")


def downgrade() -> None:
    """Leave the values: the version before reads them too."""
