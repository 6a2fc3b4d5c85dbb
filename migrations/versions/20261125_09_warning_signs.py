"""Say which warning signs there were. Those of before were not asked for by name."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_09_warning_signs"
down_revision = "20261125_08_former_figures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("walk", sa.Column("warning_signs", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.execute("UPDATE walk SET warning_signs = 'unspecified' WHERE had_warning_sign")
    op.drop_column("walk", "had_warning_sign")
