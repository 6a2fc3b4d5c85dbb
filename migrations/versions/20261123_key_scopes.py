"""Say what an API token may do. Those that exist may do everything, as before."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_key_scopes"
down_revision = "20261123_create_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("api_token") as table:
        table.add_column(sa.Column("scope", sa.String(length=30), nullable=False, server_default="all"))
    # The default was for the old rows only: a new one has to say it.
    with op.batch_alter_table("api_token") as table:
        table.alter_column("scope", server_default=None)
