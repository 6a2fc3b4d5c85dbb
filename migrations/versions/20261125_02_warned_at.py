"""Say when a warning sign was logged: a clinician's word from before that knows nothing of it."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_02_warned_at"
down_revision = "20261125_01_clock_days"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("walk", sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE walk SET warned_at = created_at WHERE had_warning_sign")
    op.create_index(
        "ix_walk_warned",
        "walk",
        ["user_id", "warned_at"],
        unique=False,
        sqlite_where=sa.text("warned_at IS NOT NULL AND deleted_at IS NULL"),
        postgresql_where=sa.text("warned_at IS NOT NULL AND deleted_at IS NULL"),
    )
