"""A migration of a test's own, and everything that a database holds before and after it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from webapp.storage import proofs, schema

# Rebuilds the table `walk`, the parent of every segment: with foreign keys on, SQLite would delete the segments.
REBUILD = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{name}", "{before}", None, None

def upgrade():
    with op.batch_alter_table("walk", recreate="always") as table:
        table.add_column(sa.Column("weather", sa.String(30)))
    {more}
"""


def add_migration(folder: Path, more: str = "") -> str:
    name = "29990101_add_weather"
    before = next(one for one in reversed(schema.revisions()) if one != name)
    source = REBUILD.format(name=name, before=before, more=more)
    (folder / "versions" / f"{name}.py").write_text(source)
    return name


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything that a database holds, by table, without what a backup adds to prove itself."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = [name for name in tables if name != proofs.SEAL]
        # Names that the schema itself gave.
        return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}  # noqa: S608
