"""Keep the language that a person chose, and that of the browser in which a calendar's address was made."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_09_languages"
down_revision = "20261130_08_bulk_edits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    system = sa.text("'system'")
    op.add_column("account", sa.Column("language", sa.String(length=30), nullable=False, server_default=system))
    op.add_column("calendar_feed", sa.Column("language", sa.String(length=30), nullable=True))
