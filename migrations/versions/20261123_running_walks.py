"""Keep the walks that run on the server."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_running_walks"
down_revision = "20261123_key_scopes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "running_walk",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_running_walk_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_running_walk")),
    )
