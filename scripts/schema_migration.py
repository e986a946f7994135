"""Write the migration that leads from the newest one to the tables as the models now describe them.

    scripts/schema_migration.py "Add the ballots"

Read what it writes: a rename looks to it like a removal and an addition. A column that must be filled gets a default
that the rows which are there already take; where none is plain, it refuses and says what to do.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

import sqlalchemy as sa  # noqa: E402 - the path comes first
from alembic.autogenerate import produce_migrations, render_python_code  # noqa: E402
from alembic.operations import ops  # noqa: E402
from alembic.runtime.migration import MigrationContext  # noqa: E402

from engine.model.base import Json  # noqa: E402
from engine.model.values import encode  # noqa: E402
from engine.store.database import Database  # noqa: E402
from web.cli.schema import newest_version, upgrade_schema  # noqa: E402
from web.shell.tables import load_all  # noqa: E402

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
    for column in added_columns(steps_up):
        column.server_default = default_for_rows(column)
    return _plain(render_python_code(steps_up)), _plain(render_python_code(steps_down))  # type: ignore[arg-type]


def added_columns(step: Any) -> Iterator[sa.Column[Any]]:
    """Yield the columns that steps add to tables which are there already."""
    if isinstance(step, ops.AddColumnOp):
        yield step.column
    for inner in getattr(step, "ops", ()):
        yield from added_columns(inner)


def default_for_rows(column: sa.Column[Any]) -> Any:
    """Return the server's default of an added column: what rows that are there already hold from now on.

    Raises SystemExit where no value is plain.
    """
    if column.nullable or column.server_default is not None:
        return column.server_default
    given = _default_of_the_model(column)
    if isinstance(column.type, Json) and given is not None:
        return sa.DefaultClause(encode(given))
    if isinstance(column.type, sa.Boolean):
        return sa.DefaultClause(sa.true() if given else sa.false())
    if isinstance(column.type, sa.Integer):
        return sa.DefaultClause(str(given or 0))
    if isinstance(column.type, sa.String):  # sa.Text is one too
        return sa.DefaultClause(str(given or ""))
    msg = f"{column.name}: rows that are there already need a value. Let it be NULL, or fill it in a step of its own."
    raise SystemExit(msg)


def _default_of_the_model(column: sa.Column[Any]) -> Any:
    default: Any = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def _plain(code: str) -> str:
    """Name the database's own types: a migration must not change when a class of ours does."""
    for ours, plain in TYPES.items():
        code = code.replace(ours, plain)
    return "\n".join(line for line in code.splitlines() if not line.strip().startswith("# ###")).strip()


if __name__ == "__main__":
    main(sys.argv[1])
