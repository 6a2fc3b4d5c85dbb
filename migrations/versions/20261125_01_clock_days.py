"""Note the days on which the server was at work, so that a clock that leaps removes nothing."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_01_clock_days"
down_revision = "20261123_safety_plan_tests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clock_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_clock_day")),
    )
