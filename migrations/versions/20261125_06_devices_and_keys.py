"""Know which browser a sign-in and a key belong to, when a key was last used, and which walks it added."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_06_devices_and_keys"
down_revision = "20261125_05_own_bin"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("api_token", sa.Column("device_hash", sa.LargeBinary(), nullable=True))
    op.add_column("api_token", sa.Column("used_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_api_token_device", "api_token", ["user_id", "device_hash"], unique=True)
    op.add_column("sign_in", sa.Column("device_hash", sa.LargeBinary(), nullable=True))
    # Whether it was made over https is not known of those that exist: they go on, and a new one says it.
    op.add_column("sign_in", sa.Column("is_secure", sa.Boolean(), nullable=True))
    # A table beside the walks: a column would have to refer to the keys, and for that SQLite copies every walk.
    op.create_table(
        "key_walk",
        sa.Column("walk_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["walk_id"], ["walk.id"], name=op.f("fk_key_walk_walk_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["key_id"], ["api_token.id"], name=op.f("fk_key_walk_key_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("walk_id", name=op.f("pk_key_walk")),
    )
    op.create_index("ix_key_walk_key_id", "key_walk", ["key_id"], unique=False)
    op.create_table(
        "known_device",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("device_hash", sa.LargeBinary(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_known_device_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "device_hash", name=op.f("pk_known_device")),
    )
