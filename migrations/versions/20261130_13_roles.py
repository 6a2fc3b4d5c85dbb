"""Say of everybody what they are in the household: an owner, an adult or a child."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_13_roles"
down_revision = "20261130_12_layouts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("role", sa.String(length=30), nullable=False, server_default=sa.text("'adult'")))
    op.execute("UPDATE account SET role = 'owner' WHERE is_owner")
    op.drop_column("account", "is_owner")
