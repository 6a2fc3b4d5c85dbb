"""Keep where messages go, what waits to go there, and which hosts of the own network the owner allows."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_04_messages"
down_revision = "20261130_03_former_tokens"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=30), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["account.id"], name=op.f("fk_message_target_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_target")),
    )
    op.create_index("ix_message_target_user_id", "message_target", ["user_id"], unique=False)
    op.create_table(
        "outgoing_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("about", sa.String(length=100), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("failure", sa.String(length=30), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["account.id"], name=op.f("fk_outgoing_message_user_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["message_target.id"], name=op.f("fk_outgoing_message_target_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_message")),
        sa.UniqueConstraint("target_id", "event", "about", name=op.f("uq_outgoing_message_target_id_event_about")),
    )
    op.create_index("ix_outgoing_message_user_id", "outgoing_message", ["user_id"], unique=False)
    op.create_index("ix_outgoing_message_next_try_at", "outgoing_message", ["next_try_at"], unique=False)
    op.create_table(
        "allowed_host",
        sa.Column("host", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_allowed_host")),
    )
