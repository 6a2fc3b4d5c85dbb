"""Note beside each stretch from where the speed came with which it was estimated."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_07_speed_from"
down_revision = "20261125_06_devices_and_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("segment", sa.Column("speed_from", sa.String(length=30), nullable=True))
