"""Write the migration that leads from the newest one to the tables as the models now describe them.

    scripts/migration.py "Add the ballots"

Read what it writes: a rename looks to it like a removal and an addition.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from alembic.autogenerate import produce_migrations, render_python_code  # noqa: E402 - the path comes first
from alembic.runtime.migration import MigrationContext  # noqa: E402

from engine.store.database import Database  # noqa: E402
from web.cli.schema import newest_version, upgrade_schema  # noqa: E402
from web.tables import load_all  # noqa: E402

VERSIONS = HOME / "web" / "migrations" / "versions"
TYPES = {
    "engine.model.base.UtcDateTime(timezone=True)": "sa.DateTime(timezone=True)",
    "engine.model.base.Json()": "sa.Text()",
}
PAGE = '''"""{message}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {before!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    {upgrade}


def downgrade() -> None:
    {downgrade}
'''


def main(message: str) -> None:
    """Write one migration, numbered after the newest."""
    before = newest_version()
    revision = f"{int(before or 0) + 1:04d}"
    upgrade, downgrade = describe_difference()
    words = {"message": message, "revision": revision, "before": before}
    path = VERSIONS / f"{revision}_{'_'.join(message.lower().split())}.py"
    path.write_text(PAGE.format(**words, upgrade=upgrade, downgrade=downgrade), encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    subprocess.run([*ruff, "check", "--quiet", "--fix-only", str(path)], check=True)
    subprocess.run([*ruff, "format", "--quiet", str(path)], check=True)


def describe_difference() -> tuple[str, str]:
    """Return the steps up and down between the newest migration and the models, as Python."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/now.db")
        upgrade_schema(database)
        with database.read() as session:
            context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
            script = produce_migrations(context, load_all())
        database.dispose()
    steps_up, steps_down = script.upgrade_ops, script.downgrade_ops
    return _plain(render_python_code(steps_up)), _plain(render_python_code(steps_down))  # type: ignore[arg-type]


def _plain(code: str) -> str:
    """Name the database's own types: a migration must not change when a class of ours does."""
    for ours, plain in TYPES.items():
        code = code.replace(ours, plain)
    return "\n".join(line for line in code.splitlines() if not line.strip().startswith("# ###")).strip()


if __name__ == "__main__":
    main(sys.argv[1])
