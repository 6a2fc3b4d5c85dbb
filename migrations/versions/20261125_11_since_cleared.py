"""Say of walks with much pain whether a clinician cleared it since, whatever the clock said."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_11_since_cleared"
down_revision = "20261125_10_since_check"
branch_labels = None
depends_on = None

# Whoever went on with a stopped plan told that they talked with a clinician.
_FILL = """UPDATE walk SET hurt_since_cleared = true
    WHERE EXISTS (
        SELECT 1 FROM pain WHERE pain.walk_id = walk.id AND (during > 5 OR after > 5 OR next_morning > 5))
    AND NOT EXISTS (
        SELECT 1 FROM safety_check WHERE safety_check.user_id = walk.user_id
        AND is_cleared AND answered_at >= walk.created_at)
    AND NOT EXISTS (
        SELECT 1 FROM plan_choice WHERE plan_choice.user_id = walk.user_id
        AND kind = 'resume' AND chosen_at >= walk.created_at)
"""


def upgrade() -> None:
    op.add_column("walk", sa.Column("hurt_since_cleared", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_walk_hurt",
        "walk",
        ["user_id", "walked_on"],
        sqlite_where=sa.text("hurt_since_cleared AND deleted_at IS NULL"),
        postgresql_where=sa.text("hurt_since_cleared AND deleted_at IS NULL"),
    )
    op.execute(_FILL)
