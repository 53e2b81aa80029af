"""Alembic's entry: runs migrations on the connection that `store/database.py` hands over."""

from __future__ import annotations

from alembic import context

from assistant.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
