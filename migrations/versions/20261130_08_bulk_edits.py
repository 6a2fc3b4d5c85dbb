"""Keep a change to many walks as one, so that it can be shown before and taken back after."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_08_bulk_edits"
down_revision = "20261130_07_push_subscriptions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bulk_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change", sa.Text(), nullable=True),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_bulk_edit_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_edit")),
        sa.UniqueConstraint("user_id", "uuid", name=op.f("uq_bulk_edit_user_id_uuid")),
    )
    op.create_index("ix_bulk_edit_chosen", "bulk_edit", ["user_id", "chosen_at"])
