"""Keep who may read somebody else's diary, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "20261201_04_reading_rights"
down_revision = "20261201_03_passkeys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reading_right",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("reads_as", sa.String(length=30), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_reading_right_user_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["account.id"], name=op.f("fk_reading_right_reader_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_right")),
        sa.UniqueConstraint("code", name=op.f("uq_reading_right_code")),
        sa.UniqueConstraint("user_id", "reader_id", name=op.f("uq_reading_right_user_id_reader_id")),
    )
    op.create_index(op.f("ix_reading_right_reader_id"), "reading_right", ["reader_id"])
