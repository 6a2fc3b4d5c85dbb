"""Say of falls and warning signs whether they were logged after the check was answered, whatever the clock said."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_10_since_check"
down_revision = "20261125_09_warning_signs"
branch_labels = None
depends_on = None

# Falls of before were logged when their walk was, as far as is known.
_FILL = """UPDATE walk SET
    fell_since_check = (coalesce(falls, 0) > 0 AND NOT EXISTS (
        SELECT 1 FROM safety_check WHERE safety_check.user_id = walk.user_id
        AND answered_at >= walk.created_at AND answered_at >= walk.started_at)),
    warned_since_check = (warned_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM safety_check WHERE safety_check.user_id = walk.user_id AND answered_at >= walk.warned_at))
"""


def upgrade() -> None:
    for name in ("fell_since_check", "warned_since_check"):
        op.add_column("walk", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(_FILL)
