"""Alembic's way in: it is always given a connection in a transaction, by `web.cli.schema`."""

from alembic import context

from web.shell.tables import load_all

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=load_all(),
    compare_type=True,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
