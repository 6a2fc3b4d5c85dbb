"""Keep which column holds what in a person's own tables, and the tables of an import that ask for it."""

import sqlalchemy as sa
from alembic import op

revision = "20261130_12_layouts"
down_revision = "20261130_11_rules_in_imports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "layout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["account.id"], name=op.f("fk_layout_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layout")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_layout_user_id_key")),
    )
    op.add_column("import_row", sa.Column("sheet", sa.Text(), nullable=True))
    op.add_column("import_row", sa.Column("line", sa.Integer(), nullable=True))
