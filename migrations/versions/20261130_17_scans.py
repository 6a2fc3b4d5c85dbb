"""Keep the codes by which somebody signs a phone in from a screen where they are signed in; only their hashes."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_17_scans"
down_revision = "20261130_16_sign_in_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scan",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("device_hash", sa.LargeBinary(), nullable=True),
        sa.Column("store_hash", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=True),
        sa.Column("is_secure", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_scan_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_scan")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_scan_code_hash")),
    )
