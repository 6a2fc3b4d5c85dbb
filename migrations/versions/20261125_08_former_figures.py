"""Keep what walks cost before they were worked out again by request, so that this can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_08_former_figures"
down_revision = "20261125_07_speed_from"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_figures",
        sa.Column("walk_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["walk_id"], ["walk.id"], name=op.f("fk_former_figures_walk_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["account.id"], name=op.f("fk_former_figures_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("walk_id", name=op.f("pk_former_figures")),
    )
    op.create_index("ix_former_figures_user_id", "former_figures", ["user_id"], unique=False)
