"""Keep whether an import is to leave the direction rules out."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_11_rules_in_imports"
down_revision = "20261130_10_direction_rules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "import_batch", sa.Column("leaves_rules_out", sa.Boolean(), nullable=False, server_default=sa.false())
    )
