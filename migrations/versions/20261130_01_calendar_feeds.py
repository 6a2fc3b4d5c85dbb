"""Keep the private address at which a calendar app finds the coming sessions of a plan."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_01_calendar_feeds"
down_revision = "20261125_11_since_cleared"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=True),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("walks_at", sa.Time(), nullable=True),
        sa.Column("tells_session", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_calendar_feed_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("key", name=op.f("uq_calendar_feed_key")),
    )
