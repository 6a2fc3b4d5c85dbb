"""Keep the rules that turn minutes backward, and what they changed, so that it can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_10_direction_rules"
down_revision = "20261130_09_languages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create(
        "direction_rule",
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(length=30), nullable=True),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("first_minute", sa.Integer(), nullable=True),
        sa.Column("last_minute", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=100), nullable=False),
        sa.Column("is_imported", sa.Boolean(), nullable=False),
        sa.Column("portion", sa.String(length=30), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.UniqueConstraint("user_id", "uuid", name=op.f("uq_direction_rule_user_id_uuid")),
    )
    _create(
        "rule_batch",
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("user_id", "uuid", name=op.f("uq_rule_batch_user_id_uuid")),
    )
    _create(
        "rule_change",
        sa.Column("batch", sa.Uuid(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("former", sa.Text(), nullable=False),
        sa.Column("segments", sa.Text(), nullable=False),
        sa.Column("before_edit", sa.Text(), nullable=True),
        sa.Column("undone", sa.String(length=30), nullable=True),
        sa.UniqueConstraint("user_id", "batch", "uuid", name=op.f("uq_rule_change_user_id_batch_uuid")),
    )


def _create(name: str, *more: sa.Column[object] | sa.UniqueConstraint) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f(f"fk_{name}_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
