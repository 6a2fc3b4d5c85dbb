"""Remember of a sign-in the token before its last, until that came back with the newer one."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_03_former_tokens"
down_revision = "20261130_02_account_numbers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_in", sa.Column("former_hash", sa.LargeBinary(), nullable=True))
    op.add_column("sign_in", sa.Column("former_until", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_sign_in_former_hash", "sign_in", ["former_hash"])
