"""Keep which browsers show messages by themselves, and by which keys push services know this server."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_07_push_subscriptions"
down_revision = "20261130_06_import_batches"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "push_sender",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_sender")),
    )
    target = sa.ForeignKeyConstraint(
        ["target_id"], ["message_target.id"], name=op.f("fk_push_subscription_target_id"), ondelete="CASCADE"
    )
    op.create_table(
        "push_subscription",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("device_hash", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("p256dh", sa.LargeBinary(), nullable=False),
        sa.Column("auth", sa.LargeBinary(), nullable=False),
        sa.Column("home", sa.Text(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        target,
        sa.PrimaryKeyConstraint("target_id", name=op.f("pk_push_subscription")),
    )
