"""Note since when somebody is taken out of the household, so that it can be taken back for a time."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_15_taken_out"
down_revision = "20261130_14_invitations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("taken_out_at", sa.DateTime(timezone=True), nullable=True))
