"""Find a person's own bin, and the first of their longest stretches, without going through other walks."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_05_own_bin"
down_revision = "20261125_04_import_questions"
branch_labels = None
depends_on = None

IN_BIN = sa.text("deleted_at IS NOT NULL")
KEPT = sa.text("deleted_at IS NULL")


def upgrade() -> None:
    op.drop_index("ix_walk_bin", "walk")
    op.drop_index("ix_walk_longest", "walk")
    columns = ["user_id", "deleted_at"]
    op.create_index("ix_walk_bin", "walk", columns, unique=False, sqlite_where=IN_BIN, postgresql_where=IN_BIN)
    op.create_index(
        "ix_walk_longest",
        "walk",
        ["user_id", "longest_backward_seconds", "walked_on"],
        unique=False,
        sqlite_where=KEPT,
        postgresql_where=KEPT,
    )
