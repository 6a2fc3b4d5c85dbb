"""Keep the longest stretch backward beside each walk, so that the record is looked up and not searched for."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_03_longest_stretch"
down_revision = "20261125_02_warned_at"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("walk") as table:
        table.add_column(sa.Column("longest_backward_seconds", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE walk SET longest_backward_seconds = COALESCE((SELECT max(segment.seconds) FROM segment "
        "WHERE segment.walk_id = walk.id AND segment.mode LIKE 'backward%'), 0)"
    )
    # The default was for the old rows only: a new one has to say it.
    with op.batch_alter_table("walk") as table:
        table.alter_column("longest_backward_seconds", server_default=None)
    is_one = sa.text("longest_backward_seconds > 0 AND deleted_at IS NULL")
    op.create_index(
        "ix_walk_longest",
        "walk",
        ["user_id", "longest_backward_seconds"],
        unique=False,
        sqlite_where=is_one,
        postgresql_where=is_one,
    )
