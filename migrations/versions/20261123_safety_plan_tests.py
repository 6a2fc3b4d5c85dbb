"""Ask before the first backward minute and after each one; keep the plan, the self tests, and more of the body."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_safety_plan_tests"
down_revision = "20261123_running_walks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _widen_walk()
    for name in ("during", "next_morning"):
        op.add_column("pain", sa.Column(name, sa.Integer(), nullable=True))
    _create_safety_and_plan()
    _create_tests()
    _create_body()


def _widen_walk() -> None:
    """Columns are added one by one: a batch would copy every walk."""
    for name in ("falls", "attention", "plan_level", "plan_session"):
        op.add_column("walk", sa.Column(name, sa.Integer(), nullable=True))
    for name in ("looked_back", "held_form"):
        op.add_column("walk", sa.Column(name, sa.Boolean(), nullable=True))
    for name in ("had_warning_sign", "with_partner"):
        op.add_column("walk", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))


def _create_safety_and_plan() -> None:
    op.create_table(
        "safety_check",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("sex", sa.String(length=30), nullable=True),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("is_cleared", sa.Boolean(), nullable=False),
        sa.Column("is_supported", sa.Boolean(), nullable=False),
        _of_account("safety_check"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_safety_check")),
    )
    op.create_table(
        "plan_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("is_gentle", sa.Boolean(), nullable=False),
        _of_account("plan_choice"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_choice")),
    )
    op.create_index("ix_plan_choice_order", "plan_choice", ["user_id", "chosen_at", "id"], unique=False)


def _create_tests() -> None:
    op.create_table(
        "test_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("tries", sa.Text(), nullable=False),
        sa.Column("had_helper", sa.Boolean(), nullable=False),
        sa.Column("side", sa.String(length=30), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        _of_account("test_result"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_result")),
        sa.UniqueConstraint("user_id", "uuid", name=op.f("uq_test_result_user_id_uuid")),
    )
    op.create_index("ix_test_result_order", "test_result", ["user_id", "kind", "done_on"], unique=False)


def _create_body() -> None:
    op.create_table(
        "waist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("waist_cm", sa.Double(), nullable=False),
        _of_account("waist"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waist")),
        sa.UniqueConstraint("user_id", "measured_on", name=op.f("uq_waist_user_id_measured_on")),
    )
    for table, column in (
        ("strength_day", sa.Column("done_on", sa.Date(), nullable=False)),
        ("pain_site", sa.Column("site", sa.String(length=30), nullable=False)),
    ):
        op.create_table(
            table,
            sa.Column("user_id", sa.Integer(), nullable=False),
            column,
            _of_account(table),
            sa.PrimaryKeyConstraint("user_id", column.name, name=op.f(f"pk_{table}")),
        )


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f(f"fk_{table}_user_id"), ondelete="CASCADE")
