"""Let people show their week to the household, and keep the link of the board that a tablet shows."""

import sqlalchemy as sa
from alembic import op

revision = "20261201_05_boards"
down_revision = "20261201_04_reading_rights"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "account", sa.Column("shares_week", sa.String(length=30), server_default=sa.text("'off'"), nullable=False)
    )
    op.create_table(
        "board_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_board_link_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_board_link_token_hash")),
    )
