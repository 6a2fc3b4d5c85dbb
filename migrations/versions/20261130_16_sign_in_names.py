"""Name the browser of a sign-in, and know where it keeps its walks, so that one can be ended from another."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_16_sign_in_names"
down_revision = "20261130_15_taken_out"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_in", sa.Column("name", sa.String(length=100), nullable=True))
    op.add_column("sign_in", sa.Column("store_hash", sa.LargeBinary(), nullable=True))
