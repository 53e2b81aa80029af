"""Where a project came from, comments that quote and are answered, named versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"


def upgrade() -> None:
    """Adds the columns and the table; what is there already keeps its meaning."""
    op.add_column("projects", sa.Column("origin", sa.String(20), nullable=False, server_default="blank"))
    op.add_column("projects", sa.Column("last_id", sa.String(16), nullable=True))
    op.add_column("messages", sa.Column("quote", sa.Text(), nullable=False, server_default=""))
    op.add_column("messages", sa.Column("parent_id", sa.Integer(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        # SQLite adds no references to a table that is there.
        op.create_foreign_key("projects_last", "projects", "projects", ["last_id"], ["id"])
        op.create_foreign_key("messages_parent", "messages", "messages", ["parent_id"], ["id"])
    op.create_table(
        "marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.String(16), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["section_revisions.id"]),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_marks_project_id"), "marks", ["project_id"])


def downgrade() -> None:
    """Not offered: named versions and answers would be lost."""
    raise NotImplementedError
